// One presses twice, and the session is gone while one types: nothing is done twice, nothing is lost.
import { equal } from "../browser.mjs";

const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";
const EDIT = `${SHEET}/rubriques/enjeu-et-contexte`;
const FIELD = "Enjeu et contexte";
const TYPED = "Écrit pendant que la session se fermait.";

export default async function signedOut(site) {
  const { step } = site;
  const camille = await site.person({ width: 360 });

  await step("a double click on « Enregistrer » makes one version", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(EDIT);
    await camille.write(FIELD, "Enregistré d’un double clic.");
    await camille.leave(camille.page.getByRole("button", { name: "Enregistrer" }), 200, { twice: true });
    camille.at(SHEET);
    await camille.sees("« Enjeu et contexte » est enregistré.", "[role=status]");
    await camille.sees("Version 3, ", ".rubric");
  });
  await step("the same form sent again gets its first answer, and makes no version", async () => {
    await camille.visit(EDIT);
    const form = await camille.page
      .locator("form.entry")
      .evaluate((form) => Object.fromEntries(new FormData(form).entries()));
    form["form[body]"] = "Envoyé deux fois.";
    const first = await camille.asks("/api/save_rubric", { form, status: 303 });
    const again = await camille.asks("/api/save_rubric", { form, status: 303 });
    equal(again.headers().location, first.headers().location, "the second answer");
    await camille.visit(first.headers().location);
    await camille.sees("Envoyé deux fois.", ".rubric .prose");
    await camille.sees("Version 4, ", ".rubric");
    await camille.visit(`${EDIT}/historique`);
    equal(await camille.count(".history > li"), 4, "versions");
  });
  await step("with a cookie that nobody knows, what she typed comes back to be copied", async () => {
    await camille.visit(EDIT);
    const [cookie] = await camille.context.cookies();
    await camille.context.addCookies([{ ...cookie, value: "inconnu" }]);
    await camille.write(FIELD, TYPED);
    await camille.press("Enregistrer", 401);
    await camille.holds("Ce que vous aviez écrit, à copier", TYPED);
    await camille.expectAxeClean("signed out while typing");
    await camille.context.addCookies([cookie]);
    await camille.visit(SHEET);
    await camille.seesNot(TYPED, "main");
  });
  await step("signed out in another tab, it comes back too, and the status says that the session is over", async () => {
    await camille.visit(EDIT);
    const other = await camille.anotherTab();
    await other.visit("/compte");
    await other.press("Se déconnecter");
    await other.page.close();
    if (site.script) camille.expects(401, "/api/keep_draft");
    await camille.write(FIELD, TYPED);
    if (site.script) await camille.sees("Session expirée", "form [role=status]");
    await camille.press("Enregistrer", 401);
    await camille.holds("Ce que vous aviez écrit, à copier", TYPED);
  });
  await step("signing in from there leads back to the form", async () => {
    await camille.follow("Se connecter");
    await camille.press("Entrer comme Camille Exemple");
    camille.at(EDIT);
  });
}
