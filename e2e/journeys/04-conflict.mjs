// Both pilots write the same rubric: the second one reads both texts and chooses. Nothing is lost, whatever she chooses.
import { equal, plain } from "../browser.mjs";

const SHEET = "/auvergne-rhone-alpes/prst-3/fiches/1.2.1";
const EDIT = `${SHEET}/rubriques/enjeu-et-contexte`;
const FIELD = "Enjeu et contexte";

export default async function conflict(site) {
  const { step } = site;
  const camille = await site.person();
  const sacha = await site.person({ width: 360 });
  let mine;

  await step("Camille and Sacha read the same version", async () => {
    await camille.signIn("Camille Exemple");
    await sacha.signIn("Sacha Fictif");
    await both();
  });
  await step("Sacha saves first; Camille gets both texts, and nothing of hers replaced his", async () => {
    const base = await camille.field(FIELD).inputValue();
    const theirs = `${base}\n- Suivre les parcours avec les branches.`;
    mine = base.replace("dans dix ans", "dans quinze ans");
    await save(sacha, theirs);
    await collide(mine, theirs);
    const marks = [await camille.count(".version--mine del"), await camille.count(".version--mine ins")];
    equal(marks, [1, 1], "what she changed, struck out and underlined");
    await camille.expectAxeClean("conflict");
    await camille.picture("conflict-1280");
    await shows("Suivre les parcours avec les branches.", 3);
  });
  await step("« Décider plus tard » keeps the question for later", async () => {
    await camille.follow("Décider plus tard");
    camille.at(SHEET);
    await waits(mine);
    await camille.visit(EDIT);
    await camille.sees("Deux textes pour « Enjeu et contexte » : choisissez", "h1");
  });
  await step("nothing is chosen for her: saving at once replaces nothing and asks for a choice", async () => {
    equal(await camille.count("input[type=radio]:checked"), 0, "choices already made");
    await camille.holds("Texte qui réunit les deux", mine);
    await camille.write("Texte qui réunit les deux", "Les deux textes, réunis.");
    await camille.press("Enregistrer la version 4");
    camille.at(EDIT);
    await camille.sees("Choisissez ce qui sera enregistré", "#erreurs");
    await camille.page.locator("#erreurs a").click();
    await camille.focusIsOn("#choice");
    await camille.expectAxeClean("conflict, nothing chosen");
  });
  await step("she writes a third text, which starts from hers", async () => {
    await camille.holds("Texte qui réunit les deux", "Les deux textes, réunis.");
    await camille.choose("Un texte qui réunit les deux");
    await camille.press("Enregistrer la version 4");
    camille.at(SHEET);
    await shows("Les deux textes, réunis.", 4);
  });
  await step("Sacha saves once more while she decides: she decides again, on the newest text", async () => {
    await both();
    await save(sacha, "Le texte de Sacha, deuxième.");
    await collide("Le texte de Camille, deuxième.", "Le texte de Sacha, deuxième.");
    await sacha.visit(EDIT);
    await save(sacha, "Le texte de Sacha, troisième.");
    await camille.choose("Mon texte tel quel");
    await camille.press("Enregistrer la version 6");
    await faces("Le texte de Camille, deuxième.", "Le texte de Sacha, troisième.");
  });
  await step("she keeps her own text as it is", async () => {
    await camille.choose("Mon texte tel quel");
    await camille.press("Enregistrer la version 7");
    await shows("Le texte de Camille, deuxième.", 7);
  });
  await step("she leaves his text, and hers waits in « Mes brouillons »", async () => {
    await both();
    await save(sacha, "Le texte de Sacha, quatrième.");
    await collide("Le texte de Camille, troisième.", "Le texte de Sacha, quatrième.");
    await camille.choose("Le texte de Sacha Fictif");
    await camille.press("Enregistrer la version 9");
    await camille.sees("Le texte enregistré reste. Le vôtre est gardé 30 jours", "[role=status]");
    await shows("Le texte de Sacha, quatrième.", 8);
    await waits("Le texte de Camille, troisième.");
    await camille.expectAxeClean("a draft set aside");
    await camille.visit("/mon-travail");
    await camille.follow("Enjeu et contexte, action 1.2.1");
    camille.at("/compte/brouillons");
    await camille.sees("mis de côté", ".drafts");
    await camille.visit(EDIT);
    await camille.holds(FIELD, "Le texte de Sacha, quatrième.");
  });
  await step("the history holds every text that was saved", async () => {
    await camille.visit(`${EDIT}/historique`);
    equal(await camille.count(".history > li"), 8, "versions");
    const read = await camille.newTexts(".history .diff");
    const told = (who, rank) => `Le texte de ${who}, ${rank}.`;
    const saved = [
      told("Sacha", "quatrième"),
      told("Camille", "deuxième"),
      told("Sacha", "troisième"),
      told("Sacha", "deuxième"),
      "Les deux textes, réunis.",
    ];
    equal(read.slice(0, saved.length), saved, "the texts, newest first");
  });
  await step("an empty third text is refused, and both texts are still there", async () => {
    await both();
    await save(sacha, "Le texte de Sacha, dernier.");
    await collide("Le texte de Camille, dernier.", "Le texte de Sacha, dernier.");
    await camille.choose("Un texte qui réunit les deux");
    await camille.write("Texte qui réunit les deux", "");
    await camille.press("Enregistrer la version 10");
    await camille.sees("Écrivez une phrase au moins.", "#erreurs");
    await camille.hasTitle("Erreur");
    await faces("Le texte de Camille, dernier.", "Le texte de Sacha, dernier.");
    await camille.expectAxeClean("conflict, error");
  });

  async function both() {
    await camille.visit(EDIT);
    await sacha.visit(EDIT);
  }

  async function save(person, text) {
    await person.write(FIELD, text);
    await person.press("Enregistrer");
    await person.sees("« Enjeu et contexte » est enregistré.", "[role=status]");
  }

  async function collide(mine, theirs) {
    await camille.write(FIELD, mine);
    await camille.press("Enregistrer");
    camille.at(EDIT);
    await camille.hasTitle("Deux textes pour");
    await faces(mine, theirs);
  }

  /** Both texts are on the page, whole, as they read: without the marks of Markdown, nor those of their differences. */
  async function faces(mine, theirs) {
    const read = (text) => text.replaceAll("**", "").replaceAll(/^- /gm, "• ");
    const [saved, typed] = await camille.newTexts(".version .diff");
    equal(saved, read(theirs), "« Texte enregistré »");
    equal(typed, read(mine), "« Votre texte »");
  }

  async function waits(text) {
    await camille.visit("/compte/brouillons");
    await camille.page.getByText("Relire ce qui a été écrit").first().click();
    const found = await camille.text(".drafts .typed");
    if (!found.includes(plain(text))) site.note(`« Mes brouillons » shows « ${found} » and not « ${text} »`);
  }

  async function shows(text, version) {
    await sacha.visit(SHEET);
    await sacha.sees(text, ".rubric .prose");
    await sacha.sees(`Version ${version}, `, ".rubric");
  }
}
