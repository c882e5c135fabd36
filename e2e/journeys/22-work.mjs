// « Mon travail »: a pilot and a coordinator begin their day there; a draft waits.
import { equal } from "../browser.mjs";

const WORK = "/mon-travail";
const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";

export default async function work(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const alix = await site.person();

  await step("who signs in lands at her work: what is late first, one filled button", async () => {
    await camille.signIn("Camille Exemple");
    camille.at(WORK);
    await camille.sees("choses en retard", "main");
    equal(await camille.count(".todos .fr-btn:not(.fr-btn--secondary)"), 1, "filled buttons");
    await camille.sees("1.2.1 Elargir les démarches", ".cards");
    await camille.expectAxeClean("work of a pilot");
  });
  await step("what she began to write waits for her there and on the sheet, until she throws it away", async () => {
    await camille.follow("Faire le point sur 1.2.1");
    await camille.write("Qu’est-ce qui a été fait ?", "Une phrase commencée.");
    await camille.write("Qu’est-ce qui vient ensuite ?", "");
    await camille.press("Envoyer le point");
    await camille.hasTitle("Erreur");
    await camille.visit(SHEET);
    await camille.sees("Un brouillon vous attend", ".draft-notice");
    await camille.expectAxeClean("sheet with a draft");
    await camille.visit(WORK);
    await camille.sees("Point d’avancement, action 1.2.1", ".side");
    await camille.expectAxeClean("work with a draft");
    await camille.press("Jeter le brouillon : Point d’avancement, action 1.2.1");
    camille.at(WORK);
    await camille.seesNot("Mes brouillons", "main");
  });
  await step("a coordinator answers and decides from the same list", async () => {
    await alix.signIn("Alix Modèle");
    alix.at(WORK);
    await alix.sees("Avenant à décider", ".todos");
    await alix.expectAxeClean("work of a coordinator");
    await alix.follow("Répondre : Trouver un relais");
    await alix.write("Votre réponse", "La Carsat vous appelle.");
    await alix.write("Ce sera fait pour quand ?", "fin 2099");
    await alix.press("Envoyer la réponse");
    await camille.visit(WORK);
    await camille.sees("1 réponse reçue", "main");
    await camille.sees("répondue le", ".side");
  });
  await step("what was promised is settled there with one press", async () => {
    await alix.visit(WORK);
    await alix.press("Noter comme réglée : Trouver un relais auprès des acteurs de l’emploi et de la formation.");
    await alix.sees("Demande réglée.", "[role=status]");
  });
  await step("who has nothing to do is told what the page is for", async () => {
    const member = await site.person({ width: 360 });
    await member.signIn("Alex Buvard");
    member.at(WORK);
    await member.sees("Rien n’attend de vous aujourd’hui", "main");
    await member.expectAxeClean("work, nothing");
  });
}
