// Accounts: a person changes her address, then her name; the administrator finds her, suspends her, gives her back.
import { equal } from "../browser.mjs";
import { mailedCode } from "../mailbox.mjs";

const NEW = "camille@ailleurs.example";
const ACCOUNTS = "/administration/comptes";

export default async function accounts(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const lise = await site.person({ width: 360, height: 740 });
  const mailbox = await site.person();

  await step("what is no address is refused where it was typed", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit("/compte/coordonnees");
    await camille.follow("En changer");
    await camille.expectAxeClean("new address");
    await camille.write("Nouvelle adresse électronique", "camille@exemple");
    await camille.press("Recevoir un code à cette adresse", 422);
    await camille.hasTitle("Erreur");
    await camille.holds("Nouvelle adresse électronique", "camille@exemple");
    await camille.expectAxeClean("new address, error");
  });
  await step("an address changes once it is confirmed from its own mailbox", async () => {
    await camille.write("Nouvelle adresse électronique", NEW);
    await camille.press("Recevoir un code à cette adresse");
    await camille.sees(NEW, "main");
    await camille.expectAxeClean("new address, code");
    const code = await mailedCode(mailbox, "Confirmez votre nouvelle adresse");
    await camille.write("Code à 8 chiffres", "0000 0000");
    await camille.press("Confirmer cette adresse", 422);
    await camille.sees("Il vous reste 4 essais.", ".fr-error-text");
    await camille.expectAxeClean("new address, wrong code");
    await camille.write("Code à 8 chiffres", code);
    await camille.press("Confirmer cette adresse");
    await camille.sees("Votre adresse est changée.", "[role=status]");
    await camille.sees(NEW, "main");
  });
  await step("the link of that mail has served, and says what to do", async () => {
    const { pathname, search } = new URL(await mailbox.page.locator("main .mail a").first().getAttribute("href"), site.url);
    await camille.visit(pathname + search);
    await camille.sees("déjà servi", "main");
    await camille.expectAxeClean("new address, over");
  });
  await step("the name of a colleague is refused, with what to add to it", async () => {
    await camille.visit("/compte/coordonnees");
    await camille.write("Prénom et nom", "alix modele");
    await camille.press("Enregistrer");
    await camille.hasTitle("Erreur");
    await camille.sees("ajoutez un prénom ou votre structure", ".fr-error-text");
    await camille.holds("Prénom et nom", "alix modele");
    await camille.expectAxeClean("name of a colleague");
    await camille.write("Prénom et nom", "Camille Exemple");
    await camille.press("Enregistrer");
    await camille.sees("Vos coordonnées sont enregistrées.", "[role=status]");
  });
  await step("the administrator finds an account, and suspends it: its sessions end", async () => {
    await lise.signIn("Lise Parenthèse");
    await lise.expectAxeClean("work of the administrator");
    await lise.visit(ACCOUNTS);
    await lise.expectAxeClean("accounts");
    await lise.visit(`${ACCOUNTS}?q=camille+exemple`);
    await lise.follow("Camille Exemple");
    await lise.sees(NEW, ".facts");
    await lise.expectAxeClean("account");
    await lise.press("Suspendre le compte");
    await lise.sees("Compte suspendu", "[role=status]");
    await lise.expectAxeClean("account, suspended");
    await camille.visit("/mon-travail", 401);
  });
  await step("it is given back, and she comes in again", async () => {
    await lise.press("Réactiver le compte");
    await lise.sees("Compte réactivé.", "[role=status]");
    await camille.signIn("Camille Exemple");
    await camille.visit("/compte");
  });
  await step("nobody suspends herself", async () => {
    await lise.visit(`${ACCOUNTS}?q=lise`);
    await lise.follow("Lise Parenthèse");
    equal(await lise.count("main button"), 0, "buttons of one's own account");
    await lise.sees("C’est votre compte", "main");
    await lise.expectAxeClean("account of one's own");
  });
}
