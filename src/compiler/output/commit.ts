import { accessSync, constants, existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PlannedFile } from "./generated-plan.ts";
import { draftJournal, finishJournal, isComplete, isDue, openJournal, undoJournal } from "./journal.ts";
import { runSteps } from "./steps.ts";
import { ChangedMeanwhile, clearStaged, type UserFile, userFileSteps } from "./user-file.ts";

export interface Changes {
  /** Everything below the output folder, also what stays. */
  readonly files: readonly PlannedFile[];
  readonly manifest: PlannedFile;
  readonly userFiles: readonly UserFile[];
}

/** All or nothing: when this throws, both zones are as they were; when the process is killed, `heal` of the next run finishes or undoes it. */
export function commit(control: string, out: string, { files, manifest, userFiles }: Changes): void {
  const changed = [...files, manifest].filter((file) => file.state !== "unchanged");
  for (const folder of new Set(changed.map((file) => dirname(join(out, file.path)))))
    if (existsSync(folder)) accessSync(folder, constants.W_OK);
  const folder = changeFolder(control);
  try {
    draftJournal(folder, out, changed);
    const undoUserFiles = runSteps(userFileSteps(userFiles));
    try {
      openJournal(folder);
      const [foreign] = finishJournal(folder, out);
      if (foreign !== undefined) throw new ChangedMeanwhile(join(out, foreign));
    } catch (error) {
      undoJournal(folder, out);
      undoUserFiles();
      throw error;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run was killed while it wrote, and none has healed it yet. */
export function wasInterrupted(control: string): boolean {
  return existsSync(changeFolder(control));
}

/** Finishes or undoes what a killed run left, and says which; afterwards the folder is the old one or the new one. */
export function heal(
  control: string,
  { out, handlers }: { readonly out: string; readonly handlers: string },
): "finished" | "undone" | undefined {
  clearStaged(handlers);
  if (!wasInterrupted(control)) return undefined;
  const folder = changeFolder(control);
  const isFinishing = isDue(folder) && isComplete(folder, out);
  if (isFinishing) finishJournal(folder, out);
  else undoJournal(folder, out);
  rmSync(folder, { recursive: true, force: true });
  return isFinishing ? "finished" : "undone";
}

function changeFolder(control: string): string {
  return join(control, "change");
}
