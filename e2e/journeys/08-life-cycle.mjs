// The coordinator moves a sheet: paused, resumed, abandoned. Others read where it stands.
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.1`;
const PARIS = { timeZone: "Europe/Paris" };
const LONG = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };

export default async function lifeCycle(site) {
  const { step } = site;
  const alix = await site.person();
  const alex = await site.person();
  // in sixty days: as one types it, and as the product says it
  const until = new Date(Date.now() + 60 * 86_400_000).toLocaleDateString("sv-SE", PARIS);
  const day = new Date(until).toLocaleDateString("fr-FR", LONG).replace(/^1 /, "1er ");
  const REASON = "Le groupe attend le résultat de l’appel à projets.";
  const MOTIVE = "Les relais reprennent l’action à leur compte.";

  await step("a pause wants a reason and a day to come: both mistakes are told together", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(SHEET);
    await alix.follow("Mettre en pause");
    alix.at(`${SHEET}/etat/suspendre`);
    await alix.expectAxeClean("pause");
    await alix.page.getByLabel("Jusqu’à quand ?").fill("2020-01-31");
    await alix.press("Mettre en pause");
    await alix.hasTitle("Erreur");
    await alix.focusIsOn("#erreurs");
    equal(await alix.count("#erreurs a"), 2, "links of the summary");
    equal(await alix.page.getByLabel("Jusqu’à quand ?").inputValue(), "2020-01-31", "the day that was typed");
    await alix.expectAxeClean("pause, error");
  });
  await step("the sheet is paused, with its reason and its day, on the sheet and in the table", async () => {
    await alix.write("Pourquoi ?", REASON);
    await alix.page.getByLabel("Jusqu’à quand ?").fill(until);
    await alix.press("Mettre en pause");
    alix.at(SHEET);
    await alix.sees("La fiche est maintenant en pause.", "[role=status]");
    await alix.sees(`, jusqu’au ${day}`, ".facts");
    await alix.sees(REASON, ".facts");
    await alix.expectAxeClean("paused sheet");
    await alix.visit(`${PLAN}/tableau?etat=paused`);
    await alix.sees(`En pause jusqu’au ${day}`, "tr.row");
    await alix.sees("Favoriser la culture de prévention", "tbody");
  });
  await step("a council member reads it, and finds no button to move or write it", async () => {
    await alex.signIn("Alex Buvard");
    await alex.visit(SHEET);
    await alex.sees(REASON, ".facts");
    equal(await alex.count(".state-moves, main button, .title-row .fr-btn:not([download]), .rubric header a:not([href$=discussion])"), 0, "buttons");
  });
  await step("the addresses of what she may not do are refused", async () => {
    await alex.visit(`${SHEET}/etat/reprendre`, 403);
    await alex.visit(`${SHEET}/point`, 403);
    await alex.follow("Revenir à la fiche");
    alex.at(SHEET);
    await alex.visit(`${SHEET}/rubriques/enjeu-et-contexte`, 403);
    await alex.visit(`${PLAN}/import`, 403);
    await alex.visit(`${SHEET}/etat/inconnu`, 404);
  });
  await step("a sheet that is still being written does not exist for her", async () => {
    await alex.visit(`${PLAN}/fiches/1.2.1`, 404);
    await alex.sees("Page introuvable", "h1");
    await alex.visit(`${PLAN}/fiches`);
    await alex.seesNot("Elargir les démarches", "main");
  });
  await step("resumed, it is as it was before", async () => {
    await alix.visit(SHEET);
    await alix.follow("Reprendre");
    await alix.press("Reprendre");
    await alix.sees("La fiche est maintenant en cours.", "[role=status]");
    await alix.seesNot(REASON, ".facts");
  });
  await step("a move that the state does not take is refused in words", async () => {
    await alix.visit(`${SHEET}/etat/adopter`, 403);
    await alix.sees("Cette fiche est « En cours » : elle n’accepte pas ce changement.");
  });
  await step("abandoning wants its motive", async () => {
    await alix.visit(SHEET);
    await alix.follow("Abandonner");
    await alix.press("Abandonner");
    await alix.hasTitle("Erreur");
    await alix.sees("Dites pourquoi, en une phrase", "#erreurs");
    await alix.write("Pourquoi ?", MOTIVE);
    await alix.press("Abandonner");
    await alix.sees("La fiche est maintenant abandonnée.", "[role=status]");
  });
  await step("abandoned, it is read with its motive and no longer changes", async () => {
    await alix.sees(MOTIVE, ".facts");
    equal(await alix.count(".state-moves, .rubric header a:not([href$=discussion]), .title-row .fr-btn:not([download])"), 0, "buttons");
    await alix.visit(`${SHEET}/etat/reprendre`, 403);
    await alix.visit(`${SHEET}/rubriques/enjeu-et-contexte`, 403);
    await alix.sees("Cette fiche est abandonnée : elle se lit et ne se modifie plus.");
  });
}
