// People who ask to sign in while the server dies: each request that was answered must end as a mail in the folder, and
// each mail in the folder must be of a request that the database holds.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { command, sql } from "../server.mjs";

/** So many people ask, in turn: an address may not ask without end. */
const PEOPLE = 40;
/** Requests of one cycle: as many as people press a button in that time. */
const PER_CYCLE = 3;
/** A mail that a dead server had begun to send leaves after its lease; so long without any mail leaving is wrong (ms). */
const PATIENCE = 90_000;
/** And so long in all, however slowly they go on leaving (ms). */
const LONGEST = 10 * 60_000;
const EMAIL = (n) => `courrier-${n}@prisme.example`;

const hash = (token) => createHash("sha256").update(token).digest("hex");

export class PostOffice {
  constructor(site) {
    this.site = site;
    this.folder = join(site.data, "mail");
    /** What each answered request left in its browser. */
    this.acknowledged = [];
    this.refused = [];
    this.asked = 0;
  }

  /** Invites the people who will ask, beside the server that runs. */
  static async open(bin, site) {
    for (let n = 0; n < PEOPLE; n++)
      await command(bin, site.data, "invite", EMAIL(n), "--name", `Courrier ${n}`, "--role", "support", "--region", "mesure");
    return new PostOffice(site);
  }

  async open() {}

  async work(dead) {
    for (let n = 0; n < PER_CYCLE && !dead(); n++) {
      const turn = this.asked++;
      try {
        const answer = await fetch(`${this.site.url}/api/sign_in`, {
          method: "POST",
          redirect: "manual",
          body: new URLSearchParams({ "form[email]": EMAIL(turn % PEOPLE), "form[page]": "/compte/connexion" }),
          headers: { accept: "text/html", "x-real-ip": `198.51.${(turn >> 8) % 256}.${turn % 256}` },
        });
        const [, token] = /^prisme_connexion=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? "") ?? [];
        if (answer.status === 303 && token) this.acknowledged.push(token);
        else this.refused.push(`sign-in answered ${answer.status}`);
      } catch (error) {
        if (!dead()) this.refused.push(`sign-in: ${error.cause ?? error}`);
      }
    }
  }

  /** What is wrong in the end: mails that never came, and mails about nothing. */
  async wrong() {
    const last = Date.now() + LONGEST;
    for (let [waiting, until] = [Infinity, 0]; ; ) {
      const { missing, ghosts } = await this.compare();
      if (missing.length < waiting) [waiting, until] = [missing.length, Math.min(Date.now() + PATIENCE, last)];
      const wrong = [...this.refused];
      if (missing.length) wrong.push(`${missing.length} acknowledged requests without a mail: ${await this.why(missing)}`);
      if (ghosts.length) wrong.push(`${ghosts.length} mails about nothing: ${ghosts.slice(0, 3)}`);
      if (!missing.length || Date.now() > until) return wrong.join("; ");
      await sleep(500);
    }
  }

  /** Where the first of these requests stopped on its way: attempt, message of the outbox, mail. */
  async why(missing) {
    const found = await sql(
      this.site.database,
      `SELECT s.at AS asked, s.email, s.expires_at, s.used_at, o.sent_at AS spread, m.id IS NOT NULL AS mail, m.tries,
              m.next_at, m.sent_at AS sent, m.failed_at AS failed, m.error
       FROM sign_in s
       LEFT JOIN outbox o ON o.kind = 'sign_in_asked' AND upper(replace(json_extract(o.payload, '$.attempt'), '-', '')) = hex(s.id)
       LEFT JOIN mail m ON upper(replace(json_extract(m.payload, '$.attempt'), '-', '')) = hex(s.id)
       WHERE s.browser_hash IN (${missing.map((token) => `'${hash(token)}'`)}) LIMIT 3`,
    );
    return found.length ? JSON.stringify(found) : "the database does not hold them";
  }

  async compare() {
    const written = new Set(
      readdirSync(this.folder)
        .filter((name) => name.endsWith(".eml"))
        .map((name) => name.slice(0, -4).replaceAll("-", "")),
    );
    const mails = await sql(this.site.database, `SELECT lower(hex(id)) AS id FROM mail`);
    const kept = new Set(mails.map(({ id }) => id));
    const rows = await sql(
      this.site.database,
      `SELECT s.browser_hash AS browser, lower(hex(m.id)) AS mail FROM sign_in s JOIN mail m
       ON upper(replace(json_extract(m.payload, '$.attempt'), '-', '')) = hex(s.id)`,
    );
    const mailOf = new Map(rows.map(({ browser, mail }) => [browser, mail]));
    return {
      missing: this.acknowledged.filter((token) => !written.has(mailOf.get(hash(token)))),
      ghosts: [...written].filter((id) => !kept.has(id)),
    };
  }
}
