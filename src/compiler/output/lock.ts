import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { hasCode } from "./has-code.ts";

/** Milliseconds after which a lock is nobody's, whatever it says: its number may be another process's by now. A run holds it while it writes. */
const longest = 60_000;
/** The same for a lock that names nobody: its process was killed between making and filling it. */
const longestEmpty = 1_000;

export type Lock =
  | { readonly kind: "held"; readonly release: () => void }
  | { readonly kind: "busy"; readonly holder: string; readonly file: string };

/** Takes the lock of a control folder. Waits for a living holder up to `patience` milliseconds; a dead holder's lock is taken over. */
export async function takeLock(control: string, patience: number): Promise<Lock> {
  const file = join(control, "lock");
  for (let waited = 0; ; waited += 50) {
    if (tryCreate(control, file)) return { kind: "held", release: () => rmSync(file, { force: true }) };
    const lock = readLock(file);
    if (lock !== undefined && !isAlive(lock)) {
      removeStale(file, lock.text);
      continue;
    }
    if (waited >= patience) return { kind: "busy", holder: nameOf(lock), file };
    await setTimeout(50);
  }
}

/** Waits like `takeLock` and takes nothing: for who only reads. The holder, where it is still at work after that. */
export async function awaitLock(control: string, patience: number): Promise<Extract<Lock, { readonly kind: "busy" }> | undefined> {
  const file = join(control, "lock");
  for (let waited = 0; ; waited += 50) {
    const lock = readLock(file);
    if (lock === undefined || !isAlive(lock)) return undefined;
    if (waited >= patience) return { kind: "busy", holder: nameOf(lock), file };
    await setTimeout(50);
  }
}

interface LockFile {
  /** `<pid> <host>`; empty for a moment. */
  readonly text: string;
  readonly age: number;
}

function tryCreate(control: string, file: string): boolean {
  try {
    mkdirSync(control, { recursive: true });
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: "wx" });
    return true;
  } catch (error) {
    // ENOENT: another run removed the folder between the two calls.
    if (hasCode(error, "EEXIST", "ENOENT")) return false;
    // A full disk takes the name and not the text.
    rmSync(file, { force: true });
    throw error;
  }
}

function readLock(file: string): LockFile | undefined {
  try {
    return { text: readFileSync(file, "utf8"), age: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

function isAlive({ text, age }: LockFile): boolean {
  const [pid = "", host] = text.split(" ");
  if (host === undefined || !/^[1-9]\d*$/.test(pid)) return age < longestEmpty;
  if (age >= longest) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}

function nameOf(lock: LockFile | undefined): string {
  const [pid, host] = lock?.text.split(" ") ?? [];
  return host === undefined ? "an unknown process" : `process ${pid} on ${host}`;
}

/** Two runs may find the same stale lock: moving it away succeeds for one, and what was moved must still be that lock. */
function removeStale(file: string, text: string): void {
  // In the cache folder, where it may stay should we be killed now.
  const aside = join(dirname(dirname(file)), `lock.${process.pid}`);
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") === text) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Somebody else was quicker.
  }
}
