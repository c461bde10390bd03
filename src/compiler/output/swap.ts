import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "./manifest.ts";
import { cacheName, manifestName } from "./names.ts";
import type { PlannedFile } from "./plan.ts";
import type { Step } from "./steps.ts";

const treeName = "tree";
const oldName = "old-tree";
/** The old tree once nothing in it is needed: a run that is killed while it deletes must not take half of it for somebody else's. */
const trashName = "trash";

/**
 * Builds the whole new folder aside and returns the two renames that exchange it, so that no moment shows a mixture.
 * Unchanged files are hard links to those that are there: their times and inodes stay.
 */
export function swapSteps(control: string, out: string, files: readonly PlannedFile[]): readonly Step[] {
  const tree = join(control, treeName);
  const old = join(control, oldName);
  mkdirSync(tree, { recursive: true, mode: statSync(out).mode });
  const folders = new Set(files.filter((file) => file.after !== undefined).map((file) => dirname(join(tree, file.path))));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const { path, state, after } of files) {
    if (state === "unchanged") linkOrCopy(join(out, path), join(tree, path));
    else if (after !== undefined) writeFileSync(join(tree, path), after);
  }
  return [
    { apply: () => renameSync(out, old), undo: () => renameSync(old, out) },
    { apply: () => renameSync(tree, out), undo: () => renameSync(out, tree) },
  ];
}

/** Ends an exchange, also one that was killed between or after its renames. */
export function finishSwap(control: string, out: string): void {
  const tree = join(control, treeName);
  const old = join(control, oldName);
  if (existsSync(old) && !existsSync(out)) renameSync(existsSync(tree) ? tree : old, out);
  const trash = join(control, trashName);
  rmSync(trash, { recursive: true, force: true });
  if (existsSync(old)) {
    rescueForeign(old, out);
    renameSync(old, trash);
  }
  rmSync(trash, { recursive: true, force: true });
  rmSync(tree, { recursive: true, force: true });
}

/** What somebody else put into the folder while it was exchanged moves on to the new one, and so does the cache. */
function rescueForeign(old: string, out: string): void {
  const reading = existsSync(join(old, manifestName)) ? readManifest(readFileSync(join(old, manifestName), "utf8")) : undefined;
  const ours = new Set([manifestName, ...(reading?.kind === "read" ? Object.keys(reading.manifest.files) : [])]);
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(old, folder), { withFileTypes: true })) {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      if (ours.has(path) && entry.isFile()) continue;
      if (entry.isDirectory() && path !== cacheName) visit(path);
      else if (!existsSync(join(out, path))) {
        mkdirSync(dirname(join(out, path)), { recursive: true });
        renameSync(join(old, path), join(out, path));
      }
    }
  };
  visit(".");
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // File systems without hard links.
    const { atime, mtime } = statSync(from);
    copyFileSync(from, to);
    utimesSync(to, atime, mtime);
  }
}
