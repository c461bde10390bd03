import type { AvroSource } from "./source.ts";

/** A schema that came as JSON, from a registry or with the contract. */
export class JsonSource implements AvroSource {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  get kind(): AvroSource["kind"] {
    const { value } = this;
    if (value === null) return "null";
    if (Array.isArray(value)) return "array";
    const type = typeof value;
    return type === "string" || type === "number" || type === "boolean" ? type : "object";
  }

  /** Nothing here is looked at by way of a reference. */
  get id(): unknown {
    return this;
  }

  get(key: string): JsonSource | undefined {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
    return new JsonSource((value as { readonly [key: string]: unknown })[key]);
  }

  items(): readonly JsonSource[] {
    return Array.isArray(this.value) ? this.value.map((item) => new JsonSource(item)) : [];
  }

  resolve(): this {
    return this;
  }
}
