// The phase of an action, said by its pilot on a phone; what was adopted changes by amendment: proposed by the pilot,
// decided by the coordinator, read by everybody.
import { equal } from "../browser.mjs";

const ELSEWHERE = "/auvergne-rhone-alpes/prst-3";
const SHEET = "/hauts-de-france/prst-4/fiches/2.4.1";
const STAKE = "Prévenir l’usure **avant** qu’elle se voie.";

export default async function amendments(site) {
  const { step } = site;
  const hugo = await site.person({ width: 360, height: 740 });
  const ines = await site.person();
  const alex = await site.person();

  await step("the council reads the phase, and the difference that an accepted amendment made", async () => {
    await alex.signIn("Alex Buvard");
    await alex.visit(`${ELSEWHERE}/fiches/1.2.2`);
    await alex.sees("phase de ", ".facts");
    await alex.seesNot("Avenant refusé", "main");
    await alex.expectAxeClean("sheet with an amendment");
    await alex.follow("Avenant n° 1, enjeu et contexte");
    await alex.sees("avec les salariés qui", "ins");
    equal(await alex.count("main form"), 0, "forms for a reader");
    await alex.expectAxeClean("accepted amendment");
    await alex.visit(`${ELSEWHERE}/tableau?phase=diffusion`);
    await alex.sees("En cours, phase de diffusion", "tr.row");
    await alex.expectAxeClean("table by phase");
  });
  await step("a pilot says that the action is back to production", async () => {
    await hugo.signIn("Hugo Rature");
    await hugo.visit(SHEET);
    await hugo.follow("changer de phase");
    hugo.at(`${SHEET}/phase`);
    await hugo.expectAxeClean("phase");
    await hugo.choose("Production");
    await hugo.press("Enregistrer la phase");
    hugo.at(SHEET);
    await hugo.sees("L’action est maintenant en phase de production.", "[role=status]");
    await hugo.sees("phase de production", ".facts");
  });
  await step("the adopted stake is not written any more: it is amended, with a reason", async () => {
    await hugo.follow("Proposer un avenant à « Enjeu et contexte »");
    hugo.at(`${SHEET}/avenants/proposer/enjeu-et-contexte`);
    await hugo.write("Texte proposé", STAKE);
    await hugo.press("Proposer l’avenant");
    await hugo.hasTitle("Erreur");
    await hugo.sees("Dites pourquoi, en une phrase", ".fr-error-text");
    await hugo.holds("Texte proposé", STAKE);
    await hugo.expectAxeClean("proposal, error");
    await hugo.write("Pourquoi ce changement ?", "Les entreprises le demandent.");
    await hugo.press("Proposer l’avenant");
    await hugo.sees("Avenant proposé : l’animation du plan en décidera.", "[role=status]");
    await hugo.expectAxeClean("proposed amendment");
  });
  await step("a refusal without its reason is refused", async () => {
    await ines.signIn("Inès Prototype");
    await ines.visit(SHEET);
    await ines.follow("Avenant proposé, enjeu et contexte");
    await ines.choose("Refuser l’avenant");
    await ines.press("Enregistrer la décision");
    await ines.hasTitle("Erreur");
    await ines.sees("Dites pourquoi l’avenant est refusé", ".fr-error-text");
    await ines.expectAxeClean("decision, error");
  });
  await step("accepted, it has its number, and its text is in force", async () => {
    await ines.choose("Adopter l’avenant");
    await ines.press("Enregistrer la décision");
    await ines.sees("L’avenant n° 1 est adopté : ce qu’il change est en vigueur.", "[role=status]");
    await hugo.visit(SHEET);
    await hugo.sees("Prévenir l’usure avant qu’elle se voie.", ".prose");
    await hugo.sees("Avenant n° 1, enjeu et contexte", "main");
  });
  await step("several goals change in one amendment, and each change is said", async () => {
    await hugo.visit(`${SHEET}/objectifs`);
    await hugo.sees("elle change par avenant", "main");
    await hugo.expectAxeClean("goals, locked");
    await hugo.follow("Proposer un avenant à « Objectifs »");
    hugo.at(`${SHEET}/avenants/proposer/objectifs`);
    await hugo.expectAxeClean("proposal on goals");
    await hugo.write(/^Objectif 1\s*$/, "");
    await hugo.tick("Retirer l’objectif 3");
    await hugo.write("Objectifs opérationnels à ajouter sous l’objectif 1", "Former les relais des branches");
    await hugo.press("Proposer l’avenant");
    await hugo.hasTitle("Erreur");
    await hugo.sees("Écrivez l’objectif, ou cochez la case qui le retire.", ".fr-error-text");
    await hugo.expectAxeClean("proposal on goals, error");
    await hugo.holds("Objectifs opérationnels à ajouter sous l’objectif 1", "Former les relais des branches");
    await hugo.write(/^Objectif 1\s*$/, "Partager une même culture de la prévention de l’usure");
    await hugo.write(/Pourquoi ce changement/, "Les écoles ont leur propre support.");
    await hugo.press("Proposer l’avenant");
    await hugo.sees("Reformulé", "main");
    await hugo.sees("Adapter les supports", "del");
    await hugo.sees("Former les relais des branches", "main");
    await hugo.expectAxeClean("proposed amendment of goals");
  });
  await step("a goal that was withdrawn stays in sight, and so does what it was for", async () => {
    await ines.visit(SHEET);
    await ines.follow("Avenant proposé, objectifs");
    await ines.choose("Adopter l’avenant");
    await ines.press("Enregistrer la décision");
    await ines.sees("L’avenant n° 2 est adopté : ce qu’il change est en vigueur.", "[role=status]");
    await hugo.visit(SHEET);
    await hugo.sees("Former les relais des branches", "#objectifs");
    await hugo.sees("Retiré par l’avenant n° 2", "#objectifs");
    await hugo.sees("Adapter les supports aux EHPAD et aux métiers de la beauté (retiré par l’avenant n° 2)", ".timetable");
    await hugo.expectAxeClean("sheet with a goal withdrawn");
  });
  await step("the targets are read where they were written, and amended from there", async () => {
    await hugo.visit(`${SHEET}/cibles`);
    await hugo.sees("elle change par avenant", "main");
    await hugo.expectAxeClean("targets, locked");
    await hugo.follow("Proposer un avenant à « Cibles »");
    await hugo.write(/Quels publics/, "Entreprises de plusieurs sites\nÉlus de CSE");
    await hugo.write(/Pourquoi ce changement/, "Les élus le demandent.");
    await hugo.expectAxeClean("proposal on targets");
    await hugo.press("Proposer l’avenant");
    await hugo.sees("Médecins du travail et infirmiers", "del");
    await hugo.expectAxeClean("proposed amendment of targets");
    await ines.visit(SHEET);
    await ines.follow("Avenant proposé, cibles");
    await ines.choose("Adopter l’avenant");
    await ines.press("Enregistrer la décision");
    await hugo.visit(SHEET);
    await hugo.sees("Élus de CSE", "#cibles");
    await hugo.seesNot("infirmiers", "#cibles");
  });
  await step("the sheet leaves as a document", async () => {
    const [file] = await Promise.all([
      hugo.page.waitForEvent("download"),
      hugo.page.getByRole("link", { name: "Fiche en DOCX" }).click(),
    ]);
    equal(/^hauts-de-france-prst-4-fiche-2-4-1-.*\.docx$/.test(file.suggestedFilename()), true, "name of the file");
  });
}
