// Every journey in a real browser, all with JavaScript off, then all with it on, each run on a demonstration of its own, or on
// what the commands of its `installation` make.
//
//   PRISME_BIN=…/prisme node e2e/run.mjs [part of a journey's name] [--pictures DIR]
//
// `--pictures` saves the pictures of the README. The last line says how many runs passed and failed.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OUT, Site, Stop, openBrowser } from "./browser.mjs";
import { binary, command, startServer, temporaryFolder } from "./server.mjs";

/** So many journeys at a time: a browser and a server wait for each other half of the time. */
const LANES = 2;

const { filter, pictures } = options(process.argv.slice(2));
const folder = join(dirname(fileURLToPath(import.meta.url)), "journeys");
const files = readdirSync(folder).filter((file) => file.endsWith(".mjs") && file.includes(filter)).sort();
if (files.length === 0) fail(`no journey is called « ${filter} »`);

rmSync(OUT, { recursive: true, force: true });
const bin = binary();
const demonstration = temporaryFolder();
await command(bin, demonstration, "demo");
const browser = await openBrowser();
const began = Date.now();
const total = { passed: 0, failed: 0, steps: 0, stepsFailed: 0 };
const runs = [false, true].flatMap((script) => files.map((file) => ({ file, script })));
await Promise.all(Array.from({ length: LANES }, lane));
await browser.close();
console.log(`${total.steps} steps, ${total.stepsFailed} failed, in ${seconds(began)}`);
console.log(`journeys: ${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/** Takes the next run as long as there is one. */
async function lane() {
  for (let next = runs.shift(); next; next = runs.shift()) {
    const { default: journey, installation } = await import(pathToFileURL(join(folder, next.file)));
    const { steps } = await run(next.file.replace(".mjs", ""), journey, installation, next.script);
    total[steps.failed === 0 ? "passed" : "failed"]++;
    total.steps += steps.passed + steps.failed;
    total.stepsFailed += steps.failed;
  }
}

async function run(name, journey, installation, script) {
  const began = Date.now();
  const site = new Site({ name, browser, script, pictures });
  try {
    const data = temporaryFolder();
    if (!installation) cpSync(demonstration, data, { recursive: true });
    for (const args of installation ?? []) await command(bin, data, ...args);
    site.open(await startServer({ bin, data }));
    await journey(site);
  } catch (error) {
    if (!(error instanceof Stop)) await site.step("the journey itself", () => Promise.reject(error)).catch(() => {});
  }
  await site.close();
  await site.server?.stop();
  const { passed, failed } = site.steps;
  console.log(`${failed ? "✗" : "✓"} ${name}, ${site.mode}: ${passed} steps passed, ${failed} failed, ${seconds(began)}`);
  return site;
}

function options(args) {
  const at = args.indexOf("--pictures");
  if (at < 0) return { filter: args[0] ?? "" };
  const [, where] = args.splice(at, 2);
  if (!where) fail("--pictures wants a folder");
  return { filter: args[0] ?? "", pictures: resolve(where) };
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function fail(why) {
  console.error(why);
  process.exit(2);
}
