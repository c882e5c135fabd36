// « Faire le point » in three gestures when only the text changes, four with a line ticked: counted, or the journey fails.
const PLAN = "/auvergne-rhone-alpes/prst-3";

export default async function quickUpdate(site) {
  const { step } = site;
  const camille = await site.person({ width: 360, height: 740 });
  const atMost = async (most, what, doing) => {
    const gestures = await camille.gesturesOf(doing);
    if (gestures > most) throw new Error(`${what} took ${gestures} gestures, and not ${most} at most`);
  };

  await step("open, type, send: three gestures from « Mon travail »", async () => {
    await camille.signIn("Camille Exemple");
    await camille.visit("/mon-travail");
    await atMost(3, "an update from « Mon travail »", async () => {
      await camille.follow("Faire le point sur 1.2.1");
      await camille.write("Qu’est-ce qui a été fait ?", "Les trois entreprises ont commencé l’essai.");
      await camille.press("Envoyer le point");
    });
    camille.at(`${PLAN}/fiches/1.2.1`);
    await camille.sees("Point d’avancement enregistré.", "[role=status]");
    await camille.sees("Les trois entreprises ont commencé l’essai.", ".update");
  });
  await step("with a deliverable handed in, four", async () => {
    await camille.visit("/mon-travail");
    await atMost(4, "an update with a deliverable", async () => {
      await camille.follow("Faire le point sur 1.2.1");
      await camille.tick("Six exemples d’aménagement de parcours, un par page");
      await camille.write("Qu’est-ce qui a été fait ?", "Le sixième exemple est relu.");
      await camille.press("Envoyer le point");
    });
    await camille.sees("Six exemples d’aménagement de parcours, un par page", ".dates .livrable.done");
    await camille.seesNot("en retard", ".dates .livrable");
  });
  await step("with a milestone ticked, four too", async () => {
    await camille.visit("/mon-travail");
    await atMost(4, "an update with a milestone", async () => {
      await camille.follow("Faire le point sur 1.2.1");
      await camille.tick("Enjeu relu par le comité");
      await camille.write("Qu’est-ce qui a été fait ?", "Enjeu relu.");
      await camille.press("Envoyer le point");
    });
    await camille.seesNot("en retard", ".dates .jalon");
  });
}
