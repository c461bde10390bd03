/** @see https://avro.apache.org/docs/1.12.0/specification/#names */
export function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Names with dots between them. */
export function isNamespace(text: string): boolean {
  return text.split(".").every(isName);
}

/** What an object with such a `type` and `name` defines, as it is written there; JSON Schema has no such types. */
export function definedName(type: unknown, name: unknown): string | undefined {
  return typeof name === "string" && typeof type === "string" && /^(record|error|enum|fixed)$/.test(type) ? name : undefined;
}

/** A name without a dot belongs to the namespace around it. */
export function qualified(name: string, namespace: string): string {
  return name.includes(".") || namespace === "" ? name : `${namespace}.${name}`;
}
