// Saves a second, by eight people at once (six on ×1), each on a sheet of her own.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { command, post, readForm, sql, temporaryFolder } from "../server.mjs";
import { cpuTime, queriesOf } from "./measure.mjs";

const run = promisify(execFile);
const SAVE = fileURLToPath(new URL("save.lua", import.meta.url));
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
  const read = (page, action) => Promise.all(sheets.map((sheet) => readForm(site.url, `${sheet}/${page}`, cookie, action)));
  const rubrics = await read("rubriques/enjeu-et-contexte", "save_rubric");
  const updates = await read("point", "add_update");
  const texts = { rubric: { "form[body]": "Un enjeu." }, update: { "form[done]": "Fait.", "form[next]": "La suite." } };
  return {
    people: sheets.length,
    rubric: await rate(site, "/api/save_rubric", rubrics.map((form) => ({ ...form, ...texts.rubric })), cookie, seconds),
    update: await rate(site, "/api/add_update", updates.map((form) => ({ ...form, ...texts.update })), cookie, seconds),
  };
}

async function rate(site, path, forms, cookie, seconds) {
  const keyed = forms.map((form) => ({ ...form, "form[key]": "KEY", "form[version]": "VERSION" }));
  const once = { ...forms[0], "form[key]": randomUUID() };
  const queries = await queriesOf(site, async () => (await post(site.url, path, once, cookie)).text());
  // the one that was counted made a version: the others make theirs too, so that all begin with the same
  for (const form of forms.slice(1)) await post(site.url, path, { ...form, "form[key]": randomUUID() }, cookie);
  const folder = temporaryFolder();
  keyed.forEach((form, rank) => writeFileSync(join(folder, String(rank)), new URLSearchParams(form).toString()));
  const version = Number(forms[0]["form[version]"] ?? 0) + 1;
  const series = randomUUID().slice(0, 4); // keys are never used twice
  const args = [`-t${forms.length}`, `-c${forms.length}`, `-d${seconds}s`, "-s", SAVE, site.url + path];
  const env = { ...process.env, FORMS: folder, COOKIE: cookie, VERSION: String(version), SERIES: series };
  const before = cpuTime(site.pid);
  const { stdout } = await run("wrk", args, { env });
  const [, saved, micros, refused] = /^saved (\d+) in (\d+) us, refused: (.*)\.$/m.exec(stdout);
  if (refused) throw new Error(`${path} answered ${refused}`);
  return { queries, rate: (saved / micros) * 1e6, cpu: (cpuTime(site.pid) - before) / saved };
}
