import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { Finding } from "../json-schema/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
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
  type: ({ finding: { node, via, wanted }, sink, what }) =>
    sink.report("structure-type", via?.get("$ref") ?? node, {
      what: via?.reference === undefined ? what : `\`${via.reference}\``,
      wanted: listOf(wanted).map((type) => typeName(String(type))),
      found: found(node),
      reference: mayBeReference(node, listOf(wanted)) ? String(node.scalar) : undefined,
    }),
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
  not: ({ finding: { node, wanted }, sink, what }) => {
    const refused = refusedProperty(node, wanted);
    if (refused === undefined) sink.report("structure-impossible", node, { what });
    else sink.report("structure-impossible", refused, { what: subject(refused) }, { part: "key" });
  },
  reference: ({ finding: { node }, sink, owner }) => sink.report("structure-reference", node, { owner }),
};

/** A text that leads somewhere, where an object stands: its writer left out the `$ref`. */
function mayBeReference({ scalar }: TreeNode, wanted: readonly unknown[]): boolean {
  return typeof scalar === "string" && wanted.includes("object") && /^[^\s#]*#\/\S*$|^\.{1,2}\/\S+$/.test(scalar);
}

/** `not: { required: [tokenUrl] }` is AsyncAPI's way to say that one property has no place beside others. */
function refusedProperty(node: TreeNode, refused: unknown): TreeNode | undefined {
  const [key, ...others] = listOf(Object(refused).required);
  return others.length === 0 && typeof key === "string" ? node.get(key) : undefined;
}

function reportValue(values: readonly unknown[], { finding: { node }, sink, what }: Report): void {
  // Sorted, so that alternatives which list the same values say the same.
  const allowed = values.toSorted(byValue).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  const suggestion = typeof node.scalar === "string" ? suggest(node.scalar, allowed) : undefined;
  sink.report("structure-value", node, { what, found: found(node), allowed, suggestion });
}

function byValue(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : first > second ? 1 : 0;
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
