// The milestones of a sheet, on a phone: dates as they are said, put off, reached; then the council counts them.
const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.2.1`;
const LIST = `${SHEET}/jalons`;

export default async function milestones(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });

  await step("the sheet shows what is late and what was put off", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.sees("(repoussé 1 fois) avant : ", ".dates .jalon.late-mark");
    await camille.follow("Tenir les jalons");
    camille.at(LIST);
    await camille.expectAxeClean("milestones");
  });
  await step("a date that nobody can read is refused at its field, and stays there", async () => {
    await camille.follow("Ajouter un jalon");
    await camille.write("Quel jalon ?", "Kit relu par trois SPSTI");
    await camille.write("Pour quand ?", "à la rentrée");
    await camille.press("Enregistrer le jalon");
    camille.at(`${LIST}/nouveau`);
    await camille.hasTitle("Erreur");
    await camille.sees("« à la rentrée » ne se lit pas comme une date", ".fr-error-text");
    await camille.holds("Quel jalon ?", "Kit relu par trois SPSTI");
    await camille.expectAxeClean("milestone, error");
  });
  await step("as people say it, it is kept as it was said", async () => {
    await camille.write("Pour quand ?", "fin 2099");
    await camille.press("Enregistrer le jalon");
    camille.at(LIST);
    await camille.sees("Jalon enregistré.", "[role=status]");
    await camille.sees("fin 2099 · prévu", "main");
  });
  await step("one button says that it is done", async () => {
    await camille.press("Fait : Kit relu par trois SPSTI");
    camille.at(LIST);
    await camille.sees("Jalon fait.", "[role=status]");
    await camille.sees("fin 2099 · fait le ", "main");
  });
  await step("an update ticks what is reached: open, type, tick, send", async () => {
    await camille.visit(SHEET);
    await camille.follow("Faire le point");
    await camille.write("Qu’est-ce qui a été fait ?", "Le comité a relu l’enjeu.");
    await camille.tick("Enjeu relu par le comité");
    await camille.expectAxeClean("update with milestones");
    await camille.press("Envoyer le point");
    camille.at(SHEET);
    await camille.sees("Point d’avancement enregistré.", "[role=status]");
    await camille.seesNot("en retard", ".dates .jalon");
  });
  await step("the council counts them, and lists the sheets that are late", async () => {
    const alex = await site.person();
    await alex.signIn("Alex Buvard");
    await alex.visit(`${PLAN}/tableau`);
    await alex.follow("en retard (un jalon ou un livrable au moins)");
    await alex.sees("1.2.3", "tr.row .code");
    await alex.sees("0 fait sur 1", "tr.row");
    await alex.sees("1 en retard", "tr.row");
    await alex.seesNot("1.2.1", "main"); // in co-writing: its committee, the coordinator and the support count it
    await alex.expectAxeClean("late sheets");
  });
}
