import type { TemporalOptions } from "../../../options/options.generated.ts";
import { temporalOptions } from "../../../options/temporal.ts";
import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { readOptions } from "../reading/read-options.ts";
import { StrictReader } from "../reading/strict-reader.ts";

/** `x-temporal` of the root. */
export function lowerTemporalDefaults(node: DocumentNode | undefined, sink: DiagnosticSink): TemporalOptions | undefined {
  if (node === undefined) return undefined;
  const reader = new StrictReader(node, "x-temporal", sink);
  const options = readOptions<TemporalOptions>(temporalOptions, reader, { template: (at) => at, value: (at) => at, schema: (at) => at });
  reader.end();
  return options;
}
