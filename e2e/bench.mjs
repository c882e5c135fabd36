// make bench: what a page, a save and a start cost, with one region, then with ten and a hundred of them, each with its
// plan of thirty actions; and what the lists cost in one plan of a hundred times as many actions.
//   node e2e/bench.mjs [SECONDS] [TIMES…]      each load lasts SECONDS (3); the data are multiplied by TIMES (1 10 100)
import { cpus, loadavg, release } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import { coldWeight, named, yardstick } from "./bench/assets.mjs";
import { measure, memory } from "./bench/measure.mjs";
import { bareCommits, writes } from "./bench/writes.mjs";
import { binary, command, enterAs, startServer, temporaryFolder } from "./server.mjs";

const [seconds = 3, ...asked] = process.argv.slice(2).map(Number);
const TIMES = asked.length ? asked : [1, 10, 100];
/** As `prisme serve` logs when nothing is said. */
const env = { PRISME_LOG: "info,sqlx=warn" };
const PLAN = "/mesure/prst-4";
const COUNCIL = "Noa Mesure";
const COORDINATOR = "Alix Mesure";
/** Who pilots three actions. */
const PILOT = "Lou Mesure";
const EXPORT = "Export XLSX, entier";

/** `paged`: what it shows does not grow with the data. `list`: also measured in one huge plan. */
const PAGES = [
  { name: "Tableau", path: `${PLAN}/tableau`, as: COUNCIL, paged: true, list: true },
  { name: "Tableau, 30 actions", path: `${PLAN}/tableau`, as: COORDINATOR, paged: true, list: true }, // the council sees no draft: 24
  { name: "Tableau filtré et trié", path: `${PLAN}/tableau?etat=running&tri=confiance`, as: COUNCIL, paged: true, list: true },
  { name: "Liste des fiches", path: `${PLAN}/fiches`, as: COUNCIL, paged: true, list: true },
  { name: "Fiche, 67 points et 40 lignes", path: `${PLAN}/fiches/1.1.2`, as: COUNCIL, paged: true },
  { name: "Fiche en DOCX", path: `${PLAN}/fiches/1.1.2/fiche.docx`, as: COUNCIL, paged: true },
  { name: "Mon travail, trois fiches", path: "/mon-travail", as: PILOT, paged: true },
  { name: "Formulaire d’une rubrique", path: `${PLAN}/fiches/1.1.1/rubriques/enjeu-et-contexte`, as: COORDINATOR, paged: true },
  { name: "Accueil", path: "/", as: COUNCIL, paged: true },
  { name: "Connexion (démonstration)", path: "/compte/connexion" },
  { name: EXPORT, path: `${PLAN}/tableau.xlsx`, as: COUNCIL, list: true },
];

const load = () => loadavg().map((n) => fr(n, 2)).join(" ");
const [began, loadBefore] = [performance.now(), load()];
const bin = binary();
const figures = { pages: new Map(), commits: await bareCommits(bin) };
const sites = [];
for (const times of TIMES) sites.push(await siteWith(`×${times}`, "--regions", times));
const huge = await siteWith(`un plan ×${TIMES.at(-1)}`, "--actions", 30 * TIMES.at(-1));
await once(sites[0]);
for (const page of PAGES) await everywhere(page);
figures.memoryAfter = memory(sites[0].site);
figures.memoryOfExports = memory(huge.site);
figures.writes = await writes(sites.at(-1).site, sites.at(-1).cookies[COORDINATOR], seconds);
print();
process.exit(0); // and the servers with it

/** A server on the data of one region, multiplied, and who is signed in there. */
async function siteWith(label, ...multiplied) {
  process.stderr.write(`bench: données, ${label}\n`);
  const data = temporaryFolder();
  await command(bin, data, "bench-data", ...multiplied.map(String));
  const site = await startServer({ bin, data, env });
  const cookies = {};
  for (const name of [COUNCIL, COORDINATOR, PILOT]) cookies[name] = await enterAs(site, name);
  return { label, site, cookies };
}

/** One page on all data, one after the other, so that a machine that is busy for a while is busy for all three. */
async function everywhere(page) {
  process.stderr.write(`bench: ${page.name}\n`);
  const lines = [];
  for (const { label, site, cookies } of page.list ? [...sites, huge] : sites) {
    const figure = await measure(site, { ...page, cookie: cookies[page.as] }, seconds);
    const same = await figures.yardstick(figure.bytes);
    lines.push({ ...figure, label, ratio: figure.cpu / same.cpu, same: same.name });
  }
  figures.pages.set(page.name, lines);
}

/** What does not depend on the data: starting, waiting, weighing. */
async function once({ site, cookies }) {
  const signedIn = (name) => PAGES.filter((page) => page.name === name).map((page) => ({ ...page, cookie: cookies[page.as] }))[0];
  const [table, form] = [signedIn("Tableau"), signedIn("Formulaire d’une rubrique")];
  const starts = [];
  for (let i = 0; i < 5; i++) {
    await site.restart();
    starts.push(site.firstAnswer);
  }
  figures.firstAnswer = starts.sort((a, b) => a - b)[2];
  await sleep(5000);
  figures.memory = memory(site);
  figures.cold = await coldWeight(site, table);
  figures.coldForm = await coldWeight(site, form);
  const assets = await named(site, form);
  // its own server: what it measures must not be in the memory of the other
  const still = await startServer({ bin, data: site.data, env });
  figures.yardstick = await yardstick(still, assets, seconds);
  const css = assets.find((path) => path.endsWith(".css"));
  if (css) figures.pages.set("CSS, de la mémoire", [{ ...(await measure(site, { path: css, encoding: "br" }, seconds)), label: "" }]);
}

