import type { FormatName } from "../../options/formats.ts";
import type { FormatOptions } from "../../options/options.generated.ts";
import type { ExternalDocs } from "./notes.ts";

/**
 * JSON Schema as the emitter reads it: what a value may be, already sorted by kind. A schema of the document that says several things at once is
 * taken apart by lower/schemas: assertions without `type` become `ifType`, `allOf` is merged or becomes `allOf`, what no type can say becomes a check.
 */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A named schema: one exported type and one exported validator of the same name. */
export interface SchemaDeclaration {
  readonly kind: "declaration";
  /** Where the document has it; the identity of the declaration. `file#/json/pointer`. */
  readonly id: string;
  /** Exported name, PascalCase, final. */
  readonly name: string;
  /** Output path inside the generated folder without extension, e.g. `schemas/order-item`. Nested schemas share the file of their owner. */
  readonly file: string;
  /** What may be given where a value of it is published, exported beside it: the same, without what is filled in. Absent where nothing is. */
  readonly inputName?: string;
  readonly pointer: string;
  /** The file that it stands in, as the document writes it; absent for the document itself. */
  readonly source?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocs;
  readonly schema: Schema;
}

/** Use of a named schema. */
export interface SchemaReference {
  readonly kind: "reference";
  /** `SchemaDeclaration.id` */
  readonly target: string;
}

/** Every consumer switches over `kind` and ends in `assertNever`. */
export type Schema =
  | SchemaReference
  | { readonly kind: "any" }
  | { readonly kind: "never" }
  | { readonly kind: "null" }
  | { readonly kind: "boolean" }
  | StringSchema
  | NumberSchema
  | EnumSchema
  | ArraySchema
  | TupleSchema
  | ObjectSchema
  | UnionSchema
  | DiscriminatedSchema
  | AllOfSchema
  | IfTypeSchema
  | RefinedSchema;

export interface StringSchema {
  readonly kind: "string";
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly patterns: readonly Pattern[];
  /** Those that can be checked. */
  readonly formats: readonly FormatName[];
  /** Names that nothing checks. */
  readonly otherFormats?: readonly string[];
}

/** Whether formats are checked when a message is received. */
export type FormatMode = NonNullable<FormatOptions["formats"]>;

/** A regular expression that compiles with these flags. */
export interface Pattern {
  readonly source: string;
  readonly flags: "u" | "";
  /** JavaScript's own matching can take for ever on a text made for it. */
  readonly bounded: boolean;
}

export interface NumberSchema {
  readonly kind: "number";
  /** A whole number of any size: `1.0` and `1e300` are integers. */
  readonly integer: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf: readonly number[];
}

/** One of these values, compared by value: `const` and `enum`. At least one. */
export interface EnumSchema {
  readonly kind: "enum";
  readonly values: readonly JsonValue[];
}

export interface ArrayAssertions {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  /** At least one item matches, for each of them. */
  readonly contains: readonly Schema[];
}

export interface ArraySchema extends ArrayAssertions {
  readonly kind: "array";
  readonly items: Schema;
}

/** The first items by position; a shorter array is valid unless `minItems` says otherwise. */
export interface TupleSchema extends ArrayAssertions {
  readonly kind: "tuple";
  readonly items: readonly Schema[];
  /** Items after those; `never` for none. */
  readonly rest: Schema;
}

export interface ObjectAssertions {
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly patternProperties: readonly { readonly pattern: Pattern; readonly schema: Schema }[];
  readonly propertyNames: readonly Schema[];
  readonly dependencies: readonly Dependency[];
}

export interface ObjectSchema extends ObjectAssertions {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** Required keys without a property of their own. */
  readonly required: readonly string[];
  /** What other keys may hold: `any` leaves the object open, `never` closes it. */
  readonly additional: Schema;
  /** `additionalProperties: true` is written in the document, so that the type shows it. */
  readonly explicitlyOpen: boolean;
}

export interface Property {
  readonly key: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Required, and filled in from the schema's default where a publisher leaves it out. */
  readonly isFilledIn?: true;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
}

/** When the object has `key`, it also has these keys, or matches this schema. */
export type Dependency =
  | { readonly kind: "keys"; readonly key: string; readonly keys: readonly string[] }
  | { readonly kind: "schema"; readonly key: string; readonly schema: Schema };

/** `any`: at least one member matches. `one`: exactly one. Two members at least. */
export interface UnionSchema {
  readonly kind: "union";
  readonly mode: "any" | "one";
  readonly members: readonly Schema[];
  /** `discriminator` beside it: the property, and for each member the values that stand for it (its name, OpenAPI's `mapping`). */
  readonly discriminator?: { readonly property: string; readonly names: readonly (readonly string[])[] };
}

/** Exactly one member matches, and the value of `property` tells which. */
export interface DiscriminatedSchema {
  readonly kind: "discriminated";
  readonly property: string;
  readonly members: readonly Schema[];
  /** For each member the values of the property that choose it; no value twice. */
  readonly values: readonly (readonly (null | boolean | number | string)[])[];
  /**
   * `constants`: every member is a plain object that requires the property with those constants. `composed`: it does, but is put together from several schemas.
   * `names`: only `discriminator` says so, the members themselves would take any text.
   */
  readonly told: "constants" | "composed" | "names";
}

/** Every member matches. Two at least. */
export interface AllOfSchema {
  readonly kind: "allOf";
  readonly members: readonly Schema[];
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** A value of one of these types matches its schema; a value of any other type is valid. */
export interface IfTypeSchema {
  readonly kind: "ifType";
  readonly types: Partial<Record<JsonType, Schema>>;
}

/** What no TypeScript type can say, on top of `schema`. */
export interface RefinedSchema {
  readonly kind: "refined";
  readonly schema: Schema;
  readonly checks: readonly SchemaCheck[];
}

export type SchemaCheck =
  | { readonly kind: "not"; readonly schema: Schema }
  | { readonly kind: "matches"; readonly schema: Schema }
  | { readonly kind: "if"; readonly if: Schema; readonly then: Schema; readonly else: Schema };
