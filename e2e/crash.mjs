// make crash N=50: kill -9 while four people write, N times; then a server that lies, which must be caught.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";

import { halves, lostAndDoubled } from "./crash/checks.mjs";
import { PostOffice } from "./crash/mail.mjs";
import { durableBeforeAnswer } from "./crash/trace.mjs";
import { writers } from "./crash/writers.mjs";
import { binary, command, startServer, temporaryFolder } from "./server.mjs";

const CYCLES = Number(process.argv[2] ?? 50);
if (!Number.isInteger(CYCLES) || CYCLES < 1) throw new Error("crash.mjs N: a number of cycles is wanted");
/** Cycles of the negative control. */
const LIES = 5;
/** A server that takes longer to start again fails (ms). */
const IN_TIME = 5_000;

const bin = binary();
const count = { passed: 0, failed: 0, skipped: 0 };

await trueServer();
await lyingServer();
const skipped = count.skipped ? `, ${count.skipped} skipped` : "";
console.log(`crash: ${count.passed} passed, ${count.failed} failed${skipped}`);
process.exit(count.failed ? 1 : 0);

/** N crashes of the product: nothing acknowledged is lost, nothing is half done, nothing is done twice. */
async function trueServer() {
  const site = await measured();
  const people = await writers(site, site);
  const post = await PostOffice.open(bin, site);
  const acknowledged = () => people.flatMap((person) => person.acknowledged);
  const sum = { lost: 0, retried: 0, slowest: 0 };
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    const before = acknowledged().length;
    await crash(site, [...people, post], () => site.kill9());
    const wrong = [];
    // first what was answered before the crash, then what was sent and not answered
    const { lost } = await lostAndDoubled(site.database, acknowledged());
    for (const person of people) {
      sum.retried += person.pending ? 1 : 0;
      await person.retry();
    }
    const { doubled } = await lostAndDoubled(site.database, acknowledged());
    if (lost.length) wrong.push(`${lost.length} acknowledged changes lost: ${lost.slice(0, 3)}`);
    if (doubled.length) wrong.push(`${doubled.length} changes made twice: ${doubled.slice(0, 3)}`);
    if (acknowledged().length === before) wrong.push("no change was acknowledged: nothing was tried");
    if (site.firstAnswer > IN_TIME) wrong.push(`first answer after ${Math.round(site.firstAnswer)} ms`);
    wrong.push(...people.flatMap((person) => person.refused.splice(0)), ...(await halves(site.database)));
    sum.lost += lost.length;
    sum.slowest = Math.max(sum.slowest, site.firstAnswer);
    report(`cycle ${cycle}`, wrong.join("; "));
  }
  const kept = acknowledged().length;
  console.log(
    `${CYCLES} crashes: ${kept} acknowledged changes, ${sum.lost} lost; ${sum.retried} sent again after the crash;` +
      ` slowest first answer ${Math.round(sum.slowest)} ms`,
  );
  report("mails leave for what was committed, and for nothing else", await post.wrong());
  console.log(`${post.acknowledged.length} acknowledged requests of a mail`);
  await durability(site, people[0]);
  await site.stop();
}

/** Whether the disk has the change before its author is told so. */
async function durability(site, person) {
  const wrong = await durableBeforeAnswer(site, () => person.once());
  if (wrong === undefined) {
    count.skipped++;
    console.log("not checked: that the log is on the disk before the answer leaves (strace is missing or not permitted)");
  } else {
    report("the log is on the disk before the answer leaves", [wrong, ...person.refused].filter(Boolean).join("; "));
  }
}

/** The same crashes of a server that acknowledges first and writes afterwards: a harness that sees nothing is no proof. */
async function lyingServer() {
  const site = await measured();
  const origin = {};
  const people = await writers(origin, site);
  for (let cycle = 1; cycle <= LIES; cycle++) {
    const liar = spawn(process.execPath, [fileURLToPath(new URL("crash/liar.mjs", import.meta.url)), site.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(liar, "exit");
    process.once("exit", () => liar.kill("SIGKILL"));
    origin.url = `http://127.0.0.1:${String(await once(liar.stdout, "data")).trim()}`;
    await crash(site, people, async () => {
      liar.kill("SIGKILL");
      await Promise.all([site.kill9(), gone]);
    });
  }
  const acknowledged = people.flatMap((person) => person.acknowledged);
  const { lost } = await lostAndDoubled(site.database, acknowledged);
  console.log(`negative control, ${LIES} crashes: ${acknowledged.length} acknowledged changes, ${lost.length} lost`);
  report("the server that lies is caught", lost.length ? "" : "it lost nothing that was noticed");
  await site.stop();
}

/** Four people write, the server dies at some moment, it starts again. */
async function crash(site, people, kill) {
  let dead = false;
  await Promise.all(people.map((person) => person.open()));
  const work = Promise.all(people.map((person) => person.work(() => dead)));
  await Promise.race([sleep(50 + Math.random() * 350), work]); // an error of a writer ends the wait
  dead = true;
  await kill();
  await work;
  await site.restart();
}

async function measured() {
  const data = temporaryFolder();
  await command(bin, data, "bench-data");
  return startServer({ bin, data, env: { PRISME_PROXY_HEADER: "x-real-ip" } });
}

function report(what, wrong) {
  count[wrong ? "failed" : "passed"]++;
  if (wrong) console.log(`FAILED ${what}: ${wrong}`);
}
