import { definedName, qualified } from "../../../../avro/names.ts";
import type { DocumentNode } from "../../../document/node.ts";
import { isAvro } from "./format.ts";

interface Definition {
  readonly source: DocumentNode;
  /** Around it. */
  readonly namespace: string;
}

/** Every record, enum and fixed that the Avro schemas of a document define, references followed, by full name; the first one of a name. */
export function avroDefinitions(root: DocumentNode): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const seen = new Set<string>();
  for (const schema of avroSchemasIn(root)) {
    const target = schema.resolve();
    collect(target, namespaceAround(target), found, seen);
    // A reference may lead to one of several schemas in a file, which uses the others.
    if (target.file !== root.file) collect(outermost(target), "", found, seen);
  }
  return found;
}

/** The namespace that a definition stands in, by the records around it. */
export function namespaceAround(node: DocumentNode): string {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    const type = at.get("type")?.value;
    const name = at.get("name")?.value;
    if ((type !== "record" && type !== "error") || typeof name !== "string") continue;
    if (name.includes(".")) return name.slice(0, name.lastIndexOf("."));
    const own = at.get("namespace")?.value;
    if (typeof own === "string") return own;
  }
  return "";
}

function outermost(node: DocumentNode): DocumentNode {
  let at = node;
  while (at.parent !== undefined) at = at.parent;
  return at;
}

/** The schemas beside a `schemaFormat` of Avro, 3.x has them in `schema`, 2.x in `payload`; and those among `components` that are Avro without saying so. */
function avroSchemasIn(root: DocumentNode): readonly DocumentNode[] {
  const schemas: DocumentNode[] = [];
  const seen = new Set<string>();
  const open = [root];
  for (let next = open.pop()?.resolve(); next !== undefined; next = open.pop()?.resolve()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    // The last trait wins. @see ../../../document/rules/parts.ts
    const layers = [next, ...(next.get("traits")?.resolve().items() ?? []).map((trait) => trait.resolve())].reverse();
    const format = layers.map((layer) => layer.get("schemaFormat")?.resolve().value).find((value) => value !== undefined);
    const schema = next.get("schema") ?? next.get("payload");
    if (typeof format === "string" && isAvro(format) && schema !== undefined) schemas.push(schema);
    open.push(...next.items(), ...next.entries().map(([, child]) => child));
  }
  const shared = root.get("components")?.resolve().get("schemas")?.resolve().entries() ?? [];
  return [...schemas.reverse(), ...shared.map(([, schema]) => schema).filter(isBareAvro)];
}

/** A record, enum or fixed where a schema of the document is expected. */
export function isBareAvro(node: DocumentNode): boolean {
  const target = node.resolve();
  return definedName(target.get("type")?.value, target.get("name")?.value) !== undefined;
}

function collect(from: DocumentNode, around: string, found: Map<string, Definition>, seen: Set<string>): void {
  const source = from.resolve();
  const namespace = (source === from ? "" : namespaceAround(source)) || around;
  if (seen.has(source.id)) return;
  seen.add(source.id);
  if (source.kind === "array") for (const item of source.items()) collect(item, namespace, found, seen);
  if (source.kind !== "object") return;
  const name = definedName(source.get("type")?.value, source.get("name")?.value);
  const own = source.get("namespace")?.value;
  let inner = namespace;
  if (name !== undefined) {
    const full = qualified(name, typeof own === "string" ? own : namespace);
    if (!found.has(full)) found.set(full, { source, namespace });
    inner = full.includes(".") ? full.slice(0, full.lastIndexOf(".")) : "";
  }
  for (const key of ["type", "items", "values", "fields", "schema"]) {
    const child = source.get(key);
    if (child !== undefined && child.kind !== "string") collect(child, inner, found, seen);
  }
}
