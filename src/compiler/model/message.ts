import type { RegistryOptions } from "../../options/options.generated.ts";
import type { BindingValue } from "./binding.ts";
import type { Expression, Template, ValueTemplate } from "./expression.ts";
import type { Notes } from "./notes.ts";
import type { FormatMode, JsonValue, Schema } from "./schema.ts";

/** How bodies, or keys, are written that are no JSON. */
export interface Wire {
  readonly format: "avro";
  /** Canonical JSON text. */
  readonly schema: string;
  readonly long?: "string";
}

export interface Message extends Notes {
  readonly kind: "message";
  /** Identity: `file#/json/pointer` of the message object. */
  readonly id: string;
  /** PascalCase base name, e.g. `OrderCreated`. */
  readonly name: string;
  /** Nothing but its place in a list names it: what is put before it takes the name. */
  readonly isNamedByPlace?: true;
  /** camelCase member name: handler member, publisher. */
  readonly member: string;
  readonly contentType: string;
  /** What a body of that type is decoded to: any JSON, a string, a Uint8Array (and then `payload` says nothing). */
  readonly body: "json" | "text" | "bytes";
  readonly payload: Schema;
  /** Absent: a body is what the content type says. */
  readonly wire?: Wire;
  /** Absent: headers are not described. */
  readonly headers?: Schema;
  readonly correlationId?: Expression;
  /** `x-boost.key`: what a publisher uses as key; of an object its JSON. */
  readonly key?: Template | ValueTemplate;
  /** How a key of Kafka is written; absent: as text. */
  readonly keyWire?: Wire;
  readonly match?: { readonly source: "header" | "payload"; readonly path: readonly string[]; readonly equals: string | number | boolean };
  /** `x-boost.formats` of the message. */
  readonly formats?: FormatMode;
  /** `x-boost.registry` of the message. */
  readonly registry?: RegistryOptions;
  readonly examples: readonly {
    readonly name?: string;
    readonly summary?: string;
    readonly payload?: JsonValue;
    readonly headers?: JsonValue;
  }[];
  readonly binding?: BindingValue;
  readonly pointer: string;
  /** The file that it stands in, as the document writes it; absent for the document itself. */
  readonly source?: string;
}
