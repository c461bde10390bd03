import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { hasCode } from "./has-code.ts";
import type { Step } from "./steps.ts";

/** A file that belongs to the user: made once, or one insertion. */
export interface UserFile {
  /** Absolute. */
  readonly path: string;
  /** What was read; `undefined` where there was no file. */
  readonly before: Buffer | undefined;
  readonly after: Buffer;
}

/** Thrown when a handler file changed between reading and writing it, e.g. because an editor saved. */
export class ChangedMeanwhile extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`${path} changed while boost-gen ran`);
    this.path = path;
  }
}

const suffix = ".boost-gen-new";

/**
 * Writes next to the target and renames. A user's bytes are never overwritten unseen: a new file is linked into place, which
 * fails when something is there, and an existing one is compared with what was read.
 */
export function userFileSteps(files: readonly UserFile[]): readonly Step[] {
  return files.flatMap((file) => {
    const fresh = join(dirname(file.path), `.${basename(file.path)}${suffix}`);
    return [stageStep(file, fresh), file.before === undefined ? createStep(file, fresh) : replaceStep(file, file.before, fresh)];
  });
}

/** Removes what a killed run staged. */
export function clearStaged(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (name.startsWith(".") && name.endsWith(suffix)) rmSync(join(folder, name), { force: true });
}

function stageStep(file: UserFile, fresh: string): Step {
  let created: string | undefined;
  const undo = (): void => {
    rmSync(fresh, { force: true });
    if (created !== undefined && readdirSync(dirname(file.path)).length === 0) rmSync(created, { recursive: true });
  };
  return {
    apply: () => {
      try {
        created = mkdirSync(dirname(file.path), { recursive: true });
        write(fresh, file.after, file.before !== undefined);
        if (file.before !== undefined) chmodSync(fresh, statSync(file.path).mode);
      } catch (error) {
        undo();
        throw error;
      }
    },
    undo,
  };
}

function createStep(file: UserFile, fresh: string): Step {
  return {
    apply: () => {
      try {
        linkSync(fresh, file.path);
      } catch (error) {
        if (existsSync(file.path)) throw new ChangedMeanwhile(file.path);
        // File systems without hard links.
        if (!hasCode(error, "EPERM", "ENOTSUP")) throw error;
        renameSync(fresh, file.path);
        return;
      }
      unlinkSync(fresh);
    },
    undo: () => rmSync(file.path),
  };
}

function replaceStep(file: UserFile, before: Buffer, fresh: string): Step {
  return {
    apply: () => {
      if (!readFileSync(file.path).equals(before)) throw new ChangedMeanwhile(file.path);
      renameSync(fresh, file.path);
    },
    undo: () => {
      write(fresh, before, true);
      chmodSync(fresh, statSync(file.path).mode);
      renameSync(fresh, file.path);
    },
  };
}

/**
 * `durable`: on the disk before it returns, so that not
 * even a power cut between this and the renaming costs a user's bytes; a new file holds none, and a thousand of them would take a second.
 */
function write(path: string, bytes: Buffer, durable: boolean): void {
  const file = openNew(path);
  try {
    writeFileSync(file, bytes);
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is there goes first: a link that somebody left under this name is not followed. */
function openNew(path: string): number {
  try {
    return openSync(path, "wx");
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    rmSync(path);
    return openSync(path, "wx");
  }
}
