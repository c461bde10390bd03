/** Any JSON value. Structurally the model's type of the same name; the model imports nothing, so it has its own. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
