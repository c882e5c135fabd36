// The exported table comes back as a workbook; a table that names workers is refused.
import { readFileSync } from "node:fs";
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3";
const FOLLOW_UP = new URL("../../server/demo/documents/projet-de-service-ast-beaucaire.md", import.meta.url);

export default async function workbook(site) {
  const { step } = site;
  const alix = await site.person();

  await step("the exported workbook, sent back as it is, changes nothing", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(`${PLAN}/tableau`);
    const download = alix.page.waitForEvent("download");
    await alix.page.locator("a[href*='tableau.xlsx']").first().click();
    const path = await (await download).path();
    await upload(alix, { name: "tableau.xlsx", mimeType: "application/octet-stream", buffer: readFileSync(path) });
    await alix.sees("Rien à importer");
    await alix.sees("Feuille lue : « Tableau synthétique ».");
    equal(await alix.count("button:text-is('Importer')"), 0, "buttons « Importer »");
    await alix.expectAxeClean("import, workbook unchanged");
  });
  await step("a damaged workbook is refused in words", async () => {
    await upload(alix, { name: "plan.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\x03\x04abc") });
    await alix.sees("Ce classeur est endommagé ou incomplet.");
  });
  await step("a table that follows workers one by one is refused by its columns", async () => {
    await upload(alix, { name: "suivi.md", mimeType: "text/markdown", buffer: readFileSync(FOLLOW_UP) }, 422);
    await alix.sees("N° salarié file active");
    await alix.sees("Retirez ces colonnes");
    await alix.expectAxeClean("import, refused table");
    await alix.visit(`${PLAN}/import`);
    equal(await alix.count("a:text('suivi.md')"), 0, "refused sources that were kept");
  });
}

async function upload(person, file, status = 200) {
  await person.visit(`${PLAN}/import`);
  await person.page.getByLabel("Ou un fichier").setInputFiles(file);
  await person.press("Voir l’aperçu", status);
}
