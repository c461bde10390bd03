import type { DiagnosticSink } from "../../diagnostics/index.ts";
import { Run } from "../json-schema/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";
import type { MetaSchema } from "./meta-schema.ts";
import { reportFinding } from "./report-finding.ts";

/** Holds a document, with everything that it refers to, against AsyncAPI's JSON Schema. */
export function checkStructure(root: TreeNode, version: AsyncApiVersion, metaSchema: MetaSchema, sink: DiagnosticSink): void {
  const run = new Run();
  run.validate(metaSchema.document, root);
  for (const finding of run.findings) reportFinding(finding, version, sink);
}
