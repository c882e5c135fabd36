// Four people who write without a pause, each in her own way, and remember what the site acknowledged.
import { randomUUID } from "node:crypto";

import { enterAs, post, readForm } from "../server.mjs";

const PLAN = "/mesure/prst-4/fiches";
const RUBRIC = `${PLAN}/1.1.1/rubriques/enjeu-et-contexte`;

/** The four. `origin.url` is where they write: the server, or what stands before it. */
export async function writers(origin, site) {
  const somebody = async (name, write) => new Writer(origin, site, name, await enterAs(site, name), write);
  return [
    await somebody("Pilote Mesure 0", savesRubric),
    await somebody("Copilote Mesure 0", addsUpdates),
    await somebody("Alix Mesure", movesSheet),
    await somebody("Pilote Mesure 5", keepsDrafts),
  ];
}

class Writer {
  constructor(origin, site, name, cookie, write) {
    Object.assign(this, { origin, site, name, cookie, write });
    /** What the data must show for each acknowledged change: a text of its own. */
    this.acknowledged = [];
    /** What was sent and not answered when the server died. */
    this.pending = undefined;
    /** Answers that are neither a success nor a dead server. */
    this.refused = [];
  }

  /** Reads where things are, as one does when opening a page. */
  async open() {
    this.next = await this.write(this.site.url, this.cookie);
  }

  /** Writes until the server dies, or refuses. */
  async work(dead) {
    while (!dead()) {
      this.pending = this.next();
      if (!(await this.send(this.origin.url, dead))) return;
    }
  }

  /** One change of a server that nobody kills. */
  async once() {
    await this.open();
    this.pending = this.next();
    await this.retry();
  }

  /** Sends again what got no answer: the form's key makes it one change, whether it was already made or not. */
  async retry() {
    if (this.pending) await this.send(this.site.url, () => false);
  }

  async send(url, dead) {
    const { path, form, proof } = this.pending;
    let said;
    try {
      const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [`form[${name}]`, value]));
      const answer = await post(url, path, fields, this.cookie, { html: path !== "/api/keep_draft" });
      const text = await answer.text();
      const to = answer.headers.get("location");
      // a draft is acknowledged by the hour; a form, by the way to its receipt
      const done = path === "/api/keep_draft" ? answer.status === 200 : to?.includes(`recu=${form.key}`);
      if (!done) said = `${answer.status} ${to ?? text.slice(0, 200)}`;
    } catch (error) {
      if (dead()) return false;
      said = String(error.cause ?? error);
    }
    this.pending = undefined;
    if (said) this.refused.push(`${this.name}, ${path}: ${said}`);
    else this.acknowledged.push(proof);
    return !said;
  }
}

// Each reads its page once, then gives form after form: nobody else writes there, so the version is known.

async function savesRubric(url, cookie) {
  const form = bare(await readForm(url, RUBRIC, cookie, "save_rubric"));
  let version = Number(form.version);
  return () => {
    const key = randomUUID();
    const body = `crash-${key}`;
    return { path: "/api/save_rubric", form: { ...form, key, version: version++, body }, proof: body };
  };
}

async function addsUpdates(url, cookie) {
  const form = bare(await readForm(url, `${PLAN}/1.1.1/point`, cookie, "add_update"));
  return () => {
    const key = randomUUID();
    const done = `crash-${key}`;
    return { path: "/api/add_update", form: { ...form, key, done, next: "La suite." }, proof: done };
  };
}

async function movesSheet(url, cookie) {
  const page = `${PLAN}/1.1.2/etat`;
  const resting = await readForm(url, `${page}/suspendre`, cookie, "move_sheet").catch(() => undefined);
  const form = bare(resting ?? (await readForm(url, `${page}/reprendre`, cookie, "move_sheet")));
  let [version, paused] = [Number(form.version), !resting];
  return () => {
    const step = paused ? "reprendre" : "suspendre";
    paused = !paused;
    const proof = `crash-move-${version + 1}`;
    const answers = { key: randomUUID(), version: version++, step, reason: "Un motif.", until: "" };
    return { path: "/api/move_sheet", form: { ...form, ...answers }, proof };
  };
}

async function keepsDrafts() {
  return () => {
    const key = randomUUID();
    const fields = `crash-${key}`;
    return { path: "/api/keep_draft", form: { key, page: `${PLAN}/2.1.2/point`, fields }, proof: fields };
  };
}

/** `form[done]` is `done`. */
function bare(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.slice(5, -1), value]));
}
