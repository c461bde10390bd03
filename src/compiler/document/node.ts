import type { Place } from "../diagnostics/diagnostic.ts";
import type { JsonValue } from "./json.ts";

/**
 * A value of the document with its place. Reading is by own keys only; `$ref` is never followed in silence:
 * `get` returns the reference object itself, `resolve` follows it (transitively; diagnostics for a missing
 * target, a cycle of aliases or a denied file were reported when the document was loaded).
 */
export interface DocumentNode {
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  /** JSON Pointer inside its file, `""` for the root. */
  readonly pointer: string;
  /** Path of the file as printed, relative to the working directory where possible. */
  readonly file: string;
  /** `file#pointer`: the identity of this value, independent of the way it was reached. */
  readonly id: string;
  /** The plain value: objects have no prototype, `$ref`s are left in place. */
  readonly value: JsonValue;
  /** What it stands in; nothing for the root of a file, and for what was not written as it is. */
  readonly parent: DocumentNode | undefined;
  /** Where the value starts; `key` where its property name starts. */
  place(part?: "value" | "key"): Place;
  get(key: string): DocumentNode | undefined;
  /** Own properties in source order; empty for anything but an object. */
  entries(): readonly (readonly [string, DocumentNode])[];
  items(): readonly DocumentNode[];
  /** `$ref` of a reference object, where this is one. */
  readonly reference: string | undefined;
  /** The node that a reference leads to, itself for anything else. */
  resolve(): DocumentNode;
}
