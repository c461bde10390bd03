import { join } from "node:path/posix";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import type { PlannedFile } from "./generated-plan.ts";
import type { HandlerOutcome } from "./handlers/handlers-plan.ts";
import type { OutputRequest } from "./output-request.ts";
import type { Prepared } from "./prepare.ts";
import { relativePath } from "./relative-path.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { wholeFile } from "./whole-file.ts";

/** What a run did, or would do. Paths of files are below `out`; those of handlers and differences as printed. */
export interface OutputReport {
  readonly out: string;
  /** False: nothing was written because of an error among the diagnostics. */
  readonly accepted: boolean;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly handlers: readonly HandlerOutcome[];
  /** All that would be written (`check`, `dry-run`), or the hand-edited files of a refusal. `diff` is a unified one. */
  readonly differences: readonly { readonly file: string; readonly diff: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

export function refusal(out: string, diagnostics: readonly Diagnostic[]): OutputReport {
  return { out, accepted: false, created: [], changed: [], unchanged: [], removed: [], handlers: [], differences: [], diagnostics };
}

export function reportOn({ out, mode, cwd }: OutputRequest, prepared: Prepared): OutputReport {
  const { plan, manifest, handlers, diagnostics, failed } = prepared;
  const shown = relativePath(cwd, out);
  const below = (path: string): string => join(shown, path);
  if (failed)
    return {
      ...refusal(shown, diagnostics),
      differences: plan.edited.map(({ path, before, after }) => difference(below(path), before, after)),
    };
  const paths = (state: PlannedFile["state"]): readonly string[] =>
    plan.files.filter((file) => file.state === state).map((file) => file.path);
  // Files that a formatter went over are told of in one sentence: a difference of every line tells nothing.
  const isTold = ({ path }: PlannedFile): boolean => mode === "check" && plan.reformatted.includes(path);
  const changes = mode === "write" ? [] : [...plan.files, manifest].filter((file) => file.state !== "unchanged" && !isTold(file));
  const told = plan.reformatted.length === 0 || mode !== "check" ? [] : [formatted(shown, plan.reformatted.length)];
  return {
    out: shown,
    accepted: true,
    created: paths("create"),
    changed: paths("change"),
    unchanged: paths("unchanged"),
    removed: paths("remove"),
    handlers: handlers.outcomes,
    differences: [
      ...changes.map(({ path, before, after }) => difference(below(path), before, after)),
      ...(mode === "write" ? [] : handlers.userFiles.map(({ path, before, after }) => difference(relativePath(cwd, path), before, after))),
    ],
    diagnostics: [...diagnostics, ...told],
  };
}

function formatted(out: string, count: number): Diagnostic {
  return diagnostic("check-reformatted", { out, count }, wholeFile(out));
}

function difference(file: string, before: Buffer | undefined, after: Buffer | undefined): OutputReport["differences"][number] {
  return { file, diff: unifiedDiff(file, before?.toString("utf8") ?? null, after?.toString("utf8") ?? null) };
}
