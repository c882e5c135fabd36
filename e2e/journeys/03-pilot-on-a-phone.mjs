// A pilot writes the stake of her sheet on a phone: refused, kept, taken up again, saved.
import { equal, plain } from "../browser.mjs";

const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";
const EDIT = `${SHEET}/rubriques/enjeu-et-contexte`;
const STAKE = "L’usure se construit au fil des postes.\n\n- parler *parcours* avec le dirigeant\n- le relier au DUERP";

export default async function pilot(site) {
  const { step } = site;
  let camille = await site.person({ width: 360, height: 740 });
  let saved;

  await step("she enters, finds her sheet and opens its stake", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit("/auvergne-rhone-alpes/prst-3/fiches");
    await camille.expectAxeClean("sheets");
    await camille.follow("Elargir les démarches de prévention primaire");
    await camille.expectAxeClean("sheet in co-writing");
    await camille.picture("sheet-1280");
    await camille.follow("Modifier « Enjeu et contexte »");
    camille.at(EDIT);
    saved = await camille.field("Enjeu et contexte").inputValue();
    if (!saved.startsWith("L’usure se construit")) throw new Error(`the field holds « ${saved} »`);
    await camille.expectAxeClean("writing a rubric");
  });
  await step("an empty stake is refused: the summary comes first and leads to the field", async () => {
    await camille.write("Enjeu et contexte", "  \n ");
    await camille.press("Enregistrer");
    await refused("Écrivez une phrase au moins.");
    await camille.expectAxeClean("writing a rubric, error");
  });
  await step("come back later, the page says that the saved version is intact, and begins again from it", async () => {
    await camille.visit(EDIT);
    await camille.sees("La version 2 enregistrée est intacte.", ".draft-notice");
    await camille.press("Repartir de la version enregistrée");
    await camille.holds("Enjeu et contexte", saved);
  });
  await step("a stake that is too long is refused, and not a letter of it is lost", async () => {
    const long = `${STAKE}\n\n${"Un paragraphe de plus. ".repeat(900)}`.trimEnd();
    await camille.write("Enjeu et contexte", long);
    await camille.press("Enregistrer");
    await refused("20 000 au plus sont acceptés");
    await camille.holds("Enjeu et contexte", long);
    await camille.visit(SHEET);
    await camille.visit(EDIT);
    await camille.holds("Enjeu et contexte", long);
  });
  await step("what was refused is in « Mes brouillons », and can be thrown away there", async () => {
    await camille.visit("/compte/brouillons");
    await camille.sees("Enjeu et contexte, action 1.2.1", ".drafts");
    await camille.expectAxeClean("drafts");
    await camille.page.getByRole("button", { name: "Jeter" }).click();
    await camille.sees("Aucun brouillon : tout ce que vous avez écrit est enregistré.");
    await camille.expectAxeClean("no drafts");
    await camille.visit(EDIT);
    await camille.holds("Enjeu et contexte", saved);
  });
  if (site.script) {
    await step("what she types is kept while she types, and the page says so", async () => {
      await camille.write("Enjeu et contexte", "Une idée en passant");
      await camille.page.getByText(/^Brouillon enregistré à \d+ h \d\d$/).waitFor();
    });
    await step("the page closed and opened again, the draft is there, with its notice", async () => {
      await camille.page.close();
      camille = await camille.anotherTab();
      await camille.visit(EDIT);
      await camille.sees("est repris ci-dessous, là où vous l’aviez laissé.", ".draft-notice");
      await camille.holds("Enjeu et contexte", "Une idée en passant");
      await camille.expectAxeClean("writing a rubric, draft");
    });
    await step("her last words before she leaves the page are kept too", async () => {
      await camille.write("Enjeu et contexte", "Une idée en partant");
      await camille.visit(SHEET);
      await camille.visit(EDIT);
      await camille.holds("Enjeu et contexte", "Une idée en partant");
    });
    await step("the preview shows the text as the sheet will", async () => {
      await camille.write("Enjeu et contexte", STAKE);
      await camille.page.getByRole("button", { name: "Aperçu du texte" }).click();
      await camille.page.locator(".preview em", { hasText: "parcours" }).waitFor();
      equal(await camille.count(".preview li"), 2, "bullets of the preview");
      await camille.expectAxeClean("writing a rubric, preview");
    });
    await step("she throws the draft away: the saved text is back", async () => {
      await camille.visit(EDIT);
      await camille.press("Repartir de la version enregistrée");
      camille.at(EDIT);
      await camille.holds("Enjeu et contexte", saved);
    });
  }
  await step("her text is saved, signed, and read on the sheet", async () => {
    await camille.visit(EDIT);
    await camille.write("Enjeu et contexte", STAKE);
    await camille.press("Enregistrer");
    camille.at(SHEET);
    await camille.sees("« Enjeu et contexte » est enregistré.", "[role=status]");
    const { y, height } = await camille.page.locator(".flash").boundingBox();
    if (y < 0 || y + height > 740) throw new Error(`what was done is told off screen, at ${y} px`);
    await camille.sees("Version 3, Camille Exemple");
    equal(await camille.count("#enjeu-et-contexte .prose li"), 2, "bullets of the sheet");
  });

  async function refused(message) {
    camille.at(EDIT);
    await camille.hasTitle("Erreur");
    await camille.focusIsOn("#erreurs");
    const main = await camille.text("main");
    if (main.indexOf(plain(message)) > main.indexOf("Mettre en forme")) throw new Error("the summary is not first");
    await camille.page.locator("#erreurs a", { hasText: message }).click();
    await camille.focusIsOn("textarea");
    await camille.sees(message, "#body-erreur");
  }
}
