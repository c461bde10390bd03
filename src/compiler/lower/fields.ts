import type { DocumentNode } from "../document/node.ts";

/**
 * An object with its traits. In 2.x a trait is merged onto the object and so wins; in 3.x the object wins over its traits.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#traitsMergeMechanism
 */
export interface Fields {
  readonly node: DocumentNode;
  /** The field as it holds, references followed. */
  get(key: string): DocumentNode | undefined;
  /** Every place that gives the field, the one that wins first, for fields that are merged in depth. */
  all(key: string): readonly DocumentNode[];
}

export function fieldsOf(node: DocumentNode, major: 2 | 3): Fields {
  const target = node.resolve();
  const traits = (target.get("traits")?.resolve().items() ?? []).map((trait) => trait.resolve());
  const layers = major === 2 ? [...traits].reverse().concat(target) : [target, ...[...traits].reverse()];
  const all = (key: string): readonly DocumentNode[] => layers.flatMap((layer) => (layer.kind === "object" ? (layer.get(key) ?? []) : []));
  return { node: target, all, get: (key) => all(key)[0]?.resolve() };
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

/** Title, summary, description and deprecation, where they are given: spread into a model object. */
export function notes(fields: Pick<Fields, "get">): {
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
} {
  const title = text(fields.get("title"));
  const summary = text(fields.get("summary"));
  const description = text(fields.get("description"));
  return {
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(fields.get("deprecated")?.value === true ? { deprecated: true } : {}),
  };
}
