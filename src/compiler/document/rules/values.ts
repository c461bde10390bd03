import { DiagnosticSink } from "../../diagnostics/index.ts";
import { reportFinding } from "../findings/report-finding.ts";
import { formats, Run, type Schema, SchemaCompiler, TooManySteps } from "../json-schema/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { patternTest } from "./pattern-test.ts";

/** Steps for one value; a schema of combinations inside combinations is not worth more. */
const mostSteps = 100_000;

/** Holds values of a document against schemas of the same document. */
export class ValueCheck {
  readonly #sink: DiagnosticSink;
  readonly #code: "example-invalid" | "example-doubtful";
  readonly #compiler: SchemaCompiler;

  /** In AsyncAPI 2 a wrong example makes a document invalid, in 3 it does not. */
  constructor(sink: DiagnosticSink, severity: "error" | "warning") {
    this.#sink = sink;
    this.#code = severity === "error" ? "example-invalid" : "example-doubtful";
    this.#compiler = new SchemaCompiler({
      follow: (schema) => (schema.target === undefined ? undefined : schema.resolve()),
      pattern: patternTest,
      format: formats,
    });
  }

  check(value: TreeNode, schema: TreeNode | undefined, what: string): void {
    if (schema !== undefined) this.#check(value, this.#compiler.schema(schema.resolve()), what);
  }

  #check(value: TreeNode, schema: Schema, what: string): void {
    const run = new Run(mostSteps);
    try {
      run.validate(schema, value);
    } catch (error) {
      if (error instanceof TooManySteps || error instanceof RangeError) return;
      throw error;
    }
    const found = new DiagnosticSink();
    for (const finding of run.findings) reportFinding(finding, "", found, "its schema");
    for (const { message, place } of found.diagnostics) this.#sink.report(this.#code, place, { what, reason: message.replace(/\.$/, "") });
  }
}
