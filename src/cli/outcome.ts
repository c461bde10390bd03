import type { Diagnostic } from "../compiler/diagnostics/diagnostic.ts";
import type { OutputReport } from "../compiler/output/output-report.ts";
import type { Since } from "./changes/since-last-run.ts";
import type { Project } from "./project/project.ts";
import type { Made } from "./regenerate-target.ts";
import type { Target } from "./target.ts";

/** What became of one document. */
export interface Outcome {
  readonly target: Target;
  readonly project: Project;
  /** Absent when the document was not understood. */
  readonly report?: OutputReport;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute paths of what the document consists of. */
  readonly inputs: readonly string[];
  readonly needed: readonly string[];
  readonly since?: Since;
  /** For the next run of this process. */
  readonly made?: Made;
  readonly seconds: number;
}
