// The synthetic table: a council member reads, filters, sorts, searches, takes it away; it fits a phone and a page.
import { equal } from "../browser.mjs";

const TABLE = "/auvergne-rhone-alpes/prst-3/tableau";
const EDIT = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1/rubriques/enjeu-et-contexte";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NAME = /^attachment; filename="auvergne-rhone-alpes-prst-3-tableau-\d{4}-\d\d-\d\d\.(xlsx|csv|donnees\.csv)"$/;
const WORST_FIRST = ["Objectifs compromis", "Appuis nécessaires", "Objectifs atteignables", "Objectifs sécurisés"];

export default async function syntheticTable(site) {
  const { step } = site;
  const alex = await site.person();
  const camille = await site.person();
  const rows = (person) => person.count("tr.row");
  let all; // the actions that a council member sees

  await step("her pages, signed in", async () => {
    await alex.signIn("Alex Buvard");
    await alex.visit("/");
    await alex.expectAxeClean("home, signed in");
    await alex.visit("/compte");
    await alex.expectAxeClean("account");
    await alex.visit("/plan-du-site");
    await alex.visit("/auvergne-rhone-alpes/prst-3");
    await alex.expectAxeClean("plan");
    await alex.follow("Tableau synthétique");
    alex.at(TABLE);
    all = await rows(alex);
    await alex.sees(`${all} actions. La confiance est déclarée par les pilotes.`, "caption");
    await alex.expectAxeClean("synthetic table");
    await alex.picture("table-1280");
    await alex.picture("table-360", { width: 360, height: 1400 });
  });
  await step("every total is a link to as many lines as it says", async () => {
    const links = await alex.page.locator(".totals a").evaluateAll((all) =>
      all.map((a) => ({ href: a.getAttribute("href"), label: a.innerText, total: Number(a.querySelector("b").textContent) })),
    );
    if (links.length < 10) throw new Error(`${links.length} totals`);
    for (const { href, label, total } of links) {
      await alex.visit(href);
      const found = await rows(alex);
      if (found !== total) site.note(`« ${label.replaceAll("\n", " ")} » leads to ${found} lines`);
    }
  });
  await step("the totals of a part add up to what its heading says", async () => {
    await alex.visit(TABLE);
    for (const part of await alex.page.locator(".totals section:not(.first)").all()) {
      const heading = Number((await part.locator("h2").innerText()).match(/\d+/)[0]);
      const totals = await part.locator("b").allInnerTexts();
      equal(totals.map(Number).reduce((a, b) => a + b), heading, await part.locator("h2").innerText());
    }
  });
  await step("filters add up, are said in the caption, and can all be taken off", async () => {
    await alex.page.getByLabel("Axe", { exact: true }).selectOption("1");
    await alex.page.getByLabel("À regarder").selectOption("silence");
    await alex.press("Filtrer");
    const found = await rows(alex);
    if (found === 0 || found === all) throw new Error(`${found} lines`);
    equal(await alex.count("tr.row .silent:text('silencieuse')"), found, "silent lines");
    await alex.sees(`${found} sur ${all} actions : axe 1, silencieuses`, "caption");
    await alex.expectAxeClean("synthetic table, filtered");
    await alex.follow("Voir toutes les actions");
    equal(await rows(alex), all, "lines");
  });
  await step("it is sorted by the links of its head, which say so", async () => {
    equal(await sorted(alex), "Action et état ▲", "sorted at first");
    await alex.follow("Confiance déclarée", 200, { within: "thead" });
    equal(await sorted(alex), "Confiance déclarée ▲", "then");
    const said = await alex.page.locator("tr.row .col-confidence .confidence").allInnerTexts();
    const ranks = said.map((word) => WORST_FIRST.indexOf(word.trim()));
    equal(ranks, [...ranks].sort((a, b) => a - b), "from the lowest confidence");
    await alex.follow("Dernier point", 200, { within: "thead" });
    equal(await sorted(alex), "Dernier point ▲", "then");
    await alex.expectAxeClean("synthetic table, sorted");
    equal(await rows(alex), all, "lines");
  });
  await step("she searches a pilot by name, accents or not, and a word that is nowhere", async () => {
    await alex.visit(TABLE);
    await alex.page.getByLabel("Mot, numéro, pilote ou structure").fill("yael");
    await alex.press("Filtrer");
    const found = await rows(alex);
    if (found === 0) throw new Error("no line");
    equal(await alex.count("tr.row:has-text('Yaël Pochoir')"), found, "lines of Yaël Pochoir");
    await alex.page.getByLabel("Mot, numéro, pilote ou structure").fill("introuvable");
    await alex.press("Filtrer");
    await alex.sees("Aucune action ne répond à ces filtres.", ".empty");
    await alex.expectAxeClean("synthetic table, nothing found");
  });
  await step("she takes away what she sees, in three formats", async () => {
    await alex.visit(`${TABLE}?etat=running`);
    const seen = await rows(alex);
    const exports = alex.page.getByRole("list", { name: "Exporter cette vue" }).getByRole("link");
    const links = await exports.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    equal(links.length, 3, "formats");
    for (const href of links) {
      const answer = await alex.asks(href);
      const { "content-type": type, "content-disposition": name } = answer.headers();
      if (!NAME.test(name)) site.note(`${href} : ${name}`);
      const bytes = await answer.body();
      if (href.includes(".xlsx")) {
        equal(type, XLSX, "type of the workbook");
        equal(bytes.subarray(0, 2).toString(), "PK", "first bytes of the workbook");
      } else {
        equal(type, "text/csv; charset=utf-8", "type of the CSV");
        const text = bytes.toString();
        const french = !href.includes("donnees");
        equal([text.startsWith("\ufeff"), text.includes(";")], [french, french], "mark and semicolons");
        equal(text.match(/En cours/g)?.length, seen, `lines of ${href}`);
      }
    }
    const download = alex.page.waitForEvent("download");
    await exports.first().click();
    const name = (await download).suggestedFilename();
    if (!name.endsWith(".xlsx")) throw new Error(`the file is called ${name}`);
  });
  await step("on a phone the lines are cards, and nothing is wider than the screen", async () => {
    for (const width of [360, 320]) {
      await alex.page.setViewportSize({ width, height: 740 });
      await alex.visit(TABLE);
      equal(await alex.page.locator("tr.row").first().evaluate((row) => getComputedStyle(row).display), "flex", "a line");
      equal(await alex.page.getByRole("row").count(), 1 + 3 + all, "rows, for those who listen"); // head, axes, lines
    }
    await alex.page.getByText("Filtrer, trier, chercher").click();
    await alex.page.getByLabel("État").selectOption("paused");
    await alex.press("Filtrer");
    equal(await rows(alex), 1, "paused");
  });
  await step("the 19 actions print on one A4 landscape", async () => {
    const alix = await site.person();
    await alix.signIn("Alix Modèle");
    await alix.visit(TABLE);
    equal(await rows(alix), 19, "lines of the coordinator");
    const pdf = (await alix.page.pdf({ preferCSSPageSize: true })).toString("latin1");
    equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1, "pages");
    const [, width, height] = pdf.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
    equal([Math.round(width), Math.round(height)], [842, 595], "size of the page");
  });
  await step("killed and started again, the server knows who is signed in and what was saved", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(EDIT);
    await camille.write("Enjeu et contexte", "Enregistré juste avant la coupure.");
    await camille.press("Enregistrer");
    await camille.visit(EDIT);
    await camille.write("Enjeu et contexte", "");
    await camille.press("Enregistrer"); // refused: kept as a draft
    await camille.hasTitle("Erreur");
    await site.server.kill9();
    await site.server.restart();
    await camille.visit(EDIT);
    await camille.hasTitle("Erreur");
    await camille.follow("Revenir sans enregistrer");
    await camille.sees("Enregistré juste avant la coupure.", ".rubric .prose");
    await camille.sees("Version 3, Camille Exemple", ".rubric");
  });
}

/** The one column that says it is sorted. */
async function sorted(person) {
  const heads = await person.page.locator("th[aria-sort=ascending]").allInnerTexts();
  return heads.join(" and ");
}
