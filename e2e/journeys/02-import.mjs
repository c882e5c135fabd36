// The coordinator pastes the real document in an empty plan, then brings a sheet to its adoption.
import { readFileSync } from "node:fs";
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-4";
const DOCUMENT = readFileSync(
  new URL("../../server/demo/documents/seminaire-prst3-vers-prst4-ara.md", import.meta.url),
  "utf8",
);
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
const STAKE = "Les TPE parlent peu des addictions. **En parler avant l’accident** est l’enjeu.";

export default async function importing(site) {
  const { step } = site;
  const alix = await site.person();

  await step("the empty plan says where to begin", async () => {
    await alix.signIn("Alix Modèle");
    for (const page of ["/tableau", "/fiches", ""]) {
      await alix.visit(PLAN + page);
      await alix.expectAxeClean(`empty plan ${page}`);
    }
    await alix.sees("Ce plan n’a pas encore d’actions.");
    await alix.follow("Importez-les d’un tableau");
    alix.at(`${PLAN}/import`);
    await alix.expectAxeClean("import");
  });
  await step("sending nothing is refused, and the page says what to do", async () => {
    await alix.press("Voir l’aperçu");
    await alix.hasTitle("Erreur");
    await alix.sees("Collez un tableau, ou choisissez un fichier.", "#erreurs");
    await alix.expectAxeClean("import, error");
  });
  await step("a file that is not a text is refused in words", async () => {
    await upload(alix, { name: "photo.png", mimeType: "image/png", buffer: PNG });
    await alix.sees("Ce fichier n’est pas un texte. Enregistrez le tableau au format CSV, ou collez-le ici.");
    equal(await alix.count("button:text-is('Importer')"), 0, "buttons « Importer »");
    await alix.expectAxeClean("import, unreadable file");
  });
  await step("a table with a mistake tells its line, and cannot be imported", async () => {
    const buffer = Buffer.from("Axe;Numéro;Intitulé\r\nAxe 1;1.1;Un\r\nAxe 1;1.1;Deux\r\n");
    await upload(alix, { name: "plan.csv", mimeType: "text/csv", buffer });
    await alix.sees("À corriger (1)");
    await alix.sees("ligne 3, colonne « Numéro » : L’action 1.1 est déjà écrite ligne 2");
    equal(await alix.count("button:text-is('Importer')"), 0, "buttons « Importer »");
  });
  await step("« Corriger la source » brings it back, and once corrected it can be imported", async () => {
    await alix.follow("Corriger la source");
    alix.at(`${PLAN}/import`);
    const source = await alix.field("Tableau collé").inputValue();
    equal(source, "Axe;Numéro;Intitulé\nAxe 1;1.1;Un\nAxe 1;1.1;Deux\n", "the source");
    await alix.write("Tableau collé", source.replace("1.1;Deux", "1.2;Deux"));
    await alix.press("Voir l’aperçu");
    await alix.sees("2 fiches à créer, 0 à modifier, 0 inchangée.");
  });
  await step("the whole document, pasted as it stands, is seen as 19 actions, 3 axes and one warning", async () => {
    await alix.visit(`${PLAN}/import`);
    await alix.paste("Tableau collé", DOCUMENT);
    await alix.press("Voir l’aperçu");
    await alix.sees("19 fiches à créer, 0 à modifier, 0 inchangée. Rien n’est écrit avant « Importer ».");
    await alix.sees("19 actions dans la source, 3 axes", "caption");
    await alix.sees("À vérifier (1)");
    await alix.sees("L’action 2.6 est écrite sous l’axe 3 : c’est l’axe écrit qui est gardé.");
    equal(await alix.count("tr.row"), 19, "lines of the preview");
    equal(await axes(alix), { 1: 13, 2: 3, 3: 3 }, "actions by axis");
    await alix.expectAxeClean("import, preview");
    await alix.picture("import-1280");
  });
  await step("nothing is written before « Importer »", async () => {
    const other = await alix.anotherTab();
    await other.visit(`${PLAN}/fiches`);
    await other.sees("0 fiche");
    await other.page.close();
  });
  await step("« Importer » writes the 19 sheets", async () => {
    await alix.press("Importer");
    alix.at(`${PLAN}/fiches`);
    await alix.sees("Import terminé : 19 fiches créées, 0 modifiée, 0 inchangée.");
    equal(await alix.count(".rows > li"), 19, "sheets");
    equal(await alix.count("main h2"), 3, "axes");
    await alix.expectAxeClean("sheets, after the import");
  });
  await step("importing the same document again changes nothing", async () => {
    await alix.visit(`${PLAN}/import`);
    await alix.sees("Imports précédents");
    await alix.paste("Tableau collé", DOCUMENT);
    await alix.press("Voir l’aperçu");
    await alix.sees("Rien à importer : 19 actions du tableau sont déjà dans le plan.");
    equal(await alix.count("button:text-is('Importer')"), 0, "buttons « Importer »");
  });
  await step("the coordinator opens a sheet to its committee", async () => {
    await alix.visit(`${PLAN}/fiches`);
    await alix.follow("Information et sensibilisation des PME/TPE");
    alix.at(`${PLAN}/fiches/2.6`);
    await alix.sees("Axe 3");
    await alix.expectAxeClean("sheet, empty");
    await alix.follow("Ouvrir à la co-écriture");
    await alix.press("Ouvrir à la co-écriture");
    await alix.sees("La fiche est maintenant en co-écriture.");
  });
  await step("adoption is refused while the stake is empty, and the page leads to it", async () => {
    await alix.sees("Avant l’adoption, il manque : Enjeu et contexte.");
    await alix.follow("Adopter la fiche");
    await alix.sees("La fiche ne peut pas encore être adoptée");
    equal(await alix.count("main form"), 0, "forms");
    await alix.expectAxeClean("adoption refused");
    await alix.follow("Écrire « Enjeu et contexte »");
    alix.at(`${PLAN}/fiches/2.6/rubriques/enjeu-et-contexte`);
  });
  await step("with its stake written, the sheet is adopted, and the stake is locked", async () => {
    await alix.write("Enjeu et contexte", STAKE);
    await alix.press("Enregistrer");
    await alix.sees("« Enjeu et contexte » est enregistré.");
    equal(await alix.text(".rubric .prose strong"), "En parler avant l’accident", "what is bold");
    await alix.follow("Adopter la fiche");
    await alix.sees("Cette fiche n’a pas de pilote");
    await alix.expectAxeClean("adoption without a pilot");
    await alix.press("Adopter la fiche");
    await alix.sees("La fiche est maintenant adoptée.");
    await alix.sees("n’est plus modifiable directement");
    await alix.visit(`${PLAN}/fiches/2.6/rubriques/enjeu-et-contexte`, 403);
    await alix.sees("La rubrique « Enjeu et contexte » a été adoptée avec la fiche");
  });
}

async function upload(person, file) {
  await person.visit(`${PLAN}/import`);
  await person.page.getByLabel("Ou un fichier").setInputFiles(file);
  await person.press("Voir l’aperçu");
}

/** How many lines of the preview each axis has, as the second column says it. */
async function axes(person) {
  const cells = await person.page.locator("tr.row > :nth-child(2)").allInnerTexts();
  const count = {};
  for (const cell of cells) {
    const number = cell.match(/\d+/)?.[0] ?? cell;
    count[number] = (count[number] ?? 0) + 1;
  }
  return count;
}
