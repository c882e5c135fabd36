// The template of a plan: the coordinator changes it, publishes it, moves a sheet to it; nothing that was written is lost.
const PLAN = "/auvergne-rhone-alpes/prst-3";
const TEMPLATE = `${PLAN}/trame`;
const SHEET = `${PLAN}/fiches/1.2.1`;

export default async function template(site) {
  const { step } = site;
  const alix = await site.person();
  const camille = await site.person({ width: 360, height: 740 });

  await step("the template in force says its rubrics, in their order", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(TEMPLATE);
    await alix.sees("Version 1 en vigueur", "main");
    await alix.sees("Enjeu et contexte", "main");
    await alix.expectAxeClean("template");
  });
  await step("a rubric without a name is refused, and what was typed stays", async () => {
    await alix.follow("Modifier : Partenaires");
    await alix.expectAxeClean("rubric of the template");
    await alix.write("Son nom", "");
    await alix.write("La consigne", "Qui s’engage, et à quoi.");
    await alix.press("Enregistrer la rubrique");
    await alix.hasTitle("Erreur");
    await alix.sees("Nommez la rubrique", "#erreurs");
    await alix.holds("La consigne", "Qui s’engage, et à quoi.");
    await alix.expectAxeClean("rubric of the template, error");
  });
  await step("reworded, another withdrawn: a version is prepared, and says what it changes", async () => {
    await alix.write("Son nom", "Partenaires engagés");
    await alix.press("Enregistrer la rubrique");
    alix.at(TEMPLATE);
    await alix.press("Retirer : Moyens");
    await alix.press("Monter : Cibles");
    await alix.sees("« Moyens » est retirée.", "main");
    await alix.sees("Partenaires engagés", "main");
    await alix.expectAxeClean("template under way");
  });
  await step("sheets follow the old one until it is published, with a sentence", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.sees("Trame, version 1", ".followed");
    await alix.press("Publier la version 2");
    await alix.hasTitle("Erreur");
    await alix.sees("Dites en une phrase ce qui change", "#erreurs");
    await alix.write("Qu’est-ce qui change ?", "Les moyens sont suivis ailleurs.");
    await alix.press("Publier la version 2");
    await alix.sees("Version 2 en vigueur", "main");
    await alix.expectAxeClean("template published");
  });
  await step("a sheet moves to it, and what it had written stays readable", async () => {
    await alix.visit(SHEET);
    await alix.press("Passer à la version 2 de la trame");
    await alix.sees("Aucun texte n’a changé", "[role=status]");
    await alix.sees("Temps des deux pilotes", "section[aria-labelledby=hors-trame]");
    await alix.sees("Partenaires engagés", "main");
    await alix.expectAxeClean("sheet on version 2");
  });
  await step("on a phone, what is off the template is read and no longer written", async () => {
    await camille.visit(SHEET);
    await camille.sees("Temps des deux pilotes", "section[aria-labelledby=hors-trame]");
    await camille.expectAxeClean("sheet on version 2, phone");
    await camille.visit(`${SHEET}/moyens`);
    await camille.sees("Hors trame", "main");
    await camille.seesNot("Ajouter un moyen", "main");
    await camille.expectAxeClean("lines off the template");
    await camille.visit(`${SHEET}/moyens/nouveau`, 403);
    await camille.sees("Hors trame", "main");
  });
  await step("the manual tells it to everybody", async () => {
    await camille.visit(`${PLAN}/mode-d-emploi`);
    await camille.sees("Version 2 de la trame, en vigueur", "main");
    await camille.seesNot("Les jours et les euros", "main");
    await camille.expectAxeClean("manual");
  });
}
