// People: a coordinator names a pilot where nobody carries an action, hands a mandate over, ends one; a person sees and
// erases what is kept of herself.
const REGION = "/auvergne-rhone-alpes";
const ORPHAN = `${REGION}/prst-3/fiches/1.2.3`;

export default async function people(site) {
  const { step } = site;
  const alix = await site.person();

  await step("the sheet that nobody carries leads to naming a pilot", async () => {
    await alix.signIn("Alix Modèle");
    await alix.visit(ORPHAN);
    await alix.sees("Sans pilote", "main");
    await alix.follow("Nommer un pilote");
    alix.at(`${REGION}/annuaire/inviter`);
    await alix.expectAxeClean("invitation");
  });
  await step("a form that lacks something says it at once, and keeps the rest", async () => {
    await alix.write("Prénom et nom", "Ulysse Invité");
    await alix.press("Inviter");
    await alix.hasTitle("Erreur");
    await alix.sees("Cette adresse ne se lit pas", ".fr-error-text");
    await alix.holds("Prénom et nom", "Ulysse Invité");
    await alix.expectAxeClean("invitation, error");
  });
  await step("once invited, the pilot is read on the sheet at once", async () => {
    await alix.write("Adresse de courriel", "ulysse.invite@exemple.fr");
    await alix.press("Inviter");
    await alix.sees("Mandat donné. Une invitation part à l’adresse que vous avez donnée.", "[role=status]");
    await alix.sees("Pilote, Comité 1.2.3, PRST 3", "main");
    await alix.expectAxeClean("person");
    await alix.visit(ORPHAN);
    await alix.sees("Ulysse Invité", ".facts");
    await alix.seesNot("Sans pilote", "main");
  });
  await step("the committee shows its handover, its actions and its members", async () => {
    await alix.visit(`${REGION}/annuaire?q=sol+marge`);
    await alix.follow("Sol Marge");
    await alix.follow("Voir le comité");
    await alix.sees("Tuilage : passe la main à", "main");
    await alix.expectAxeClean("committee");
  });
  await step("a mandate that ends leaves the action without a pilot at once", async () => {
    await alix.visit(`${REGION}/annuaire?q=ulysse`);
    await alix.follow("Ulysse Invité");
    await alix.follow("Terminer");
    await alix.expectAxeClean("end of a mandate");
    await alix.press("Terminer le mandat");
    await alix.sees("Fin du mandat enregistrée.", "[role=status]");
    await alix.sees("Mandats terminés", "main");
    await alix.visit(ORPHAN);
    await alix.sees("Sans pilote", "main");
  });
  await step("an organisation is found, and its contact verified", async () => {
    await alix.visit(`${REGION}/annuaire/structures?q=carsat`);
    await alix.expectAxeClean("organisations");
    await alix.follow("Carsat");
    await alix.press("Contact vérifié aujourd’hui");
    await alix.sees("vérifié le", ".facts");
    await alix.expectAxeClean("organisation");
  });

  const camille = await site.person({ width: 360, height: 740 });
  await step("a pilot reads the directory on a phone, and what is kept of her", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit(`${REGION}/annuaire?q=carsat`);
    await camille.sees("Camille Exemple", ".rows");
    await camille.seesNot("Inviter quelqu’un", "main");
    await camille.expectAxeClean("directory on a phone");
    await camille.visit("/compte/sessions");
    await camille.sees("Celle-ci", "main");
    await camille.expectAxeClean("sessions");
    await camille.visit("/compte/donnees");
    await camille.expectAxeClean("data");
  });
  await step("she erases herself, and her updates stay under a pseudonym", async () => {
    await camille.follow("Effacer mon compte");
    await camille.expectAxeClean("erasure");
    await camille.write("Pour confirmer", "Camille Exemple");
    await camille.press("Effacer mon compte");
    camille.at("/");
    await camille.sees("Votre compte est effacé", "[role=status]");
    await camille.expectAxeClean("erased");
    await alix.visit(`${REGION}/prst-3/fiches/1.2.1`);
    await alix.sees("Personne effacée", "main");
    await alix.seesNot("Camille Exemple", "main");
  });
}
