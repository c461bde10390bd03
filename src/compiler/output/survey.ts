import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import { cacheName, manifestName } from "./bookkeeping.ts";
import { foldPath } from "./generated-path.ts";
import { wholeFile } from "./whole-file.ts";

/** What is in an output folder. */
export interface Survey {
  /** Bytes of a wanted or listed file, `undefined` where there is none. */
  readonly read: (path: string) => Buffer | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SurveyRequest {
  /** Absolute. */
  readonly out: string;
  /** As printed. */
  readonly shown: string;
  readonly wanted: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
}

/** Looks at every folder that a wanted or listed file is in, and at no other. Follows no link. */
export function surveyFolder({ out, shown, wanted, listed }: SurveyRequest): Survey {
  const diagnostics: Diagnostic[] = [];
  const files = new Set([...wanted, ...listed, manifestName]);
  const folders = new Set([...files].flatMap(ancestors));
  const spelling = new Map([...files, ...folders].map((path) => [foldPath(path), path]));
  const present = new Set<string>();

  const complain = (code: "path-symlink" | "path-not-a-folder" | "path-not-a-file", path: string): void => {
    const file = join(shown, path);
    diagnostics.push(diagnostic(code, { path: file }, wholeFile(file)));
  };
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(out, folder), { withFileTypes: true })) {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      if (path === cacheName) continue;
      const isFolder = folders.has(path);
      if (!isFolder && !files.has(path)) {
        const other = spelling.get(foldPath(path));
        if (other !== undefined)
          diagnostics.push(
            diagnostic("path-collision", { path: join(shown, other), other: join(shown, path) }, wholeFile(join(shown, path))),
          );
      } else if (entry.isSymbolicLink()) complain("path-symlink", path);
      else if (isFolder && !entry.isDirectory()) complain("path-not-a-folder", path);
      else if (isFolder) visit(path);
      else if (!entry.isFile()) complain("path-not-a-file", path);
      else present.add(path);
    }
  };

  const root = lstatSync(out, { throwIfNoEntry: false });
  if (root?.isSymbolicLink()) complain("path-symlink", ".");
  else if (root !== undefined && !root.isDirectory()) complain("path-not-a-folder", ".");
  else if (root !== undefined) visit(".");
  return { read: (path) => (present.has(path) ? readFileSync(join(out, path)) : undefined), diagnostics };
}

function ancestors(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...ancestors(folder)];
}