function print() {
  const [rows, ms, kb] = [[...figures.pages], (n) => fr(n, n < 10 ? 2 : 0), (n) => fr(n / 1000, 1)];
  console.log(`\n| page | données | SQL | CPU ms | req/s, 16 cx | p50 ms, 1 client | p99 ms, 64 cx | à req/s | ko | CPU / mémoire | CPU / ×${TIMES[0]} |`);
  console.log("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
  for (const [name, lines] of rows)
    for (const line of lines) {
      const ratio = line.ratio ? `${fr(line.ratio, 0)} (${line.same})` : "1";
      const growth = line === lines[0] ? "" : fr(line.cpu / lines[0].cpu, 2);
      const cells = [name, line.label, line.queries, fr(line.cpu, 3), fr(line.rate, 0), ms(line.p50), ms(line.p99)];
      console.log(`| ${[...cells, fr(line.steady, 0), kb(line.bytes), ratio, growth].join(" | ")} |`);
    }
  const { people, rubric, update } = figures.writes;
  const list = {
    "Rubriques enregistrées": `${fr(rubric.rate, 0)}/s (${people} personnes, ${rubric.queries} requêtes SQL chacune, données ×${TIMES.at(-1)})`,
    "Points d’avancement": `${fr(update.rate, 0)}/s (${people} personnes, ${update.queries} requêtes SQL chacun)`,
    "Transactions d’une ligne, nues": `${fr(figures.commits, 0)}/s (même code, même disque, une à une)`,
    "Mémoire": `${fr(figures.memory, 1)} Mo cinq secondes après le démarrage ; après les mesures, ${fr(figures.memoryAfter, 1)} Mo (×${TIMES[0]}) et ${fr(figures.memoryOfExports, 1)} Mo (${huge.label}, 64 exports à la fois)`,
    "Première réponse": `${fr(figures.firstAnswer, 0)} ms (médiane de 5 démarrages)`,
    "Première visite": `tableau ${kb(figures.cold.all)} ko, sans wasm ; formulaire ${kb(figures.coldForm.all)} ko et ${kb(figures.coldForm.wasm)} ko de wasm (brotli)`,
    "Machine": `${cpus().length} cœurs ${cpus()[0].model.trim()}, Linux ${release()}, charge ${loadBefore} avant, ${load()} après (les clients tournent sur la même)`,
    "Durée": `${fr((performance.now() - began) / 1000, 0)} s, ${seconds} s par charge`,
  };
  console.log();
  for (const [what, value] of Object.entries(list)) console.log(`- ${what} : ${value}`);
  console.log();
  for (const [what, reached, value] of targets()) console.log(`- ${what} : ${reached ? `atteint (${value})` : `manqué : ${value}`}`);
}

/** The targets of the issue: what, whether it is reached, how much. */
function targets() {
  const paged = PAGES.filter((page) => page.paged).map(({ name }) => ({ name, lines: figures.pages.get(name) }));
  const table = figures.pages.get("Tableau, 30 actions")[0];
  const moving = [...figures.pages].filter(([, lines]) => new Set(lines.map((line) => line.queries)).size > 1);
  const growth = ({ lines }) => lines[sites.length - 1].cpu / lines[0].cpu;
  const worst = paged.reduce((a, b) => (growth(b) > growth(a) ? b : a));
  const large = figures.pages.get(EXPORT).at(-1);
  const saves = figures.writes.rubric.rate / figures.commits;
  const grown = TIMES.length > 1; // on one size alone there is nothing to compare
  return [
    grown && ["Requêtes SQL constantes", !moving.length, moving.map(([name]) => name).join(", ") || "toutes les pages"],
    ["Tableau de 30 actions, connecté : 1 ms de CPU", table.cpu <= 1, `${fr(table.cpu, 2)} ms`],
    grown && [`×${TIMES.at(-1)} : au plus 1,5 fois ×${TIMES[0]} (pages ; l’export entier croît avec ses lignes)`, growth(worst) <= 1.5, `au pire ${fr(growth(worst), 2)}, ${worst.name}`],
    [`Export de ${30 * TIMES.at(-1)} actions : 300 ms`, large.p50 <= 300, `${fr(large.p50, 0)} ms`],
    ["Une rubrique : 50 % des transactions nues", saves >= 0.5, `${fr(saves * 100, 0)} %`],
    ["Première visite : 120 ko", figures.cold.all <= 120_000 && figures.coldForm.all <= 120_000, `${fr(Math.max(figures.cold.all, figures.coldForm.all) / 1000, 1)} ko`],
    ["Wasm : 90 ko, seulement avec un îlot", figures.coldForm.wasm <= 90_000 && !figures.cold.wasm, `${fr(figures.coldForm.wasm / 1000, 1)} ko`],
    ["Mémoire au repos : 40 Mo", figures.memory <= 40, `${fr(figures.memory, 1)} Mo au démarrage, ${fr(figures.memoryAfter, 1)} après les mesures`],
    ["Première réponse : 300 ms", figures.firstAnswer <= 300, `${fr(figures.firstAnswer, 0)} ms`],
  ].filter(Boolean);
}

function fr(value, digits) {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString("fr-FR", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace(/\u202f/g, " ");
}
