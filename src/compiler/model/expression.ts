/** An AsyncAPI runtime expression, or one of the three that boost-gen adds (`key`, `id`, `parameter`). */
export type Expression =
  | {
      readonly kind: "payload" | "header";
      readonly path: readonly string[];
      /** In what identifies something: the types, of those that can be text, that the schema leaves to the value. */
      readonly textTypes?: readonly TextType[];
    }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "key" }
  | { readonly kind: "id" };

/** What can be part of a text. */
export type TextType = "boolean" | "integer" | "string";

/** Literal text and expressions in turn, e.g. `order-{$message.payload#/order_id}`. */
export type Template = readonly (string | Expression)[];

/** What a template or a JSON value with templates inside it evaluates to keeps its JSON type when it is one expression alone. */
export type ValueTemplate =
  | { readonly kind: "template"; readonly template: Template }
  | { readonly kind: "json"; readonly value: null | boolean | number | string }
  | { readonly kind: "list"; readonly items: readonly ValueTemplate[] }
  | { readonly kind: "record"; readonly entries: readonly (readonly [string, ValueTemplate])[] };
