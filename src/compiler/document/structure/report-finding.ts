import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { Finding } from "../json-schema/index.ts";
import { movedTo } from "./moved.ts";
import { formatName, found, partName, subject, typeName } from "./words.ts";

const limits: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `be at least ${limit}`,
  maximum: (limit) => `be at most ${limit}`,
  exclusiveMinimum: (limit) => `be greater than ${limit}`,
  exclusiveMaximum: (limit) => `be less than ${limit}`,
  multipleOf: (limit) => `be a multiple of ${limit}`,
  minLength: (limit) => `have at least ${limit} characters`,
  maxLength: (limit) => `have at most ${limit} characters`,
  minItems: (limit) => `have at least ${limit} items`,
  maxItems: (limit) => `have at most ${limit} items`,
  minProperties: (limit) => `have at least ${limit} properties`,
  maxProperties: (limit) => `have at most ${limit} properties`,
};

/** A finding as a sentence; `owner` is what the value is to be, by default the part of AsyncAPI that the schema describes. */
export function reportFinding(finding: Finding, version: string, sink: DiagnosticSink, owner = partName(finding.schema.node)): void {
  const { keyword, node, schema, wanted } = finding;
  const what = subject(node);
  switch (keyword) {
    case "type":
      return sink.report("structure-type", node, { what, wanted: listOf(wanted).map(typeName), found: found(node) });
    case "required":
      return sink.report("structure-missing", node, { key: String(wanted), owner }, { part: "key" });
    case "additionalProperties": {
      const key = String(wanted);
      const known = [...(schema.node.get("properties")?.properties?.keys() ?? [])];
      const part = schema.node.pointer.split("/")[2] ?? "";
      return sink.report("structure-unknown", node, { key, owner, suggestion: suggest(key, known), moved: movedTo(version, part, key), known }, { part: "key" });
    }
    case "enum":
    case "const": {
      const allowed = (keyword === "const" ? [wanted] : Array.isArray(wanted) ? wanted : []).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
      return sink.report("structure-value", node, { what, found: found(node), allowed, suggestion: typeof node.scalar === "string" ? suggest(node.scalar, allowed) : undefined });
    }
    case "format":
      return sink.report("structure-format", node, { what, found: found(node), format: formatName(String(wanted)) });
    case "pattern":
      return sink.report("structure-pattern", node, { what, found: found(node), pattern: String(wanted) });
    case "propertyNames":
      return sink.report("structure-name", node, { name: String(node.key), owner }, { part: "key" });
    case "uniqueItems":
      return sink.report("structure-duplicate", node, { list: node.parent === undefined ? "The list" : subject(node.parent) });
    case "oneOf":
      return sink.report("structure-ambiguous", node, { what });
    case "reference":
      return sink.report("structure-reference", node, { owner });
    default: {
      const limit = limits[keyword];
      return limit === undefined ? sink.report("structure-impossible", node, { what }) : sink.report("structure-limit", node, { what, limit: limit(wanted) });
    }
  }
}

function listOf(wanted: unknown): readonly string[] {
  return Array.isArray(wanted) ? wanted.map(String) : [];
}
