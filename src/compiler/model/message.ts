import type { BindingValue } from "./binding.ts";
import type { Expression, Template } from "./expression.ts";
import type { JsonValue, Schema } from "./schema.ts";

export interface Message {
  readonly kind: "message";
  /** Identity: `file#/json/pointer` of the message object. */
  readonly id: string;
  /** PascalCase base name, e.g. `OrderCreated`. */
  readonly name: string;
  /** camelCase member name: handler member, publisher. */
  readonly member: string;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly contentType: string;
  readonly payload: Schema;
  /** Absent: headers are not described. */
  readonly headers?: Schema;
  readonly correlationId?: Expression;
  /** `x-boost.key`: what a publisher uses as key. */
  readonly key?: Template;
  readonly match?: { readonly source: "header" | "payload"; readonly path: readonly string[]; readonly equals: string | number | boolean };
  readonly examples: readonly { readonly name?: string; readonly payload?: JsonValue; readonly headers?: JsonValue }[];
  readonly binding?: BindingValue;
  readonly pointer: string;
}
