// A discussion beside the sheet: a question from a phone, somebody called by name, an answer, a word taken away.
const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";
const TALK = `${SHEET}/discussion`;
const QUESTION = "Qui relit la page pour les dirigeants ?";

export default async function comments(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const alix = await site.person();

  await step("the sheet says that one talks of it, and leads there", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(SHEET);
    await camille.sees("commentaires, le dernier", "main");
    await camille.follow("Lire et répondre");
    camille.at(TALK);
    await camille.sees("@Gaby Essai, la trame d’entretien", ".comments");
    await camille.sees("Commentaire retiré par Alix Modèle", ".answers");
    await camille.expectAxeClean("discussion");
  });
  await step("a name that is nobody's is refused, with what was written in its place", async () => {
    await camille.write("Votre commentaire", `@Zoé Inconnue ${QUESTION}`);
    await camille.press("Envoyer le commentaire");
    await camille.hasTitle("Erreur");
    await camille.sees("« @Zoé Inconnue", "#erreurs");
    await camille.holds("Votre commentaire", `@Zoé Inconnue ${QUESTION}`);
    await camille.expectAxeClean("comment, error");
  });
  await step("a name that is somebody's calls her", async () => {
    await camille.write("Votre commentaire", `${QUESTION} @sacha fictif peut-être`);
    await camille.press("Envoyer le commentaire");
    await camille.sees("Commentaire envoyé.", "[role=status]");
    await camille.sees("@Sacha Fictif", ".comments strong");
    await camille.expectAxeClean("comment, sent");
  });
  await step("she changes her own while she may", async () => {
    await camille.follow("Modifier, jusqu’à");
    await camille.sees("Vous pouvez le modifier jusqu’à", "main");
    await camille.holds("Votre commentaire", `${QUESTION} @Sacha Fictif peut-être`);
    await camille.expectAxeClean("comment, changing");
    await camille.write("Votre commentaire", `${QUESTION} @Sacha Fictif sans doute`);
    await camille.press("Enregistrer le commentaire");
    await camille.sees("sans doute", ".comments");
    await camille.sees("modifié depuis", ".comments");
  });
  await step("the coordinator answers, and takes away with a reason", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(TALK);
    await alix.follow("Répondre");
    await alix.sees(QUESTION, ".reminder");
    await alix.expectAxeClean("answer");
    await alix.page.locator("select#person").selectOption({ label: await option(alix, "Camille Exemple") });
    await alix.write("Votre réponse", "le bureau la relit lundi.");
    await alix.press("Envoyer la réponse");
    await alix.sees("@Camille Exemple le bureau la relit lundi.", ".answers");
    await alix.follow("Toute la discussion");
    await alix.follow("Retirer");
    await alix.press("Retirer le commentaire");
    await alix.sees("Dites pourquoi", ".fr-error-text");
    await alix.expectAxeClean("taking away, error");
    await alix.write("Pourquoi le retirer ?", "déjà demandé ailleurs");
    await alix.press("Retirer le commentaire");
    await alix.sees("Commentaire retiré par Alix Modèle", ".comments");
    await alix.seesNot(QUESTION, ".comments");
    await alix.sees("le bureau la relit lundi.", ".answers");
  });
}

/** The choice of a list that begins so. */
function option(person, begins) {
  return person.page.locator("select option", { hasText: begins }).first().innerText();
}
