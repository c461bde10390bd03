import type { DiagnosticSink } from "../../diagnostics/index.ts";
import { reportFinding } from "../findings/report-finding.ts";
import { Run } from "../json-schema/index.ts";
import { allMessagesOf2 } from "../rules/parts.ts";
import { isJsonSchemaFormat } from "../rules/schema-format.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";
import type { MetaSchema } from "./meta-schema.ts";

/** Holds a document, with everything that it refers to, against AsyncAPI's JSON Schema. */
export function checkStructure(root: TreeNode, version: AsyncApiVersion, metaSchema: MetaSchema, sink: DiagnosticSink): void {
  const run = new Run();
  run.validate(metaSchema.document, root);
  if (version.startsWith("2.")) checkPayloads2(root, metaSchema, run);
  for (const finding of run.findings) reportFinding(finding, version, sink);
}

/** The JSON Schema of AsyncAPI 2 lets a payload be anything, because that depends on `schemaFormat`. */
function checkPayloads2(root: TreeNode, metaSchema: MetaSchema, run: Run): void {
  const schema = metaSchema.part("schema");
  if (schema === undefined) return;
  for (const message of allMessagesOf2(root)) {
    const payload = message.get("payload");
    const format = message.get("schemaFormat")?.resolve().scalar;
    if (payload !== undefined && (typeof format !== "string" || isJsonSchemaFormat(format))) run.validate(schema, payload);
  }
}
