// Signing in without a password, on a phone: an address, a mail, its code or its link. Then the reminder, turned off.
import { MAILBOX, mailedCode } from "../mailbox.mjs";

const EMAIL = "camille.exemple@prisme.example";
const SIGN_IN = "/compte/connexion";

export default async function signIn(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const mailbox = await site.person({ width: 360, height: 740 });

  const newest = (many) => mailedCode(mailbox, "Votre connexion à Prisme", many);

  await step("the mailbox of the demonstration holds what is written to its people", async () => {
    await mailbox.visit(MAILBOX);
    await mailbox.sees("Ici rien ne part", "main");
    await mailbox.expectAxeClean("mailbox");
  });
  await step("an address with a slip is refused where it was typed", async () => {
    await camille.visit(`${SIGN_IN}?suite=/auvergne-rhone-alpes/prst-3/fiches/1.2.1`);
    await camille.expectAxeClean("sign-in");
    await camille.write("Votre adresse électronique", "camille@exemple");
    await camille.press("Recevoir un code", 422);
    await camille.hasTitle("Erreur");
    await camille.holds("Votre adresse électronique", "camille@exemple");
    await camille.expectAxeClean("sign-in, error");
  });
  await step("the right one leads to the page of the code", async () => {
    await camille.write("Votre adresse électronique", EMAIL);
    await camille.press("Recevoir un code");
    camille.at(`${SIGN_IN}/code`);
    await camille.sees(EMAIL, "main");
    await camille.expectAxeClean("code");
  });
  let code;
  await step("the mail carries a code and a link", async () => {
    code = await newest(1);
    await mailbox.expectAxeClean("mail");
  });
  await step("a wrong code says how many tries are left", async () => {
    await camille.write("Code à 8 chiffres", "0000 0000");
    await camille.press("Se connecter", 422);
    await camille.sees("Il vous reste 4 essais.", ".fr-error-text");
    await camille.expectAxeClean("code, error");
  });
  await step("the right one enters, where one was going", async () => {
    await camille.write("Code à 8 chiffres", code);
    await camille.press("Se connecter");
    camille.at("/auvergne-rhone-alpes/prst-3/fiches/1.2.1");
  });
  await step("the link of that mail is worth nothing any more, and says what to do", async () => {
    await mailbox.leave(mailbox.page.locator("main .mail a").first());
    await mailbox.sees("déjà servi", "main");
    await mailbox.expectAxeClean("link, used");
  });
  await step("on another device the link enters with one press", async () => {
    await mailbox.visit(SIGN_IN);
    await mailbox.write("Votre adresse électronique", "sacha.fictif@prisme.example");
    await mailbox.press("Recevoir un code");
    await newest(2);
    await mailbox.leave(mailbox.page.locator("main .mail a").first());
    await mailbox.sees("comme Sacha Fictif", "main");
    await mailbox.expectAxeClean("link");
    await mailbox.press("Se connecter");
    await mailbox.visit("/compte");
    await mailbox.sees("Sacha Fictif", "main");
  });
  await step("reminders are turned off with one press", async () => {
    await camille.visit("/compte");
    await camille.press("Ne plus recevoir de rappels");
    await camille.sees("Vous ne recevrez plus de rappels", "[role=status]");
    await camille.expectAxeClean("account");
  });
  await step("the administrator sees what could not leave", async () => {
    const lise = await site.person({ width: 360 });
    await lise.signIn("Lise Parenthèse");
    await lise.visit("/administration/courrier");
    await lise.sees("Aucun courriel en échec.", "main");
    await lise.expectAxeClean("failed mails, none");
  });
}
