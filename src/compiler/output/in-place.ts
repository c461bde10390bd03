import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { pathProblem } from "./generated-path.ts";
import { contentHash } from "./hash.ts";
import { manifestName } from "./names.ts";
import type { PlannedFile } from "./plan.ts";
import type { Step } from "./steps.ts";

const journalName = "journal.json";

interface JournalEntry {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Stages every new text and returns the renames that put them in place. The journal comes last: from there on a killed run is finished by the next one. */
export function inPlaceSteps(control: string, out: string, files: readonly PlannedFile[]): readonly Step[] {
  // Removals first: on a file system without case `Order.ts` must be gone before `order.ts` comes.
  const changes = [
    ...files.filter((file) => file.state === "remove"),
    ...files.filter((file) => file.state === "create" || file.state === "change"),
  ];
  mkdirSync(join(control, "new"), { recursive: true });
  mkdirSync(join(control, "old"), { recursive: true });
  for (const [index, { path, before, after }] of changes.entries()) {
    if (after !== undefined) writeFileSync(join(control, "new", `${index}`), after);
    if (before !== undefined) linkOrCopy(join(out, path), join(control, "old", `${index}`));
  }
  const journal: readonly JournalEntry[] = changes.map(({ path, before, after }) => ({
    path,
    before: hashOf(before),
    after: hashOf(after),
  }));
  const steps = changes.map((file, index) =>
    fileStep(file, { target: join(out, file.path), fresh: join(control, "new", `${index}`), backup: join(control, "old", `${index}`) }),
  );
  return [folderStep(out, changes), journalStep(join(control, journalName), journal), ...steps, emptyFolderStep(out, changes)];
}

/** Finishes a run that was killed between its journal and its last rename. A file that changed since then stays as it is. */
export function finishInPlace(control: string, out: string): void {
  const file = join(control, journalName);
  if (!existsSync(file)) return;
  for (const [index, { path, before, after }] of readJournal(readFileSync(file, "utf8")).entries()) {
    const target = join(out, path);
    if (!isPlain(out, path) || hashOf(readIfFile(target)) !== before) continue;
    const fresh = join(control, "new", `${index}`);
    if (after === null) rmSync(target, { force: true });
    else if (hashOf(readIfFile(fresh)) === after) {
      mkdirSync(dirname(target), { recursive: true });
      renameSync(fresh, target);
    }
  }
  rmSync(file);
}

function fileStep(
  { state }: PlannedFile,
  { target, fresh, backup }: { readonly target: string; readonly fresh: string; readonly backup: string },
): Step {
  if (state === "remove") return { apply: () => rmSync(target), undo: () => renameSync(backup, target) };
  return { apply: () => renameSync(fresh, target), undo: () => (state === "create" ? rmSync(target) : renameSync(backup, target)) };
}

function journalStep(file: string, entries: readonly JournalEntry[]): Step {
  return {
    apply: () => {
      writeFileSync(`${file}.new`, JSON.stringify(entries));
      renameSync(`${file}.new`, file);
    },
    undo: () => rmSync(file),
  };
}

/** What is missing is looked up late: the handlers, which come first, may be inside the output folder. */
function folderStep(out: string, files: readonly PlannedFile[]): Step {
  const folders = new Set(files.filter((file) => file.after !== undefined).flatMap((file) => foldersTo(join(out, file.path))));
  let made: readonly string[] = [];
  return {
    apply: () => {
      made = [...folders].filter((folder) => !existsSync(folder));
      for (const folder of made) mkdirSync(folder);
    },
    undo: () => {
      for (const folder of made.toReversed()) rmdirSync(folder);
    },
  };
}

/** Folders that lost their last file go too. */
function emptyFolderStep(out: string, files: readonly PlannedFile[]): Step {
  return {
    apply: () => {
      for (const file of files) {
        if (file.state !== "remove") continue;
        for (let folder = dirname(file.path); folder !== "."; folder = dirname(folder)) {
          try {
            rmdirSync(join(out, folder));
          } catch {
            break;
          }
        }
      }
    },
    undo: () => undefined,
  };
}

/** The journal lies in the project, so its paths are trusted no more than a document's. */
function readJournal(text: string): readonly JournalEntry[] {
  const value: unknown = JSON.parse(text);
  const isHash = (hash: unknown): boolean => hash === null || typeof hash === "string";
  const isEntry = (entry: JournalEntry): boolean =>
    typeof entry?.path === "string" &&
    (entry.path === manifestName || pathProblem(entry.path) === undefined) &&
    isHash(entry.before) &&
    isHash(entry.after);
  return Array.isArray(value) && value.every(isEntry) ? value : [];
}

/** The folders above a file, outermost first. */
function foldersTo(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === file ? [] : [...foldersTo(folder), folder];
}

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
