// An emergent sheet: proposed by a pilot on a phone, prolonged, then taken up; another one expired.
const PLAN = "/hauts-de-france/prst-4";
const SHEET = `${PLAN}/fiches/agir-sur-le-bruit-des-ateliers`;

export default async function emergent(site) {
  const { step } = site;
  const hugo = await site.person({ width: 360, height: 740 });
  const ines = await site.person();

  await step("the list tells what waits for the council, and what expired", async () => {
    await hugo.signIn("Hugo Rature");
    await hugo.visit(`${PLAN}/fiches`);
    await hugo.sees("Émergente, expire le ", "main");
    await hugo.sees("Expirée le ", "main");
    await hugo.follow("Proposer une fiche émergente");
    hugo.at(`${PLAN}/proposer-une-fiche`);
    await hugo.expectAxeClean("proposing a sheet");
  });
  await step("what is missing is told all at once, and what was typed stays", async () => {
    await hugo.write("Intitulé", "Agir sur le bruit des ateliers");
    await hugo.press("Proposer la fiche");
    await hugo.hasTitle("Erreur");
    await hugo.sees("Dites pourquoi cette action", "#erreurs");
    await hugo.sees("Choisissez un axe du plan", "#erreurs");
    await hugo.holds("Intitulé", "Agir sur le bruit des ateliers");
    await hugo.expectAxeClean("proposing a sheet, error");
  });
  await step("it is proposed, and says until when it waits", async () => {
    await hugo.write("Enjeu et contexte", "Le bruit use, et se règle souvent à la machine.");
    await hugo.page.getByLabel("Axe du plan").selectOption("2");
    await hugo.press("Proposer la fiche");
    hugo.at(SHEET);
    await hugo.sees("La fiche émergente est proposée.", "[role=status]");
    await hugo.sees("si le conseil ne la retient pas", ".facts");
    await hugo.expectAxeClean("emergent sheet");
  });
  await step("a council member reads it: it waits for her word", async () => {
    const fanny = await site.person();
    await fanny.signIn("Fanny Générique");
    await fanny.visit(SHEET);
    await fanny.sees("Le bruit use", ".prose");
    await fanny.seesNot("Retenir la fiche", "main");
  });
  await step("the coordinator prolongs it with a reason", async () => {
    await ines.signIn("Inès Prototype");
    await ines.visit(`${PLAN}/tableau?etat=emergent`);
    await ines.sees("Émergente expire le ", "tr.row");
    await ines.expectAxeClean("emergent sheets in the table");
    await ines.visit(SHEET);
    await ines.follow("Prolonger");
    await ines.expectAxeClean("prolonging");
    await ines.write("Pourquoi ?", "Le conseil se réunit en fin d’année.");
    await ines.press("Prolonger");
    ines.at(SHEET);
    await ines.sees("Le conseil se réunit en fin d’année.", ".facts");
  });
  await step("taken up, it is a sheet of the plan like the others", async () => {
    await ines.follow("Retenir la fiche");
    await ines.press("Retenir la fiche");
    await ines.sees("La fiche est maintenant esquissée.", "[role=status]");
    await ines.seesNot("expire le", ".facts");
  });
  await step("what expired is read and no longer written", async () => {
    await hugo.visit(`${PLAN}/fiches/accompagner-le-retour-au-travail-apres-un-long-arret-dans-les-associations`);
    await hugo.sees("sans que le conseil l’ait retenue", ".facts");
    await hugo.seesNot("Modifier", "main");
    await hugo.expectAxeClean("expired sheet");
  });
}
