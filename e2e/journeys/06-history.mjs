// What was written before is not lost: every version can be read, compared, and brought back.
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3/fiches";
const HISTORY = "rubriques/enjeu-et-contexte/historique";

export default async function history(site) {
  const { step } = site;
  const camille = await site.person();
  let first;

  await step("the sheet leads to the versions of its stake, each compared with the one before", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(`${PLAN}/1.2.1`);
    await camille.follow("historique");
    camille.at(`${PLAN}/1.2.1/${HISTORY}`);
    const versions = await camille.page.locator(".history h2").allInnerTexts();
    equal(versions, ["Version 2, la version en cours", "Version 1"], "versions");
    await camille.sees("Sacha Fictif, ", ".history > li:first-child");
    if ((await camille.count(".history > li:first-child del")) === 0) throw new Error("nothing is struck out");
    if ((await camille.count(".history > li:first-child ins")) === 0) throw new Error("nothing is underlined");
    first = (await camille.newTexts(".history .diff"))[1];
    await camille.expectAxeClean("history");
  });
  await step("the first version is brought back, as a new one", async () => {
    await camille.press("Rétablir la version 1");
    camille.at(`${PLAN}/1.2.1`);
    await camille.sees("La version 1 de « Enjeu et contexte » est de retour.", "[role=status]");
    await camille.sees("Version 3, Camille Exemple", ".rubric");
    await camille.follow("historique");
    equal(await camille.count(".history > li"), 3, "versions");
    const [newest, , oldest] = await camille.newTexts(".history .diff");
    equal(newest, first, "the newest text");
    equal(oldest, first, "the oldest text");
  });
  await step("restoring from a page that has aged is a conflict, not a loss", async () => {
    const other = await camille.anotherTab();
    await other.visit(`${PLAN}/1.2.1/rubriques/enjeu-et-contexte`);
    await other.write("Enjeu et contexte", "Écrit entre-temps.");
    await other.press("Enregistrer");
    await camille.press("Rétablir la version 2", 409);
    await camille.sees("La page a changé", "h1");
    await camille.expectAxeClean("409");
    await other.visit(`${PLAN}/1.2.1`);
    await other.sees("Écrit entre-temps.", ".rubric .prose");
    await other.sees("Version 4, ", ".rubric");
    await camille.follow("Recharger la page");
    camille.at(`${PLAN}/1.2.1/${HISTORY}`);
    await camille.sees("Version 4, la version en cours", ".history");
  });
  await step("what adoption locked can be read, not brought back", async () => {
    await camille.visit(`${PLAN}/1.3.10/${HISTORY}`);
    equal(await camille.count(".history button"), 0, "buttons");
  });
}
