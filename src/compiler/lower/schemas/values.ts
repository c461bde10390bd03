import type { DocumentNode } from "../../document/node.ts";
import type { JsonType, JsonValue, Schema } from "../../model/index.ts";
import { canonical } from "./canonical.ts";
import { report, type SchemaContext } from "./context.ts";
import { shown } from "./keywords.ts";
import { typeOfValue } from "./types.ts";

/** `enum` and `const`, compared by value; values of a type that is excluded anyway are left out. */
export function lowerValues(node: DocumentNode, known: ReadonlySet<JsonType> | undefined, context: SchemaContext): Schema | undefined {
  const constant = context.dialect === "openapi" ? undefined : node.get("const");
  const listed = node.get("enum");
  if (listed !== undefined && listed.kind !== "array") {
    report(context, "schema-keyword", { keyword: "enum", found: shown(listed), wanted: "a list of values" }, listed);
    return { kind: "never" };
  }
  if (constant === undefined && listed === undefined) return undefined;
  const all = listed?.items().map((item) => item.value) ?? (constant === undefined ? [] : [constant.value]);
  const allowed =
    constant === undefined || listed === undefined ? all : all.filter((value) => canonical(value) === canonical(constant.value));
  const values = distinct(allowed).filter((value) => known === undefined || known.has(typeOfValue(value)));
  return values.length === 0 ? { kind: "never" } : { kind: "enum", values };
}

function distinct(values: readonly JsonValue[]): readonly JsonValue[] {
  return [...new Map(values.map((value) => [canonical(value), value])).values()];
}
