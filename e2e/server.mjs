// A Prisme of one's own, and a person without a browser: what every runner of this folder stands on.
//
//   const site = await startServer({ bin });          // a new demonstration, on a free port of the loopback
//   const cookie = await signIn(site.url, "Alix Mesure");
//   const fields = await readForm(site.url, "/mesure/prst-4/fiches/1.1.1/point", cookie, "add_update");
//   const answer = await post(site.url, "/api/add_update", { ...fields, "form[done]": "…" }, cookie);
//   await site.stop();
import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const HOST = "127.0.0.1";
/** How long a server may take to answer for the first time (ms). */
const PATIENCE = 15_000;
const LISTENS = "Prisme répond sur";
const TAKEN = /something else answers|os error 98/;
const running = new Set();
const folders = new Set();
// whatever happens to the runner, no server and no temporary folder outlives it
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

/** A folder that goes away with the runner. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "prisme-"));
  folders.add(folder);
  return folder;
}

/** A copy of the binary of PRISME_BIN: a build that runs meanwhile changes nothing for us. */
export function binary() {
  if (!process.env.PRISME_BIN) throw new Error("PRISME_BIN: the path of the binary `prisme` is wanted");
  const copy = join(temporaryFolder(), "prisme");
  copyFileSync(process.env.PRISME_BIN, copy);
  return copy;
}

/** Runs one command of the binary on the database of a data folder; gives its standard output. */
export async function command(bin, data, ...args) {
  const { stdout } = await promisify(execFile)(bin, args, { cwd: data, env: environment(data) });
  return stdout;
}

/**
 * Starts the server on a free port and waits for its first answer.
 * Without `data`: a new demonstration. `firstAnswer` is how long that took, from spawn (ms).
 */
export async function startServer({ bin, data, env = {} }) {
  if (!data) await command(bin, (data = temporaryFolder()), "demo");
  let port, metricsPort;
  const site = {
    url: "",
    metrics: "",
    data,
    database: join(data, "prisme.db"),
    pid: 0,
    firstAnswer: 0,
    /** Stops as a supervisor does: requests that run are finished first. */
    stop: () => end("SIGTERM"),
    /** Stops as a power cut does, for what the process held. */
    kill9: () => end("SIGKILL"),
    /** Starts again, on the same data and the same port. */
    async restart() {
      await end("SIGTERM");
      await start();
    },
  };
  let child, ended;
  async function startSomewhere() {
    [port, metricsPort] = [await freePort(), await freePort()];
    site.url = `http://${HOST}:${port}`;
    site.metrics = `http://${HOST}:${metricsPort}/metrics`;
    await start();
  }
  async function start() {
    if (await answers(port)) throw new Error(`something else answers on ${site.url}: not ours to measure`);
    const began = performance.now();
    child = spawn(bin, ["serve"], {
      cwd: data,
      env: {
        ...environment(data),
        PRISME_LISTEN: `${HOST}:${port}`,
        PRISME_METRICS_LISTEN: `${HOST}:${metricsPort}`,
        PRISME_LOG: "warn",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (text) => (said = (said + text).slice(-4000)));
    running.add(child);
    ended = new Promise((resolve) => {
      const over = (why) => (running.delete(child), resolve(why));
      child.once("exit", (code, signal) => over(`ended with ${signal ?? code}`));
      child.once("error", (error) => over(error.message));
    });
    let over;
    ended.then((why) => (over = why));
    site.pid = child.pid;
    // it says where it answers once the port is its own
    while (!(said.includes(LISTENS) && (await healthy(site.url)))) {
      if (over) throw new Error(`the server ${over} before its first answer: ${said}`);
      if (performance.now() - began > PATIENCE) {
        await end("SIGKILL");
        throw new Error(`no answer in ${PATIENCE} ms: ${said}`);
      }
      await sleep(2);
    }
    site.firstAnswer = performance.now() - began;
  }
  async function end(signal) {
    if (!running.has(child)) return;
    child.kill(signal);
    await ended;
  }
  // a port that was free may be somebody else's before the server takes it
  await startSomewhere().catch((error) => (TAKEN.test(error.message) ? startSomewhere() : Promise.reject(error)));
  return site;
}

/** Only what the runner says: neither the person's settings nor a prisme.toml that lies about. */
function environment(data) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(PRISME_|DATABASE_URL$)/.test(name));
  return { ...Object.fromEntries(clean), DATABASE_URL: `sqlite://${join(data, "prisme.db")}` };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, HOST, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    const done = (answer) => (socket.destroy(), resolve(answer));
    socket.once("connect", () => done(true)).once("error", () => done(false));
  });
}

