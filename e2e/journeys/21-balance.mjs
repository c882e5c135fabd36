// A balance as its pilots handed it in: pasted, previewed, taken up on the action that is chosen, mended, handed in, decided.
import { readFileSync } from "node:fs";
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.2.2`;
const DOCUMENT = readFileSync(
  new URL("../../server/demo/documents/bilan-2.4.1-usure-professionnelle.md", import.meta.url),
  "utf8",
);

export default async function balance(site) {
  const { step } = site;
  const alix = await site.person();

  await step("the balances of a sheet are one link away, and empty ones say what they are for", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(SHEET);
    await alix.follow("Bilans de l’action");
    alix.at(`${SHEET}/bilans`);
    await alix.sees("Bilan à mi-parcours, repris d’un document");
    await alix.expectAxeClean("balances");
  });
  await step("sending nothing is refused, and the page says what to do", async () => {
    await alix.follow("Importer un bilan");
    alix.at(`${PLAN}/bilans/import`);
    await alix.press("Voir l’aperçu");
    await alix.hasTitle("Erreur");
    await alix.sees("Collez un bilan, ou choisissez un fichier.", "#erreurs");
    await alix.expectAxeClean("import of a balance, error");
  });
  await step("the real document shows where each line goes; the action is to be chosen", async () => {
    await alix.paste("Bilan collé", `${DOCUMENT}\n\n● Budget\n\n- 10 000 euros\n`);
    await alix.press("Voir l’aperçu");
    await alix.sees("Le document dit : axe 2, action 2.4.1.");
    await alix.sees("10 000 euros", "#non-classe ~ ul");
    equal(await alix.count("#action-menee ~ .prose li"), 5, "entries of « Action menée »");
    await alix.expectAxeClean("preview of a balance");
    await alix.press("Reprendre en brouillon");
    await alix.hasTitle("Erreur");
    await alix.sees("Choisissez l’action dont c’est le bilan.", ".fr-error-text");
    await alix.expectAxeClean("preview of a balance, error");
  });
  await step("taken up as a draft, then one rubric is mended", async () => {
    await alix.page.getByLabel("De quelle action est-ce le bilan ?").selectOption({ label: (await option(alix)) });
    await alix.write("Nom du bilan", "Bilan final");
    await alix.press("Reprendre en brouillon");
    await alix.sees("Le bilan est repris en brouillon : relisez-le.", "[role=status]");
    await alix.expectAxeClean("balance, draft");
    await alix.follow("Écrire : freins");
    await alix.write("Freins", "- Le temps a manqué.");
    await alix.expectAxeClean("rubric of a balance");
    await alix.press("Enregistrer");
    await alix.sees("Le temps a manqué.", "#freins ~ .prose");
  });
  await step("handed in, it waits in the work of who decides", async () => {
    await alix.press("Remettre le bilan");
    await alix.expectAxeClean("balance, handed in");
    await alix.visit("/mon-travail");
    await alix.expectAxeClean("a balance to decide");
    await alix.follow("Lire et décider : Bilan final, action 1.2.2");
  });
  await step("validated, published: then nothing of it changes", async () => {
    await alix.press("Valider le bilan");
    await alix.press("Publier le bilan");
    await alix.sees("Publié", ".state-tag");
    equal(await alix.count("main form"), 0, "forms");
    await alix.expectAxeClean("balance, published");
  });
}

/** The label of the action of the sheet in the list. */
async function option(person) {
  const labels = await person.page.locator("select#action option").allTextContents();
  return labels.find((label) => label.startsWith("Action 1.2.2"));
}
