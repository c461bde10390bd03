import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { hasCode } from "./has-code.ts";

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process as the kernel counts it, so that a reused pid is not taken for the holder; empty where it cannot be known. */
  readonly started: string;
}

export type Lock =
  | { readonly kind: "held"; readonly release: () => void }
  | { readonly kind: "busy"; readonly holder: string; readonly file: string };

/** Takes the lock of a control folder. Waits for a living holder up to `patience` milliseconds; a dead holder's lock is taken over. */
export async function takeLock(control: string, patience: number): Promise<Lock> {
  const file = join(control, "lock");
  const us: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  for (let waited = 0; ; waited += 50) {
    if (tryCreate(file, JSON.stringify(us))) return { kind: "held", release: () => rmSync(file, { force: true }) };
    const text = tryRead(file);
    const holder = text === undefined ? undefined : parseHolder(text);
    if (text !== undefined && holder !== undefined && isDead(holder, us)) {
      removeStale(file, text);
      continue;
    }
    if (waited >= patience)
      return { kind: "busy", holder: holder === undefined ? "unknown process" : `process ${holder.pid} on ${holder.host}`, file };
    await setTimeout(50);
  }
}

/** Made aside and linked into place, so that nobody ever sees a lock without its holder, whenever a run is killed. */
function tryCreate(file: string, text: string): boolean {
  const aside = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(aside, { force: true });
    writeFileSync(aside, text, { flag: "wx" });
    linkSync(aside, file);
    return true;
  } catch (error) {
    // ENOENT: another run removed the folder between two calls.
    if (hasCode(error, "EEXIST", "ENOENT")) return false;
    if (hasCode(error, "EPERM", "ENOTSUP")) return tryCreateWithoutLink(file, text);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** For file systems without hard links. */
function tryCreateWithoutLink(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** `undefined` for what is no lock of ours; it counts as a living holder. */
function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text);
    return Number.isSafeInteger(pid) && pid > 0 && typeof host === "string" && typeof started === "string"
      ? { pid, host, started }
      : undefined;
  } catch {
    return undefined;
  }
}

function isDead(holder: Holder, us: Holder): boolean {
  if (holder.host !== us.host) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
  return holder.started !== "" && startOf(holder.pid) !== holder.started;
}

/** Two runs may find the same stale lock: moving it away succeeds for one, and what was moved must still be that lock. */
function removeStale(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (tryRead(aside) === text) rmSync(aside);
  else renameSync(aside, file);
}

function startOf(pid: number): string {
  const stat = tryRead(`/proc/${pid}/stat`) ?? "";
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
