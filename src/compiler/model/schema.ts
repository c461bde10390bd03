/**
 * JSON Schema as the emitter reads it. Owned by the schema slice (lower/schema*, emit/validators/*):
 * the union `Schema` grows there, the two shapes below are what everybody else holds on to.
 */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A named schema: one exported type and one exported validator of the same name. */
export interface SchemaDeclaration {
  readonly kind: "declaration";
  /** Where the document has it; the identity of the declaration. `file#/json/pointer`. */
  readonly id: string;
  /** Exported name, PascalCase, final. */
  readonly name: string;
  /** Output path inside the generated folder without extension, e.g. `schemas/order-item`. */
  readonly file: string;
  readonly pointer: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: Schema;
}

/** Use of a named schema. */
export interface SchemaReference {
  readonly kind: "reference";
  /** `SchemaDeclaration.id` */
  readonly target: string;
}

/** Extended by the schema slice; every consumer switches over `kind` and ends in `assertNever`. */
export type Schema = SchemaReference | { readonly kind: "any" } | { readonly kind: "never" };
