import { type DiagnosticJson, diagnosticJson } from "../compiler/diagnostics/index.ts";
import type { HandlerOutcome } from "../compiler/output/handlers/handlers-plan.ts";
import { relativePath } from "../compiler/output/relative-path.ts";
import type { Since } from "./changes/since-last-run.ts";
import type { ExitCode } from "./command.ts";
import type { Outcome } from "./outcome.ts";

/** What `--json` prints. `version` grows when a field changes its meaning or goes; new fields may come at any time. */
export interface JsonReport {
  readonly version: 1;
  readonly exitCode: ExitCode;
  readonly documents: readonly JsonDocument[];
}

export interface JsonDocument {
  /** Relative to the working folder, with `/`; so are all paths of this report, except those of `created`, `changed`, `unchanged` and `removed`, which are below `out`. */
  readonly document: string;
  readonly out: string;
  /** False: an error among the diagnostics, nothing was written. */
  readonly ok: boolean;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly handlers: readonly HandlerOutcome[];
  readonly differences: readonly { readonly file: string; readonly diff: string }[];
  readonly diagnostics: readonly DiagnosticJson[];
  /** What changed in the document since the last run, or the last commit; absent where neither is known. */
  readonly since?: Since;
  readonly milliseconds: number;
}

export function jsonReport(outcomes: readonly Outcome[], exitCode: ExitCode, cwd: string): string {
  const documents = outcomes.map(
    ({ target, report, diagnostics, since, seconds }): JsonDocument => ({
      document: relativePath(cwd, target.document),
      out: relativePath(cwd, target.out),
      ok: report?.accepted === true,
      created: report?.created ?? [],
      changed: report?.changed ?? [],
      unchanged: report?.unchanged ?? [],
      removed: report?.removed ?? [],
      handlers: report?.handlers ?? [],
      differences: report?.differences ?? [],
      diagnostics: diagnostics.map(diagnosticJson),
      ...(since === undefined ? {} : { since }),
      milliseconds: Math.round(seconds * 1_000),
    }),
  );
  const report: JsonReport = { version: 1, exitCode, documents };
  return `${JSON.stringify(report, null, 2)}\n`;
}
