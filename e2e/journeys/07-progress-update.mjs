// « Faire le point », on a phone: three minutes, then everybody reads it.
import { equal } from "../browser.mjs";

const PLAN = "/auvergne-rhone-alpes/prst-3";
const SHEET = `${PLAN}/fiches/1.3.10`;
const DONE = "Relance faite par les organisations de salariés : 31 réponses.";
const OBSTACLE = "Deux CSE ne répondent pas\nL’un change de secrétaire.";

export default async function progressUpdate(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });

  await step("the form recalls the last update, and begins with what seldom changes", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.expectAxeClean("running sheet");
    await camille.follow("Faire le point");
    camille.at(`${SHEET}/point`);
    await camille.sees("Dernier point : ", ".reminder");
    await camille.holds("Qu’est-ce qui a été fait ?", "");
    await camille.holds("Qu’est-ce qui vient ensuite ?", "Attendre la relance, puis décider si on passe par téléphone.");
    await camille.holds("Qu’est-ce qui bloque ?", "Peu de réponses des CSE à l’enquête");
    equal(await camille.page.locator("[name='form[confidence]']:checked").inputValue(), "reachable", "confidence");
    await camille.expectAxeClean("progress update");
    await camille.picture("update-360", { width: 360, height: 1400 });
  });
  await step("what is missing is told at once, each with its way to the field", async () => {
    await camille.write("Qu’est-ce qui vient ensuite ?", "");
    await camille.choose("Appuis nécessaires");
    await camille.press("Envoyer le point");
    camille.at(`${SHEET}/point`);
    await camille.hasTitle("Erreur");
    await camille.focusIsOn("#erreurs");
    await camille.sees("Le point n’est pas envoyé : 2 réponses sont à revoir", "#erreurs");
    equal(await camille.count("#erreurs a"), 2, "links of the summary");
    await camille.page.locator("#erreurs a").nth(1).click();
    await camille.focusIsOn("#next");
    equal(await camille.count("main .fr-error-text"), 2, "errors at their fields");
    equal(await camille.page.locator("[name='form[confidence]']:checked").inputValue(), "support", "confidence");
    await camille.expectAxeClean("progress update, error");
  });
  await step("once answered, it is sent and read on the sheet", async () => {
    await camille.write("Qu’est-ce qui a été fait ?", DONE);
    await camille.write("Qu’est-ce qui vient ensuite ?", "Dépouiller, puis restituer au comité.");
    await camille.write("Qu’est-ce qui bloque ?", OBSTACLE);
    await camille.press("Envoyer le point");
    camille.at(SHEET);
    await camille.sees("Point d’avancement enregistré.", "[role=status]");
    await camille.sees(DONE, ".update");
    await camille.sees("Camille Exemple, ", ".update");
    await camille.sees("Appuis nécessaires", ".facts");
  });
  await step("it is in the table, with the first line of what blocks", async () => {
    await camille.visit(`${PLAN}/tableau?q=1.3.10`);
    const row = await camille.text("tr.row");
    for (const said of ["Appuis nécessaires", "Deux CSE ne répondent pas", "aujourd’hui"])
      if (!row.includes(said)) throw new Error(`the line does not say « ${said} » : ${row}`);
    await camille.seesNot("L’un change de secrétaire.", "tr.row");
  });
  await step("on a sheet of others, there is no button, and its address is refused", async () => {
    await camille.visit(`${PLAN}/fiches/1.2.2`);
    equal(await camille.count("main a:text-is('Faire le point')"), 0, "« Faire le point »");
    await camille.visit(`${PLAN}/fiches/1.2.2/point`, 403);
    await camille.sees("Vous ne pouvez pas faire cela", "h1");
    await camille.expectAxeClean("403");
  });
}
