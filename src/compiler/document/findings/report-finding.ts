import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { Finding } from "../json-schema/index.ts";
import { isLimit, limitSentence } from "./limit-sentence.ts";
import { movedTo } from "./moved.ts";
import { formatName, found, partName, patternName, subject, typeName } from "./words.ts";

interface Report {
  readonly finding: Finding;
  readonly sink: DiagnosticSink;
  readonly what: string;
  readonly owner: string;
  readonly version: string;
}

/** A finding as a sentence; `owner` is what the value is to be, by default the part of AsyncAPI that the schema describes. */
export function reportFinding(
  finding: Finding,
  version: string,
  sink: DiagnosticSink,
  owner: string = partName(finding.schema.node),
): void {
  const { keyword, node, wanted } = finding;
  const what = subject(node);
  const report = reports[keyword];
  if (report !== undefined) report({ finding, sink, what, owner, version });
  else if (isLimit(keyword)) sink.report("structure-limit", node, { what, limit: limitSentence(keyword, wanted) });
  else sink.report("structure-impossible", node, { what });
}

const reports: Readonly<Record<string, (report: Report) => void>> = {
  type: ({ finding: { node, wanted }, sink, what }) =>
    sink.report("structure-type", node, { what, wanted: listOf(wanted).map((type) => typeName(String(type))), found: found(node) }),
  required: ({ finding: { node, wanted }, sink, owner }) =>
    sink.report("structure-missing", node, { key: String(wanted), owner }, { part: "key" }),
  additionalProperties: ({ finding: { node, schema, wanted }, sink, owner, version }) => {
    const key = String(wanted);
    const known = [...(schema.node.get("properties")?.properties?.keys() ?? [])];
    const moved = movedTo(version, schema.node.pointer.split("/")[2] ?? "", key);
    sink.report("structure-unknown", node, { key, owner, suggestion: suggest(key, known), moved, known }, { part: "key" });
  },
  enum: (report) => reportValue(listOf(report.finding.wanted), report),
  const: (report) => reportValue([report.finding.wanted], report),
  format: ({ finding: { node, wanted }, sink, what }) =>
    sink.report("structure-format", node, { what, found: found(node), format: formatName(String(wanted)) }),
  pattern: ({ finding: { node, wanted }, sink, what }) =>
    sink.report("structure-pattern", node, { what, found: found(node), pattern: patternName(String(wanted)) }),
  propertyNames: ({ finding: { node, wanted }, sink, owner }) =>
    sink.report("structure-name", node, { name: String(node.key), owner, reason: nameReason(wanted as Finding) }, { part: "key" }),
  uniqueItems: ({ finding: { node }, sink }) =>
    sink.report("structure-duplicate", node, { list: node.parent === undefined ? "The list" : subject(node.parent) }),
  oneOf: ({ finding: { node }, sink, what }) => sink.report("structure-ambiguous", node, { what }),
  reference: ({ finding: { node }, sink, owner }) => sink.report("structure-reference", node, { owner }),
};

function reportValue(values: readonly unknown[], { finding: { node }, sink, what }: Report): void {
  // Sorted, so that alternatives which list the same values say the same.
  const allowed = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).sort();
  const suggestion = typeof node.scalar === "string" ? suggest(node.scalar, allowed) : undefined;
  sink.report("structure-value", node, { what, found: found(node), allowed, suggestion });
}

/** What the text of a name lacks. */
function nameReason({ keyword, wanted }: Finding): string {
  if (keyword === "format") return `be ${formatName(String(wanted))}`;
  if (keyword === "pattern") return patternName(String(wanted));
  return isLimit(keyword) ? limitSentence(keyword, wanted) : "be another text";
}

function listOf(wanted: unknown): readonly unknown[] {
  return Array.isArray(wanted) ? wanted : [];
}
