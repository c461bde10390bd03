import { definedName } from "../../../avro/names.ts";
import type { DiagnosticSink } from "../../diagnostics/index.ts";
import { reportFinding } from "../findings/report-finding.ts";
import { type Finding, Run } from "../json-schema/index.ts";
import { allMessagesOf2, schemaFormatOf2 } from "../rules/parts.ts";
import { isJsonSchemaFormat } from "../rules/schema-format.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";
import type { MetaSchema } from "./meta-schema.ts";

/** Holds a document, with everything that it refers to, against AsyncAPI's JSON Schema. */
export function checkStructure(root: TreeNode, version: AsyncApiVersion, metaSchema: MetaSchema, sink: DiagnosticSink): void {
  const run = new Run();
  run.validate(metaSchema.document, root);
  if (version.startsWith("2.")) checkPayloads2(root, metaSchema, run);
  const findings = run.findings.filter(({ node }) => !isInAvro(node));
  for (const finding of narrowest(findings)) reportFinding(finding, version, sink);
}

/** Two schemas may want one value to be one of theirs (`type` of headers is one of all types, and `object`): the one that leaves least says it all. */
function narrowest(findings: readonly Finding[]): readonly Finding[] {
  const least = new Map<TreeNode, Finding>();
  for (const finding of findings) {
    const known = least.get(finding.node);
    if (choices(finding) > 0 && (known === undefined || choices(finding) < choices(known))) least.set(finding.node, finding);
  }
  // What is wrong where it stands is no fault of a reference to it.
  const ownTypes = new Set(findings.filter(({ keyword, via }) => keyword === "type" && via === undefined).map(({ node }) => node));
  return findings.filter(
    (finding) =>
      (choices(finding) === 0 || least.get(finding.node) === finding) && (finding.via === undefined || !ownTypes.has(finding.node)),
  );
}

function choices({ keyword, wanted }: Finding): number {
  if (keyword === "const") return 1;
  return keyword === "enum" && Array.isArray(wanted) ? wanted.length : 0;
}

/** Teams keep what their Avro schemas have in common among `components`, bare; where one stands for JSON Schema, whoever reads it says so. */
function isInAvro(node: TreeNode): boolean {
  for (let at: TreeNode | undefined = node; at !== undefined; at = at.parent)
    if (definedName(at.get("type")?.scalar, at.get("name")?.scalar) !== undefined) return true;
  return false;
}

/** The JSON Schema of AsyncAPI 2 lets a payload be anything, because that depends on `schemaFormat`. */
function checkPayloads2(root: TreeNode, metaSchema: MetaSchema, run: Run): void {
  const schema = metaSchema.part("schema");
  if (schema === undefined) return;
  for (const message of allMessagesOf2(root)) {
    const payload = message.get("payload");
    const format = schemaFormatOf2(message)?.scalar;
    if (payload !== undefined && (typeof format !== "string" || isJsonSchemaFormat(format))) run.validate(schema, payload);
  }
}
