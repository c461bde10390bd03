import { join } from "node:path/posix";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import type { GeneratedFile } from "../emit/generated-file.ts";
import { foldPath, pathProblem } from "./generated-path.ts";
import { contentHash } from "./hash.ts";
import type { Manifest } from "./manifest.ts";
import { isReformatted } from "./reformatted.ts";
import { surveyFolder } from "./survey.ts";
import { wholeFile } from "./whole-file.ts";

/** A file below the output folder, and what is to happen to it. */
export interface PlannedFile {
  readonly path: string;
  readonly state: "create" | "change" | "unchanged" | "remove";
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

export interface EditedFile {
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Generated files that somebody changed: what is there, and what boost-gen would write. */
  readonly edited: readonly EditedFile[];
  /** Paths of files that differ from what boost-gen would write in layout only. */
  readonly reformatted: readonly string[];
  /** No longer generated, but edited, so they stay: path → hash of what was written once. */
  readonly kept: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlanRequest {
  /** Absolute. */
  readonly out: string;
  /** As printed. */
  readonly shown: string;
  readonly files: readonly GeneratedFile[];
  /** `files` of the last run's manifest. */
  readonly listed: Manifest["files"];
  /** Edited files may be overwritten. */
  readonly force: boolean;
}

/** Compares what should be in the folder with what is there; reads only. An error among the diagnostics means that nothing may be written. */
export function planFiles({ out, shown, files, listed, force }: PlanRequest): Plan {
  const unsafe = unsafePaths(files, shown);
  if (unsafe.length > 0) return { files: [], edited: [], reformatted: [], kept: new Map(), diagnostics: unsafe };

  const wanted = new Set(files.map((file) => file.path));
  const survey = surveyFolder({ out, shown, wanted, listed: new Set(Object.keys(listed)) });
  const diagnostics = [...survey.diagnostics];
  const planned: PlannedFile[] = [];
  const edited: EditedFile[] = [];
  const reformatted: string[] = [];
  const kept = new Map<string, string>();
  const complain = (code: "file-edited" | "file-foreign" | "file-stale-edited", path: string): void => {
    const file = join(shown, path);
    diagnostics.push(diagnostic(code, { file }, wholeFile(file)));
  };

  for (const { path, text } of files) {
    const before = survey.read(path);
    const after = Buffer.from(text, "utf8");
    if (before === undefined) {
      planned.push({ path, state: "create", before, after });
      continue;
    }
    const hash = before.equals(after) ? undefined : contentHash(before);
    if (hash === undefined || hash === contentHash(after)) {
      planned.push({ path, state: "unchanged", before, after: before });
      continue;
    }
    planned.push({ path, state: "change", before, after });
    if (listed[path] !== undefined && listed[path] !== hash && isReformatted(before, after)) {
      reformatted.push(path);
      continue;
    }
    if (listed[path] === undefined && !hasHeader(before)) complain("file-foreign", path);
    else if (listed[path] !== hash && !force) {
      edited.push({ path, before, after });
      complain("file-edited", path);
    }
  }

  for (const [path, hash] of Object.entries(listed)) {
    const before = wanted.has(path) ? undefined : survey.read(path);
    if (before === undefined) continue;
    if (contentHash(before) === hash) {
      planned.push({ path, state: "remove", before, after: undefined });
    } else {
      kept.set(path, hash);
      complain("file-stale-edited", path);
    }
  }
  if (reformatted.length > 0 && !force)
    diagnostics.push(diagnostic("out-reformatted", { out: shown, count: reformatted.length }, wholeFile(shown)));
  return { files: planned, edited, reformatted, kept, diagnostics };
}

/** Each file that we write starts with a comment that names its maker. */
function hasHeader(bytes: Buffer): boolean {
  const [first = ""] = bytes.subarray(0, 500).toString("utf8").split("\n");
  return /^\uFEFF?(?:\/\/|\/\*).*\bboost-gen\b/.test(first);
}

function unsafePaths(files: readonly GeneratedFile[], shown: string): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ path }) => {
    const reason = pathProblem(path);
    if (reason !== undefined) return [diagnostic("path-unsafe", { path, reason }, wholeFile(shown))];
    const folded = foldPath(path);
    const other = seen.get(folded);
    seen.set(folded, path);
    return other === undefined ? [] : [diagnostic("path-collision", { path, other }, wholeFile(join(shown, path)))];
  });
}
