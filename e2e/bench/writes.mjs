// Saves a second, by eight people at once (six on ×1), each on a sheet of her own.
import { randomUUID } from "node:crypto";

import { sql } from "../crash/checks.mjs";
import { command, post, readForm, temporaryFolder } from "../server.mjs";
import { queriesOf } from "./measure.mjs";

const PEOPLE = 8;
const PLAN = "/mesure/prst-4/fiches";
/** Transactions of the bare measure. */
const COMMITS = 2000;

/** Durable transactions of one row each, a second: the same code, disk and settings, without a page or a form. */
export async function bareCommits(bin) {
  const said = await command(bin, temporaryFolder(), "bench-data", "--commits", String(COMMITS));
  return Number(/([\d.]+) par seconde/.exec(said)[1]);
}

/** Saves a second of each kind, and the SQL statements of one. */
export async function writes(site, cookie, seconds) {
  const query = `SELECT address FROM action_sheet WHERE stage = 'co_writing' ORDER BY id LIMIT ${PEOPLE}`;
  const sheets = (await sql(site.database, query)).map(({ address }) => `${PLAN}/${address}`);
  const rubrics = await Promise.all(
    sheets.map(async (sheet) => {
      const form = await readForm(site.url, `${sheet}/rubriques/enjeu-et-contexte`, cookie, "save_rubric");
      let version = Number(form["form[version]"]);
      return (key) => ({ ...form, "form[key]": key, "form[version]": version++, "form[body]": `Un enjeu, ${key}.` });
    }),
  );
  const updates = await Promise.all(
    sheets.map(async (sheet) => {
      const form = await readForm(site.url, `${sheet}/point`, cookie, "add_update");
      return (key) => ({ ...form, "form[key]": key, "form[done]": `Fait, ${key}.`, "form[next]": "La suite." });
    }),
  );
  return {
    people: sheets.length,
    rubric: await rate(site, "/api/save_rubric", rubrics, cookie, seconds),
    update: await rate(site, "/api/add_update", updates, cookie, seconds),
  };
}

async function rate(site, path, forms, cookie, seconds) {
  const save = async (form) => {
    const key = randomUUID();
    const answer = await post(site.url, path, form(key), cookie);
    await answer.text();
    if (!answer.headers.get("location")?.includes(key)) throw new Error(`${path} answered ${answer.status}`);
  };
  const queries = await queriesOf(site, () => save(forms[0]));
  const began = performance.now();
  const over = () => performance.now() - began > seconds * 1000;
  let saved = 0;
  await Promise.all(forms.map(async (form) => {
    for (; !over(); saved++) await save(form);
  }));
  return { queries, rate: (saved / (performance.now() - began)) * 1000 };
}
