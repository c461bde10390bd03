import { copyFileSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { manifestName } from "./bookkeeping.ts";
import { pathProblem } from "./generated-path.ts";
import type { PlannedFile } from "./generated-plan.ts";
import { contentHash } from "./hash.ts";

/**
 * A change of the output folder, laid out before anything in the folder is touched: `new/<n>` and `old/<n>` hold the texts of the n-th
 * file, `journal.json` lists the files. The change is due once the list has its name, whoever then makes it: each file is exchanged by one
 * rename, and what is in the folder tells whether that was done.
 */
interface Entry {
  readonly path: string;
  /** Hash of the bytes that are there; `null`: there is no such file. */
  readonly before: string | null;
  /** Hash of the bytes that are to come; `null`: the file goes. */
  readonly after: string | null;
}

const journalName = "journal.json";
const draftName = "journal.json.new";

/** Lays the change out in `folder`; the output folder is only read. */
export function draftJournal(folder: string, out: string, files: readonly PlannedFile[]): void {
  // Removals first: on a file system without case `Order.ts` must be gone before `order.ts` comes. The manifest is last.
  const changes = [...files.filter(({ state }) => state === "remove"), ...files.filter(({ state }) => state !== "remove")];
  for (const name of ["new", "old"]) mkdirSync(join(folder, name), { recursive: true });
  for (const [index, { path, before, after }] of changes.entries()) {
    const { target, fresh, backup } = placesOf(folder, out, { index, path });
    if (after === undefined) continue;
    writeFileSync(fresh, after);
    if (before !== undefined) linkOrCopy(target, backup);
  }
  const entries = changes.map(({ path, before, after }): Entry => ({ path, before: hashOf(before), after: hashOf(after) }));
  writeFileSync(join(folder, draftName), JSON.stringify(entries));
}

/** From here on the change is due. */
export function openJournal(folder: string): void {
  renameSync(join(folder, draftName), join(folder, journalName));
}

export function isDue(folder: string): boolean {
  return existsSync(join(folder, journalName));
}

/**
 * Makes what is left of the change. A file that is neither as it was nor as it is to be was changed by somebody else and stays so: its path is
 * given back. Where that file is the manifest, another run has followed, and nothing of this change is made.
 */
export function finishJournal(folder: string, out: string): readonly string[] {
  const entries = readJournal(folder);
  const isForeign = ({ path, before, after }: Entry): boolean => {
    const hash = hashOf(readIfFile(join(out, path)));
    return !isPlain(out, path) || (hash !== before && hash !== after);
  };
  if (entries.some((entry) => entry.path === manifestName && isForeign(entry))) return [manifestName];
  const foreign: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (isForeign(entry)) foreign.push(entry.path);
    else exchange(entry, placesOf(folder, out, { index, path: entry.path }));
  }
  for (const { path, after } of entries) if (after === null) removeEmptyFolders(out, path);
  return foreign;
}

/** Whether every text that is still to come is there as it was laid out; after a power cut it may not be. */
export function isComplete(folder: string, out: string): boolean {
  return [...readJournal(folder).entries()].every(
    ([index, { path, before, after }]) =>
      after === null ||
      hashOf(readIfFile(join(out, path))) !== before ||
      hashOf(readIfFile(placesOf(folder, out, { index, path }).fresh)) === after,
  );
}

/** Takes back what was made of the change, in such a way that it stays due: whoever is killed meanwhile leaves it to be finished. */
export function undoJournal(folder: string, out: string): void {
  for (const [index, entry] of [...readJournal(folder).entries()].reverse()) {
    try {
      takeBack(entry, placesOf(folder, out, { index, path: entry.path }));
    } catch {
      // The error that started this is the one to report, and the more is restored, the better.
    }
    if (entry.before === null) removeEmptyFolders(out, entry.path);
  }
}

interface Places {
  readonly target: string;
  readonly fresh: string;
  readonly backup: string;
}

function placesOf(folder: string, out: string, { index, path }: { readonly index: number; readonly path: string }): Places {
  return { target: join(out, path), fresh: join(folder, "new", String(index)), backup: join(folder, "old", String(index)) };
}

function exchange({ before, after }: Entry, { target, fresh, backup }: Places): void {
  if (hashOf(readIfFile(target)) !== before) return;
  // A removed file is its own backup; where there is one, what lies under the name now is another file.
  if (after === null && !existsSync(backup)) renameSync(target, backup);
  if (after === null) return;
  renameInto(fresh, target);
}

/** Its folder may have gone, or not come yet. */
function renameInto(from: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  renameSync(from, target);
}

function takeBack({ before, after }: Entry, { target, fresh, backup }: Places): void {
  if (after === null) {
    if (existsSync(backup)) renameInto(backup, target);
  } else if (!existsSync(fresh) && hashOf(readIfFile(target)) === after) {
    if (before === null) {
      renameSync(target, fresh);
      return;
    }
    linkOrCopy(target, fresh);
    renameSync(backup, target);
  }
}

/** Folders that lost their last file go too. */
function removeEmptyFolders(out: string, path: string): void {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    try {
      rmdirSync(join(out, folder));
    } catch {
      return;
    }
  }
}

/** The journal lies in the project, so its paths are trusted no more than a document's; one that cannot be read lists nothing. */
function readJournal(folder: string): readonly Entry[] {
  const isHash = (hash: unknown): boolean => hash === null || typeof hash === "string";
  const isEntry = (entry: Entry): boolean =>
    typeof entry?.path === "string" &&
    (entry.path === manifestName || pathProblem(entry.path) === undefined) &&
    isHash(entry.before) &&
    isHash(entry.after);
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, journalName), "utf8"));
    return Array.isArray(value) && value.every(isEntry) ? value : [];
  } catch {
    return [];
  }
}

/** No link is on the way to the file. */
function isPlain(out: string, path: string): boolean {
  const parts = path.split("/").slice(0, -1);
  return [".", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))].every(
    (folder) => lstatSync(join(out, folder), { throwIfNoEntry: false })?.isSymbolicLink() !== true,
  );
}

function readIfFile(file: string): Buffer | undefined {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file) : undefined;
}

function hashOf(bytes: Buffer | undefined): string | null {
  return bytes === undefined ? null : contentHash(bytes);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
