// From an empty folder to a decided amendment, without the demonstration: three commands, then mails, a coordinator at
// her desk and a pilot on a phone.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const REGION = "nouvelle-aquitaine";
const PLAN = `/${REGION}/prst-4`;
const SHEET = `${PLAN}/fiches/2.6`;
const COORDINATOR = "andrea.installation@exemple.fr";
const PILOT = "ulysse.invite@exemple.fr";
const DOCUMENT = readFileSync(
  new URL("../../server/demo/documents/seminaire-prst3-vers-prst4-ara.md", import.meta.url),
  "utf8",
);

/** What the README tells an operator to type. */
export const installation = [
  ["region", "Nouvelle-Aquitaine", "--code", "75"],
  ["plan", "PRST 4", "--region", REGION, "--years", "2021-2025"],
  ["invite", COORDINATOR, "--name", "Andrea Installation", "--role", "coordinator", "--region", REGION],
];

export default async function newInstallation(site) {
  const { step } = site;
  const andrea = await site.person();
  const ulysse = await site.person({ width: 360, height: 740 });
  const mailed = mailbox(join(site.server.data, "mail"));

  await step("the coordinator opens the mail of her invitation, and signs in with its code", async () => {
    await andrea.visit(await mailed(COORDINATOR, /(\/compte\/connexion\?adresse=\S+)/));
    await andrea.holds("Votre adresse électronique", COORDINATOR);
    await andrea.press("Recevoir un code");
    await andrea.write("Code à 8 chiffres", await mailed(COORDINATOR, /(\d{4} \d{4})/));
    await andrea.press("Se connecter");
    await andrea.seesNot("Démonstration");
    await andrea.expectAxeClean("first page of a new installation");
  });
  await step("there is no sign-in with a click, and no mailbox to look into", async () => {
    await ulysse.visit("/compte/connexion");
    await ulysse.seesNot("Entrer comme");
    await ulysse.visit("/demo/courrier", 404);
  });
  await step("she pastes her plan", async () => {
    await andrea.visit(`${PLAN}/import`);
    await andrea.paste("Tableau collé", DOCUMENT);
    await andrea.press("Voir l’aperçu");
    await andrea.press("Importer");
    await andrea.sees("19 fiches créées", "[role=status]");
  });
  await step("she opens a sheet to its committee, and invites who will pilot it", async () => {
    await andrea.visit(SHEET);
    await andrea.follow("Ouvrir à la co-écriture");
    await andrea.press("Ouvrir à la co-écriture");
    await andrea.follow("Nommer un pilote");
    await andrea.write("Prénom et nom", "Ulysse Invité");
    await andrea.write("Adresse de courriel", PILOT);
    await andrea.press("Inviter");
    await andrea.sees("Mandat donné.", "[role=status]");
  });
  await step("he asks for a link on his phone, and enters with one press", async () => {
    await ulysse.visit(await mailed(PILOT, /(\/compte\/connexion\?adresse=\S+)/));
    await ulysse.press("Recevoir un code");
    await ulysse.visit(await mailed(PILOT, /(\/compte\/connexion\/lien\?jeton=\S+)/));
    await ulysse.sees("comme Ulysse Invité", "main");
    await ulysse.press("Se connecter");
    await ulysse.visit(SHEET);
    await ulysse.sees("Vous : pilote", "main");
    await ulysse.expectAxeClean("an empty sheet on a phone");
  });
  await step("he writes the sheet: its stake, a milestone, two deliverables", async () => {
    await ulysse.follow("Écrire l’enjeu");
    await ulysse.write("Enjeu et contexte", "Parler des addictions **avant l’accident**.");
    await ulysse.press("Enregistrer");
    await ulysse.visit(`${SHEET}/jalons/nouveau`);
    await ulysse.write("Quel jalon ?", "Réunion avec les branches");
    await ulysse.write("Pour quand ?", "T1 2099");
    await ulysse.press("Enregistrer le jalon");
    for (const title of ["Affiche de sensibilisation", "Guide du dirigeant"]) {
      await ulysse.visit(`${SHEET}/livrables/nouveau`);
      await ulysse.write("Quel livrable ?", title);
      await ulysse.page.getByLabel("De quel type ?").selectOption("guide");
      await ulysse.choose("Pour les entreprises");
      await ulysse.choose("Final");
      await ulysse.write("Pour quand ?", "fin 2099");
      await ulysse.press("Enregistrer le livrable");
    }
  });
  await step("she adopts it, and it starts", async () => {
    await andrea.visit(SHEET);
    for (const move of ["Adopter la fiche", "Démarrer l’action"]) {
      await andrea.follow(move);
      await andrea.press(move);
    }
    await andrea.sees("En cours", ".facts");
  });
  await step("an update in three gestures, a milestone that moves, a deliverable given up, a request", async () => {
    await ulysse.visit("/mon-travail");
    const gestures = await ulysse.gesturesOf(async () => {
      await ulysse.follow("Faire le point");
      await ulysse.write("Qu’est-ce qui a été fait ?", "Première réunion tenue.");
      await ulysse.press("Envoyer le point");
    });
    if (gestures > 3) site.note(`the update took ${gestures} gestures`);
    await ulysse.visit(`${SHEET}/jalons`);
    await ulysse.follow("Modifier");
    await ulysse.write("Pour quand ?", "T2 2099");
    await ulysse.press("Enregistrer le jalon");
    await ulysse.sees("repoussé 1 fois", "main");
    await ulysse.visit(`${SHEET}/livrables`);
    await ulysse.follow("Abandonner… : Affiche de sensibilisation");
    await ulysse.choose("C’est fait ailleurs");
    await ulysse.write("En une phrase", "la branche a la sienne");
    await ulysse.press("Abandonner le livrable");
    await ulysse.visit(`${SHEET}/appui/nouveau`);
    await ulysse.write("Que demandez-vous ?", "Trouver un médecin addictologue");
    await ulysse.page.getByLabel("À quel sujet ?").selectOption("Membres à trouver");
    await ulysse.press("Envoyer la demande");
    await ulysse.sees("Demande envoyée", "[role=status]");
  });
  await step("the coordinator answers, and he reads the answer", async () => {
    await andrea.visit(`${PLAN}/appuis`);
    await andrea.follow("Répondre");
    await andrea.write("Votre réponse", "Le CHU vous rappelle.");
    await andrea.write("Ce sera fait pour quand ?", "fin 2099");
    await andrea.press("Envoyer la réponse");
    await ulysse.visit(SHEET);
    await ulysse.follow("Trouver un médecin addictologue");
    await ulysse.sees("Le CHU vous rappelle.", "main");
  });
  await step("an amendment is proposed, accepted, and in force", async () => {
    await ulysse.visit(`${SHEET}/avenants/proposer/enjeu-et-contexte`);
    await ulysse.write("Texte proposé", "Parler des addictions avant l’accident, **avec les CSE**.");
    await ulysse.write("Pourquoi ce changement ?", "Les CSE le demandent.");
    await ulysse.press("Proposer l’avenant");
    await andrea.visit(SHEET);
    await andrea.follow("Avenant proposé, enjeu et contexte");
    await andrea.choose("Adopter l’avenant");
    await andrea.press("Enregistrer la décision");
    await ulysse.visit(SHEET);
    await ulysse.sees("avec les CSE", ".prose");
  });
  await step("a stranger finds nothing", async () => {
    const stranger = await site.person();
    for (const path of [SHEET, `${PLAN}/tableau`, `/${REGION}/annuaire`, `${SHEET}/fiche.docx`])
      await stranger.asks(path, { status: 401 });
  });
}

/** What the newest mail to somebody that says such a thing says, once it has left. */
function mailbox(folder) {
  const seen = new Set();
  return async (address, what) => {
    for (let n = 0; n < 100; n++) {
      for (const file of readdirSync(folder).sort().reverse()) {
        if (seen.has(file)) continue;
        const mail = readFileSync(join(folder, file), "utf8");
        const found = mail.includes(`<${address}>`) && what.exec(plainText(mail));
        if (!found) continue;
        seen.add(file);
        return found[1];
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no mail to ${address} says ${what}`);
  };
}

/** The first part of a mail, out of quoted-printable. */
function plainText(mail) {
  const bytes = mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
