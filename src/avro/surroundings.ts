import type { AvroType } from "./schema.ts";

/** Names that earlier schemas defined, which this one may use. */
export type AvroNames<Source> = Map<string, AvroType<Source>>;

/** Where a name is defined that a schema uses and does not define. */
export type Elsewhere<Source> = (name: string) => { readonly source: Source; readonly namespace: string } | undefined;

/** What lies around a schema that is read. */
export interface AvroSurroundings<Source> {
  readonly names?: AvroNames<Source>;
  readonly elsewhere?: Elsewhere<Source>;
  /** The namespace that a definition stands in, where a `$ref` may lead into the middle of a schema. */
  readonly around?: (source: Source) => string;
}
