import { accessSync, constants, existsSync, lstatSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasCode } from "./has-code.ts";
import { finishInPlace, inPlaceSteps } from "./in-place.ts";
import type { PlannedFile } from "./plan.ts";
import { runSteps, type Step } from "./steps.ts";
import { finishSwap, swapSteps } from "./swap.ts";
import { type UserFile, userFileSteps } from "./user-file.ts";

/** Up to this many files are renamed one by one, which keeps the folder itself (and whoever watches it); more are exchanged with the whole folder at once. */
const fewChanges = 16;

export interface Changes {
  /** Everything below the output folder, also what stays. */
  readonly files: readonly PlannedFile[];
  readonly manifest: PlannedFile;
  readonly exclusive: boolean;
  readonly userFiles: readonly UserFile[];
}

/** All or nothing: when this throws, both zones are as they were; when the process is killed, `heal` of the next run finishes or undoes it. */
export function commit(control: string, out: string, { files, manifest, exclusive, userFiles }: Changes): void {
  const changed = [...files, manifest].filter((file) => file.state !== "unchanged");
  for (const folder of new Set(changed.map((file) => dirname(join(out, file.path)))))
    if (existsSync(folder)) accessSync(folder, constants.W_OK);
  const user = userFileSteps(userFiles);
  try {
    if (changed.length <= fewChanges || !exclusive || !existsSync(out) || dirname(control) !== dirname(out)) {
      runSteps([...user, ...inPlace(control, out, changed)]);
    } else {
      exchange(control, out, { user, files: [...files, manifest], changed });
    }
  } finally {
    clear(control, out);
  }
}

function exchange(
  control: string,
  out: string,
  {
    user,
    files,
    changed,
  }: { readonly user: readonly Step[]; readonly files: readonly PlannedFile[]; readonly changed: readonly PlannedFile[] },
): void {
  const steps = swapSteps(control, out, files);
  try {
    runSteps([...user, ...steps]);
  } catch (error) {
    // A folder that is a mount point, or in use on Windows, cannot be renamed; its files can.
    if (!hasCode(error, "EBUSY", "EXDEV", "EPERM", "EACCES")) throw error;
    runSteps([...user, ...inPlace(control, out, changed)]);
  }
}

function inPlace(control: string, out: string, changed: readonly PlannedFile[]): readonly Step[] {
  return changed.length === 0 ? [] : inPlaceSteps(control, out, changed);
}

/** Finishes or undoes what a killed run left; afterwards the folder is the old one or the new one. */
export function heal(control: string, out: string): void {
  finishInPlace(control, out);
  clear(control, out);
}

/** A run was killed while it wrote, and no run has healed it yet. */
export function wasInterrupted(control: string): boolean {
  return existsSync(control) && readdirSync(control).some((name) => !name.startsWith("lock") && name !== ".gitignore");
}

function clear(control: string, out: string): void {
  rmSync(join(control, "journal.json"), { force: true });
  finishSwap(control, out);
  const asides = existsSync(control) ? readdirSync(control).filter((name) => name.startsWith("lock.")) : [];
  for (const name of ["new", "old", "journal.json.new", ...asides]) rmSync(join(control, name), { recursive: true, force: true });
}

/** A control folder is ours alone: a link under its name would lead writes elsewhere. */
export function isSafeControlFolder(control: string): boolean {
  return lstatSync(control, { throwIfNoEntry: false })?.isSymbolicLink() !== true;
}

/** Should a killed run leave the folder behind, it must not show up in a commit. */
export function hideControlFolder(control: string): void {
  rmSync(join(control, ".gitignore"), { force: true });
  writeFileSync(join(control, ".gitignore"), "*\n", { flag: "wx" });
}

/** The lock is released before. */
export function closeControlFolder(control: string): void {
  try {
    rmSync(join(control, ".gitignore"), { force: true });
    rmdirSync(control);
  } catch {
    // Another run waits for the lock, or the folder holds what is not ours.
  }
}
