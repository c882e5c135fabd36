// Somebody of another region, and somebody of no plan: what one may not see does not exist.
const PLAN = "/auvergne-rhone-alpes/prst-3";
const PRIVATE = [
  PLAN,
  `${PLAN}/tableau`,
  `${PLAN}/fiches`,
  `${PLAN}/fiches/1.1`,
  `${PLAN}/fiches/1.1/point`,
  `${PLAN}/fiches/1.1/etat/suspendre`,
  `${PLAN}/fiches/1.2.1`,
  `${PLAN}/fiches/1.2.1/rubriques/enjeu-et-contexte`,
  `${PLAN}/fiches/1.2.1/rubriques/enjeu-et-contexte/historique`,
  `${PLAN}/import`,
];
const EXPORTS = ["xlsx", "csv", "donnees.csv"].map((format) => `${PLAN}/tableau.${format}`);

export default async function withoutRights(site) {
  const { step } = site;
  const hugo = await site.person();
  const lise = await site.person({ width: 360 });

  await step("a pilot of another region reads his own plan", async () => {
    await hugo.signIn("Hugo Rature");
    await hugo.visit("/hauts-de-france/prst-4/fiches/2.4.1");
    await hugo.visit("/hauts-de-france/prst-4/tableau");
  });
  await step("for him the pages of this plan do not exist", async () => {
    for (const path of PRIVATE) {
      await hugo.visit(path, 404);
      await hugo.sees("Page introuvable", "h1");
    }
    for (const path of EXPORTS) await hugo.asks(path, { status: 404 });
  });
  await step("the administrator of the platform reads no content", async () => {
    await lise.signIn("Lise Parenthèse");
    await lise.visit("/");
    await lise.sees("Aucun plan n’est ouvert à vos mandats en cours.");
    await lise.expectAxeClean("home, no plan");
    await lise.visit(`${PLAN}/tableau`, 404);
  });
  await step("a visitor is asked to sign in, and reads nothing", async () => {
    const visitor = await site.person();
    for (const path of PRIVATE) {
      await visitor.visit(path, 401);
      await visitor.seesNot("Favoriser la culture de prévention");
    }
    for (const path of EXPORTS) await visitor.asks(path, { status: 401 });
  });
}
