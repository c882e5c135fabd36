// A request for support, from a phone to the coordinator's queue and back: asked, taken, answered, settled, asked again.
const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.2.1`;
const OTHER = `${PLAN}/fiches/1.3.2`;
const REQUEST = "Trouver deux entreprises volontaires dans la Loire";

export default async function asks(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const alix = await site.person();
  let days; // the demonstration may be of yesterday

  await step("the sheet says since how long the Dreets has not answered", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    const said = await camille.text("main");
    [, days] = /à la Dreets \(Alix Modèle\) · (4[78]) jours sans réponse/.exec(said) ?? [];
    if (!days) throw new Error(`no request of 47 days: « ${said} »`);
    await camille.expectAxeClean("sheet with requests");
  });
  await step("she asks the support; what is missing is said at its field", async () => {
    await camille.follow("Demander un appui");
    camille.at(`${SHEET}/appui/nouveau`);
    await camille.write("Que demandez-vous ?", REQUEST);
    await camille.press("Envoyer la demande");
    await camille.hasTitle("Erreur");
    await camille.holds("Que demandez-vous ?", REQUEST);
    await camille.expectAxeClean("request, error");
    await camille.page.getByLabel("À quel sujet ?").selectOption("Membres à trouver");
    await camille.page.getByLabel("Assistance (AMO)").check();
    await camille.press("Envoyer la demande");
    await camille.sees("Demande envoyée à l’assistance.", "[role=status]");
    await camille.sees("posée aujourd’hui", "main");
    await camille.expectAxeClean("request");
  });
  await step("the coordinator finds it in her queue, and takes charge", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(PLAN);
    await alix.follow("Demandes d’appui");
    alix.at(`${PLAN}/appuis`);
    await alix.sees("Qui s’en charge", ".load caption");
    await alix.sees(REQUEST, ".asks");
    await alix.expectAxeClean("queue");
    await alix.press(`Je m’en charge : ${REQUEST}`);
    await alix.sees("à l’assistance (Alix Modèle)", "main");
  });
  await step("she answers, with a day; the pilot reads it on the sheet", async () => {
    await alix.follow("Répondre");
    await alix.write("Votre réponse", "Le club des entreprises de Roanne vous attend, je vous présente.");
    await alix.press("Envoyer la réponse");
    await alix.sees("Dites pour quand", ".fr-error-text");
    await alix.expectAxeClean("answer, error");
    await alix.write("Ce sera fait pour quand ?", "fin 2099");
    await alix.press("Envoyer la réponse");
    await alix.sees("Réponse envoyée.", "[role=status]");
    await camille.visit(SHEET);
    await camille.sees("par Alix Modèle · pour fin 2099", "main");
    await camille.follow(REQUEST);
    await camille.sees("Le club des entreprises de Roanne vous attend", "main");
  });
  await step("it is settled, and reopened when it did not help", async () => {
    await alix.press(`Noter comme réglée : ${REQUEST}`);
    await alix.sees("Demande réglée.", "[role=status]");
    await alix.expectAxeClean("settled request");
    await camille.visit(camille.path);
    await camille.follow("Cela n’a pas suffi : rouvrir");
    await camille.write("Qu’est-ce qui manque encore ?", "Une seule entreprise a dit oui.");
    await camille.expectAxeClean("reopening");
    await camille.press("Rouvrir la demande");
    await camille.sees("Demande rouverte.", "[role=status]");
    await camille.sees("Une seule entreprise a dit oui.", "main");
  });
  await step("an update asks again what waits", async () => {
    await camille.visit(`${SHEET}/point`);
    await camille.page.getByLabel("Appuis nécessaires").check();
    await camille.sees(`Votre demande à la Dreets : ${days} jours sans réponse.`, ".support-offer");
    await camille.write("Qu’est-ce qui a été fait ?", "Une entreprise de plus.");
    await camille.page.getByLabel("Relancer avec ce point : Trouver un relais auprès").check();
    await camille.expectAxeClean("update that asks again");
    await camille.press("Envoyer le point");
    camille.at(SHEET);
    await camille.sees("relancée 1 fois", "main");
  });
  await step("where nothing waits, the update offers to ask when support is needed, and hides it otherwise", async () => {
    await alix.visit(`${OTHER}/point`);
    await alix.page.getByLabel("Objectifs sécurisés").check();
    const offer = alix.page.locator(".support-offer");
    if (await offer.isVisible()) throw new Error("the offer shows although nothing calls for it");
    await alix.page.getByLabel("Appuis nécessaires").check();
    await alix.write("Que demandez-vous ?", "Un relecteur du métier");
    await alix.page.getByLabel("À quel sujet ?").selectOption("Membres à trouver");
    await alix.write("Qu’est-ce qui a été fait ?", "La fiche est écrite.");
    await alix.write("Qu’est-ce qui vient ensuite ?", "La faire relire.");
    await alix.expectAxeClean("update that asks");
    await alix.press("Envoyer le point");
    alix.at(OTHER);
    await alix.sees("Un relecteur du métier", "main");
  });
  await step("the council reads the sheet and not what its committee asks", async () => {
    const alex = await site.person();
    await alex.signIn("Alex Buvard");
    await alex.visit(OTHER);
    await alex.seesNot("Un relecteur du métier", "main");
  });
}