async function healthy(url) {
  try {
    const answer = await fetch(`${url}/healthz`);
    return answer.ok && (await answer.text()) === "ok";
  } catch {
    return false;
  }
}

/** Enters as an invented person, by the name on the sign-in page; gives the cookie, `name=value`. */
export async function signIn(url, name) {
  const page = await (await get(url, "/compte/connexion")).text();
  const form = forms(page).find(({ text }) => text.includes(`Entrer comme ${name}<`));
  if (!form) throw new Error(`nobody called « ${name} » on the sign-in page`);
  return enter(url, form.fields["form[person]"]);
}

/** The rows of a query, read beside the server by the `sqlite3` command. */
export async function sql(database, query) {
  const options = { maxBuffer: 1 << 30 };
  const { stdout } = await promisify(execFile)("sqlite3", ["-readonly", "-json", database, query], options);
  return stdout.trim() ? JSON.parse(stdout) : [];
}

/** Enters as any invented person, by her name in the database: the sign-in page shows one of each role. */
export async function enterAs(site, name) {
  const [person] = await sql(site.database, `SELECT lower(hex(id)) AS id FROM person WHERE name = '${name}'`);
  return enter(site.url, person.id);
}

async function enter(url, person) {
  const answer = await post(url, "/api/sign_in_demo", { "form[person]": person, "form[then]": "/" });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  if (answer.status !== 303 || cookie.length !== 1) throw new Error(`sign-in answered ${answer.status}`);
  return cookie[0];
}

/** A page, redirects not followed. */
export function get(url, path, cookie) {
  return fetch(url + path, {
    redirect: "manual",
    headers: { accept: "text/html", ...(cookie && { cookie }) },
  });
}

/** What a browser would send if the person pressed the button at once. `action`: the end of the form's address. */
export async function readForm(url, path, cookie, action = "") {
  const answer = await get(url, path, cookie);
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const form = forms(page).find((form) => form.method === "post" && form.action.endsWith(action));
  if (!form) throw new Error(`${path} has no form for ${action || "anything"}`);
  return form.fields;
}

/** Posts a form as a browser without scripts does (`html`), or as a script; redirects are not followed. */
export function post(url, path, fields, cookie, { html = true } = {}) {
  return fetch(url + path, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
    headers: {
      accept: html ? "text/html" : "application/json",
      "sec-fetch-site": "same-origin",
      ...(cookie && { cookie }),
    },
  });
}

/** The forms of a page, with their fields: enough of HTML for pages that we write ourselves. */
function forms(page) {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, text]) => {
    const fields = {};
    for (const [, tag, own, inside] of text.matchAll(
      /<(input|textarea)\b([^>]*)>(?:(?<=<textarea[^>]*>)([\s\S]*?)<\/textarea>)?/g,
    )) {
      const { name, type, value, checked } = attributes(own);
      const chosen = !["radio", "checkbox"].includes(type) || checked !== undefined;
      // the first new line of a text area is the parser's
      const typed = tag === "textarea" ? decode(inside ?? "").replace(/^\n/, "") : (value ?? "");
      if (name && chosen) fields[name] = typed;
    }
    const { action = "", method = "get" } = attributes(head);
    return { action, method: method.toLowerCase(), fields, text };
  });
}

function attributes(text) {
  const pairs = [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name, decode(value ?? "")]));
}

const ENTITIES = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&", nbsp: "\u00a0" };
function decode(html) {
  return html.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? all;
    return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
  });
}
