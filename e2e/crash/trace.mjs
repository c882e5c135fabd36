// kill -9 leaves the page cache, so it cannot show a missing fsync: here the system calls of one save are read.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Traces the server during `save`. Gives what is wrong in words, "" when nothing is, undefined when it cannot look. */
export async function durableBeforeAnswer(site, save) {
  try {
    execFileSync("strace", ["-V"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const file = join(site.data, "strace.txt");
  const calls = "trace=pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync";
  const strace = spawn("strace", ["-f", "-y", "-s", "16", "-e", calls, "-o", file, "-p", String(site.pid)]);
  const ended = once(strace, "exit");
  let said = "";
  strace.stderr.on("data", (text) => (said += text));
  for (let i = 0; i < 200 && !said.includes("attached") && strace.exitCode === null; i++) await sleep(10);
  if (!said.includes("attached") || said.includes("not permitted")) {
    strace.kill("SIGKILL");
    return undefined;
  }
  await save();
  strace.kill("SIGINT");
  await ended;
  return verdict(readFileSync(file, "utf8").split("\n"));
}

/** The order wanted: the last write to the log, the end of its fsync, the start of the answer. */
export function verdict(lines) {
  const answer = lines.findIndex((line) => line.includes('"HTTP/1.1 303'));
  if (answer < 0) return "the answer of the save is not in the trace";
  const before = lines.slice(0, answer);
  const written = before.findLastIndex((line) => /\bpwrite(64|v)\(\d+<[^>]*-wal>/.test(line));
  if (written < 0) return "no write to the log comes before the answer";
  // « fdatasync(12</…-wal>) = 0 », or its start and, on a later line of the same thread, « <... fdatasync resumed> »
  const synced = before.findIndex((line, n) => {
    if (n < written || !/\bf(data)?sync\(\d+<[^>]*-wal>/.test(line)) return false;
    if (/= 0$/.test(line)) return true;
    const thread = line.split(" ")[0];
    return before.slice(n).some((end) => end.startsWith(`${thread} `) && /f(data)?sync resumed>.*= 0$/.test(end));
  });
  return synced < 0 ? "the answer leaves before the log is on the disk" : "";
}
