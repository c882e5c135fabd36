// The structured rubrics, on a phone: themes, targets, a goal and what serves it, links; wrong input; two people at once.
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.2.1`;
const GOAL = "Essayer la méthode dans les transports";

export default async function rubrics(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const sacha = await site.person();
  const chosen = (who, name, label) => who.page.getByLabel(name).selectOption({ label });

  await step("the sheet shows its timetable from its goals, and whom it is for", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.sees("Objectif : Donner aux préventeurs", ".dates");
    await camille.sees("mesuré par : Entreprises qui ont essayé la méthode", ".dates");
    await camille.sees("Action sociale sans hébergement (88)", "#cibles");
    await camille.sees("Usure professionnelle", "#themes");
    await camille.expectAxeClean("sheet with its rubrics, phone");
    await sacha.signIn("Sacha Fictif");
    await sacha.visit(SHEET);
    const drawn = await sacha.page.locator("svg.frieze").textContent();
    for (const said of ["aujourd’hui", "Enjeu relu par le comité, en retard", "Les mêmes dates sont dans le tableau"])
      equal(drawn.includes(said), true, `the frieze says « ${said} »`);
    await sacha.expectAxeClean("sheet with its frieze");
  });
  await step("no theme at all is refused; two are ticked", async () => {
    await camille.follow("Modifier « Thèmes et prévention »");
    await camille.expectAxeClean("themes");
    for (const name of ["Usure professionnelle", "Prévention de la désinsertion", "Culture de prévention"])
      await camille.page.getByLabel(name).uncheck();
    await camille.press("Enregistrer");
    await camille.hasTitle("Erreur");
    await camille.sees("Cochez au moins un thème", "#erreurs");
    await camille.expectAxeClean("themes, error");
    await camille.tick("Usure professionnelle");
    await camille.tick("Approche sexuée");
    await camille.press("Enregistrer");
    camille.at(SHEET);
    await camille.sees("Approche sexuée", "#themes");
  });
  await step("a branch that does not exist is refused with suggestions, and stays as it was typed", async () => {
    await camille.follow("Modifier « Cibles »");
    await camille.expectAxeClean("targets");
    await camille.write("Quelles branches, quels métiers ?", "44\nEHPAD\n86, 87");
    await camille.press("Enregistrer");
    await camille.hasTitle("Erreur");
    await camille.sees("« 44 » n’est pas un code de la NAF", "#erreurs");
    await camille.sees("43 Travaux de construction spécialisés", "#branches-erreur");
    await camille.holds("Quelles branches, quels métiers ?", "44\nEHPAD\n86, 87");
    await camille.expectAxeClean("targets, error");
  });
  await step("two people on the same targets: the second reads what the first saved, above her own", async () => {
    await sacha.visit(`${SHEET}/cibles`);
    await sacha.write("Pourquoi ceux-là ?", "Parce que deux branches le demandent.");
    await camille.write("Quelles branches, quels métiers ?", "43\nEHPAD\n86, 87");
    await camille.page.getByLabel("Une branche de plus").fill("49 Transports terrestres et transport par conduites");
    await camille.press("Enregistrer");
    camille.at(SHEET);
    await camille.sees("Travaux de construction spécialisés (43)", "#cibles");
    await camille.sees("Transports terrestres et transport par conduites (49)", "#cibles");
    await sacha.press("Enregistrer");
    await sacha.sees("Enregistré entre-temps par Camille Exemple", ".reminder");
    await sacha.sees("Travaux de construction spécialisés (43)", ".reminder");
    await sacha.holds("Pourquoi ceux-là ?", "Parce que deux branches le demandent.");
    await sacha.expectAxeClean("targets, saved meanwhile");
    await sacha.press("Enregistrer");
    sacha.at(SHEET);
    await sacha.sees("Parce que deux branches le demandent.", "#cibles");
  });
  await step("a goal, then a milestone, an indicator and a means: the timetable reads from the goal", async () => {
    await camille.visit(`${SHEET}/objectifs/nouveau`);
    await camille.write("Quel objectif ?", GOAL);
    await camille.choose("Opérationnel");
    await camille.press("Enregistrer l’objectif");
    await camille.visit(`${SHEET}/jalons/nouveau`);
    await camille.write("Quel jalon ?", "Deux transporteurs volontaires");
    await camille.write("Pour quand ?", "un de ces jours");
    await chosen(camille, "Quel objectif sert-il ?", GOAL);
    await camille.press("Enregistrer le jalon");
    await camille.sees("ne se lit pas comme une date", "#erreurs");
    await camille.expectAxeClean("milestone with its goal, error");
    await camille.write("Pour quand ?", "fin 2098");
    await camille.press("Enregistrer le jalon");
    await camille.visit(`${SHEET}/indicateurs/nouveau`);
    await camille.write("Que compte-t-on ?", "Transporteurs qui ont essayé");
    await camille.choose("Réalisation");
    await camille.write("Cible", "deux");
    await chosen(camille, "Quel objectif sert-il ?", GOAL);
    await camille.expectAxeClean("indicator with its goal");
    await camille.press("Enregistrer l’indicateur");
    await camille.visit(SHEET);
    await camille.sees(`Objectif : ${GOAL} · mesuré par : Transporteurs qui ont essayé (cible : deux)`, ".dates");
    await camille.sees("Deux transporteurs volontaires", ".dates .jalon");
  });
  await step("a means is counted in days, and a figure that is none is refused", async () => {
    await camille.visit(`${SHEET}/moyens/nouveau`);
    await camille.write("De quoi s’agit-il ?", "Journées chez les transporteurs");
    await camille.choose("Jours");
    await camille.choose("Estimés");
    await camille.write("Demandé", "beaucoup");
    await camille.press("Enregistrer le moyen");
    await camille.sees("Écrivez par exemple 12,5", "#erreurs");
    await camille.write("Demandé", "2,5");
    await camille.press("Enregistrer le moyen");
    camille.at(`${SHEET}/moyens`);
  });
  await step("an indicator is given up; without a reason it is refused, and what was written stays", async () => {
    await camille.visit(`${SHEET}/indicateurs`);
    await camille.follow("Abandonner… : Transporteurs qui ont essayé");
    await camille.expectAxeClean("giving up an indicator");
    await camille.write("En une phrase", "personne ne peut les compter");
    await camille.press("Abandonner l’indicateur");
    await camille.hasTitle("Erreur");
    await camille.sees("Choisissez le motif", "#erreurs");
    await camille.holds("En une phrase", "personne ne peut les compter");
    await camille.expectAxeClean("giving up an indicator, error");
    await camille.choose("Les moyens manquent");
    await camille.press("Abandonner l’indicateur");
    camille.at(`${SHEET}/indicateurs`);
    await camille.sees("les moyens manquent : personne ne peut les compter", "main");
    await camille.expectAxeClean("indicators, one given up");
    await camille.visit(SHEET);
    await camille.seesNot("mesuré par : Transporteurs", ".dates");
  });
  await step("a link to another action is read on both sheets; one to nothing is refused", async () => {
    await camille.visit(SHEET);
    await camille.follow("Modifier « Liens avec d’autres actions »");
    await camille.follow("Ajouter un lien");
    await camille.press("Enregistrer le lien");
    await camille.hasTitle("Erreur");
    await camille.sees("Choisissez l’autre action", "#erreurs");
    await camille.expectAxeClean("link, error");
    await camille.page.getByLabel("Cette action…").selectOption("depends_on");
    await camille.page.getByLabel("Une action de ce plan").selectOption({ index: 2 });
    const other = await camille.page.getByLabel("Une action de ce plan").locator("option:checked").innerText();
    await camille.write("À savoir", "Leur questionnaire d’abord.");
    await camille.press("Enregistrer le lien");
    camille.at(`${SHEET}/liens`);
    await camille.sees(other, "main");
    await camille.expectAxeClean("links");
    await camille.visit(SHEET);
    await camille.page.locator("#liens").getByRole("link", { name: other }).last().click();
    await camille.sees("Est attendue par 1.2.1", "#liens");
    await camille.expectAxeClean("the other sheet of a link");
  });
  await step("the table is filtered by theme", async () => {
    await sacha.visit(`${PLAN}/tableau?theme=genre`);
    await sacha.sees("thème : Approche sexuée", "main");
    await sacha.sees("1.2.1", "tr.row");
    await sacha.expectAxeClean("table filtered by theme");
  });
}
