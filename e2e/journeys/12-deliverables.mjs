// The deliverables of a sheet, on a phone: named, begun, handed in, given up with a reason; then the council counts them.
const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.2.1`;
const LIST = `${SHEET}/livrables`;

export default async function deliverables(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });

  await step("the sheet shows those that are handed in, late and given up", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.sees("en rédaction", ".dates .livrable.late-mark");
    await camille.sees("les moyens manquent", ".dates .livrable.given-up");
    await camille.expectAxeClean("sheet with deliverables");
    await camille.follow("Tenir les livrables");
    camille.at(LIST);
    await camille.expectAxeClean("deliverables");
  });
  await step("what is missing is told at once, and what was written stays", async () => {
    await camille.follow("Ajouter un livrable");
    await camille.write("Quel livrable ?", "Guide de repérage de l’usure");
    await camille.press("Enregistrer le livrable");
    camille.at(`${LIST}/nouveau`);
    await camille.hasTitle("Erreur");
    await camille.sees("Choisissez le type du livrable", "#erreurs");
    await camille.holds("Quel livrable ?", "Guide de repérage de l’usure");
    await camille.expectAxeClean("deliverable, error");
  });
  await step("its type is chosen with a definition at hand", async () => {
    await camille.page.locator("summary").filter({ hasText: "Ce que veut dire chaque type" }).click();
    await camille.sees("Un document qui dit comment faire, pas à pas.", ".definitions");
    await camille.page.getByLabel("De quel type ?").selectOption("guide");
    await camille.choose("Pour les entreprises");
    await camille.choose("Final");
    await camille.write("Pour quand ?", "fin 2099");
    await camille.press("Enregistrer le livrable");
    camille.at(LIST);
    await camille.sees("fin 2099 · attendu", "main");
  });
  await step("one button moves it on", async () => {
    await camille.press("Commencer : Guide de repérage de l’usure");
    await camille.sees("fin 2099 · en rédaction", "main");
    await camille.press("Remettre : Guide de repérage de l’usure");
    await camille.sees("fin 2099 · remis le ", "main");
  });
  await step("another is given up, with the reason, and stays in sight", async () => {
    await camille.follow("Abandonner… : Kit d’animation pour les réunions de CSE");
    await camille.expectAxeClean("giving up");
    await camille.choose("C’est fait ailleurs");
    await camille.write("En une phrase", "un autre comité le prépare");
    await camille.press("Abandonner le livrable");
    camille.at(LIST);
    await camille.sees("Abandonné le ", "main");
    await camille.sees("c’est fait ailleurs : un autre comité le prépare", "main");
  });
  await step("the council counts them", async () => {
    const alex = await site.person();
    await alex.signIn("Alex Buvard");
    await alex.visit(`${PLAN}/tableau?q=1.2.2`);
    await alex.sees("2 remis sur 4", "tr.row");
    await alex.expectAxeClean("table with deliverables");
    await alex.visit(`${PLAN}/tableau?voir=retard`);
    await alex.sees("1.3.2", "tr.row .code");
  });
}
