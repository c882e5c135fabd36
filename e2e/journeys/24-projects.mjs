// The projects of a document that a service hands in become projects of an action; its table of workers stays out.
import { readFileSync } from "node:fs";
import { equal } from "../browser.mjs";

const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";
const PAGE = `${SHEET}/projets/importer`;
const DOCUMENT = readFileSync(
  new URL("../../server/demo/documents/projet-de-service-ast-beaucaire.md", import.meta.url),
  "utf8",
);
/** Its follow-up table, with the lines around it. */
const FOLLOW_UP = DOCUMENT.split("\n").slice(140, 152).join("\n");

export default async function projects(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  let before = 0;

  await step("the list of projects leads to the import", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(`${SHEET}/projets`);
    before = await camille.count(".rows > li");
    await camille.follow("Importer d’un document");
    camille.at(PAGE);
    await camille.expectAxeClean("import of projects");
    await camille.press("Lire les projets");
    await camille.sees("Collez le document, ou choisissez un fichier.", "#erreurs");
    await camille.expectAxeClean("import of projects, error");
  });
  await step("a table that follows workers is refused with the names of its columns", async () => {
    await camille.paste("Document collé", FOLLOW_UP);
    await camille.press("Lire les projets", 422);
    await camille.sees("N° salarié file active", "main");
    await camille.seesNot("Document collé", "main");
  });
  await step("the whole document is five projects, and what is odd in them is said", async () => {
    await camille.visit(PAGE);
    await camille.paste("Document collé", DOCUMENT);
    await camille.press("Lire les projets");
    camille.at(PAGE);
    await camille.sees("5 projets dans le document, 5 à ajouter.", "main");
    await camille.sees("hors de son tableau, ligne 590", "main");
    await camille.sees("N° salarié file active", "main");
    equal(await camille.count(".found-project"), 5, "projects");
    await camille.expectAxeClean("import of projects, preview");
  });
  await step("she leaves one out, and the others are lines of the action", async () => {
    await camille.page.getByLabel("Suivre et valoriser les innovations régionales").uncheck();
    await camille.press("Ajouter les projets choisis");
    camille.at(`${SHEET}/projets`);
    await camille.sees("4 projets ajoutés.", "[role=status]");
    equal(await camille.count(".rows > li"), before + 4, "lines");
    await camille.expectAxeClean("projects, after the import");
  });
  await step("the same document again adds only what is missing", async () => {
    await camille.visit(PAGE);
    await camille.paste("Document collé", DOCUMENT);
    await camille.press("Lire les projets");
    await camille.sees("5 projets dans le document, 1 à ajouter.", "main");
    equal(await camille.count(".found-project .state-tag"), 4, "known ones");
    await camille.press("Ajouter les projets choisis");
    await camille.sees("1 projet ajouté.", "[role=status]");
    equal(await camille.count(".rows > li"), before + 5, "lines");
  });
}
