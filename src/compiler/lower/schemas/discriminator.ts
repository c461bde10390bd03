import type { DocumentNode } from "../../document/node.ts";
import type { UnionSchema } from "../../model/index.ts";
import { keyOf } from "../names/key-of.ts";
import type { SchemaContext } from "./context.ts";
import { entriesAt, textAt } from "./keywords.ts";

/**
 * `discriminator` beside a choice: in AsyncAPI the name of a property whose value is the name of a schema, in OpenAPI an object that may map other values too.
 * https://www.asyncapi.com/docs/reference/specification/v3.0.0#schemaComposition
 */
export function discriminatorOf(
  node: DocumentNode,
  members: readonly DocumentNode[],
  context: SchemaContext,
): UnionSchema["discriminator"] {
  const found = node.get("discriminator");
  if (found === undefined) return undefined;
  const property = found.kind === "object" ? textAt(found, "propertyName", context) : textAt(node, "discriminator", context);
  if (property === undefined) return undefined;
  const mapping = found.kind === "object" ? entriesAt(found, "mapping", context) : [];
  const discriminator = { property, names: members.map((member) => namesOf(member, mapping)) };
  context.session.discriminators.set(discriminator, found);
  return discriminator;
}

function namesOf(member: DocumentNode, mapping: readonly (readonly [string, DocumentNode])[]): readonly string[] {
  if (member.reference === undefined) return [];
  const name = keyOf(member.resolve().pointer);
  const mapped = mapping.filter(([, target]) => target.value === member.reference || target.value === name).map(([value]) => value);
  return mapped.length > 0 ? mapped : [name];
}
