import type { DocumentNode } from "../../document/node.ts";
import { MergedNode } from "./merged-node.ts";

/** An object with its traits merged into it. */
export interface Fields {
  /** The object itself. */
  readonly node: DocumentNode;
  /** The field as it holds, references followed. */
  get(key: string): DocumentNode | undefined;
  /** The field as it holds; a reference stays one where nothing is merged into its target. */
  unresolved(key: string): DocumentNode | undefined;
}

/**
 * In 2.x traits are merged onto the object, one after the other, and so win; in 3.x the object is merged onto its traits.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#traitsMergeMechanism
 */
export function fieldsOf(node: DocumentNode, major: 2 | 3): Fields {
  const target = node.resolve();
  const traits = (child(target, "traits")?.items() ?? []).map((trait) => trait.resolve()).reverse();
  const layers = (major === 2 ? [...traits, target] : [target, ...traits]).filter(({ kind }) => kind === "object");
  const unresolved = (key: string): DocumentNode | undefined =>
    MergedNode.of(
      layers.flatMap((layer) => layer.get(key) ?? []),
      target.id,
    );
  return { node: target, unresolved, get: (key) => unresolved(key)?.resolve() };
}

export function child(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node?.kind === "object" ? node.get(key)?.resolve() : undefined;
}

export function entriesOf(node: DocumentNode | undefined): readonly (readonly [string, DocumentNode])[] {
  return node?.kind === "object" ? node.entries() : [];
}

export function text(node: DocumentNode | undefined): string | undefined {
  return typeof node?.value === "string" ? node.value : undefined;
}

export function texts(node: DocumentNode | undefined): readonly string[] {
  return node?.kind === "array" ? node.items().flatMap((item) => (typeof item.value === "string" ? [item.value] : [])) : [];
}
