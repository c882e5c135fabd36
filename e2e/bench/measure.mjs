// One measure each: what a request costs the server, how long it takes, how much it weighs.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACE = fileURLToPath(new URL("pace.lua", import.meta.url));
/** A tick of /proc/PID/stat (ms): 100 a second on Linux, whatever the machine. */
const TICK = 10;
/** Below that many answers, those under way at the end of a run would falsify the CPU of one. */
const ENOUGH = 300;

/** Everything about one address. `seconds` is how long each load lasts. */
export async function measure(site, { path, cookie, encoding = "gzip" }, seconds) {
  const target = { url: site.url + path, cookie, encoding };
  for (let i = 0; i < 3; i++) await fetched(target); // connections opened, statements prepared
  const counts = []; // the server also asks for itself from time to time: the fewest are those of the page
  for (let i = 0; i < 5; i++) counts.push(await queriesOf(site, () => fetched(target)));
  const queries = Math.min(...counts);
  const { bytes, body } = await fetched(target);
  const one = await load(site, target, { connections: 1, seconds });
  const many = await load(site, target, { connections: 16, seconds });
  const half = many.rate / 2;
  // a slow page wants more time to show how its answers spread
  const longer = Math.min(5 * seconds, Math.max(seconds, Math.ceil(100 / half)));
  const steady = await load(site, target, { connections: 64, seconds: longer, rate: half, answer: one.p50 });
  return {
    queries,
    bytes,
    body,
    cpu: many.requests >= ENOUGH ? many.cpu : one.cpu,
    rate: many.rate,
    p50: one.p50,
    p99: steady.p99,
    steady: steady.rate,
  };
}

/** CPU of the server for one answer of an address (ms). */
export async function cpuOf(site, { path, cookie, encoding }, seconds) {
  return (await load(site, { url: site.url + path, cookie, encoding }, { connections: 16, seconds })).cpu;
}

/** SQL statements that the server ran meanwhile. */
export async function queriesOf(site, act) {
  const before = await counter(site);
  await act();
  return (await counter(site)) - before;
}

async function counter(site) {
  const text = await (await fetch(site.metrics)).text();
  return Number(/^prisme_sql_queries_total (\S+)$/m.exec(text)?.[1] ?? NaN);
}

/** Memory that the process holds (MB). */
export function memory(site) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${site.pid}/status`, "utf8"))[1]) / 1024;
}

/** CPU that the process has had so far (ms). */
export function cpuTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK; // utime, stime
}

/** A run of wrk, without a pause or, given a rate, at that many requests a second. */
async function load(site, { url, cookie, encoding }, { connections, seconds, rate, answer }) {
  const args = [`-t1`, `-c${connections}`, `-d${seconds}s`, "--timeout", "20s", "--latency"];
  args.push("-H", `Accept-Encoding: ${encoding}`, "-H", "Accept: text/html");
  if (cookie) args.push("-H", `Cookie: ${cookie}`);
  const env = { ...process.env };
  if (rate) {
    // a connection is either waiting for its turn or for its answer
    env.PAUSE_MS = String(Math.max(1, (connections / rate) * 1000 - answer));
    args.push("-s", PACE);
  }
  const before = cpuTime(site.pid);
  const { stdout } = await run("wrk", [...args, url], { env });
  const cpu = cpuTime(site.pid) - before;
  const wrong = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(stdout);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  return {
    requests,
    cpu: cpu / Math.max(1, requests),
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: duration(/^\s+50%\s+(\S+)/m.exec(stdout)),
    p99: duration(/^\s+99%\s+(\S+)/m.exec(stdout)),
  };
}

/** « 1.23ms » in ms; NaN when nothing was answered. */
function duration(found) {
  const [, value, unit] = /^([\d.]+)(us|ms|s|m)$/.exec(found?.[1] ?? "") ?? [];
  return Number(value) * { us: 0.001, ms: 1, s: 1000, m: 60_000 }[unit];
}

/** An answer as it crosses the wire: its status, the weight of its body, and the body when it is not compressed. */
export function fetched({ url, cookie, encoding }) {
  return new Promise((resolve, reject) => {
    const headers = { accept: "text/html", ...(cookie && { cookie }), ...(encoding && { "accept-encoding": encoding }) };
    const sent = request(url, { headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
        else resolve({ bytes: body.length, body });
      });
    });
    sent.once("error", reject).end();
  });
}
