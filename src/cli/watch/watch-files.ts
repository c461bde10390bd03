import { existsSync, type FSWatcher, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Milliseconds of quiet before a change counts: an editor writes a file in several steps. */
const quiet = 5;
/** Milliseconds that a file may be empty before that counts: an editor on a slow disk empties it first. */
const emptied = 100;
/** Milliseconds between looks for a folder that went away. */
const retry = 500;

export interface FileWatch {
  /** Replaces the files that are watched. */
  readonly set: (files: readonly string[]) => void;
  readonly close: () => void;
}

/**
 * Calls `onChange` with the files whose bytes are others than at the last call, which covers writing in place, replacing by a rename,
 * deleting and coming back. Folders are watched, because a watch on a file ends when an editor replaces it.
 */
export function watchFiles(onChange: (files: readonly string[]) => void): FileWatch {
  const contents = new Map<string, string | undefined>();
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  /** A file was found empty, and is looked at once more. */
  let isPatient = false;

  const look = (): void => {
    timer = undefined;
    arm();
    const now = new Map([...contents.keys()].map((file) => [file, read(file)]));
    const changed = [...contents].filter(([file, content]) => now.get(file) !== content).map(([file]) => file);
    if (changed.some((file) => now.get(file) === "") && !isPatient) {
      isPatient = true;
      lookSoon(emptied);
      return;
    }
    isPatient = false;
    for (const file of changed) contents.set(file, now.get(file));
    if (changed.length > 0) onChange(changed);
  };
  const lookSoon = (delay = quiet): void => {
    clearTimeout(timer);
    timer = setTimeout(look, delay);
  };
  const arm = (): void => {
    const names = new Map<string, Set<string>>();
    for (const file of contents.keys()) names.set(dirname(file), (names.get(dirname(file)) ?? new Set()).add(basename(file)));
    for (const [folder, watcher] of watchers) {
      if (names.has(folder) && existsSync(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of names.keys()) {
      if (watchers.has(folder)) continue;
      if (existsSync(folder)) watchers.set(folder, open(folder));
      else lookSoon(retry);
    }
  };
  const open = (folder: string): FSWatcher => {
    const watcher = watch(folder, (_, name) => {
      // Without a name (some systems give none) any file may be meant.
      if (name === null || [...contents.keys()].some((file) => dirname(file) === folder && basename(file) === name) || !existsSync(folder))
        lookSoon();
    });
    // The folder went away; `arm` finds it when it comes back.
    watcher.on("error", () => {
      watcher.close();
      watchers.delete(folder);
      lookSoon(retry);
    });
    return watcher;
  };

  return {
    set: (files) => {
      for (const file of contents.keys()) if (!files.includes(file)) contents.delete(file);
      for (const file of files) if (!contents.has(file)) contents.set(file, read(file));
      arm();
    },
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
}
