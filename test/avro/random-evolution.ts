/** A schema as somebody else may have it, before or after: types promoted, fields renamed, new or gone, branches and symbols that come and go. */
type Schema = string | readonly Schema[] | { readonly [property: string]: unknown };

const promotions: { readonly [type: string]: readonly string[] } = {
  int: ["long", "float", "double", "string"],
  long: ["float", "double", "int"],
  float: ["double", "long"],
  string: ["bytes"],
  bytes: ["string"],
};

/** What a field may have that the writer does not know, with its default. */
const additions: readonly (readonly [Schema, unknown])[] = [
  ["int", 7],
  ["string", "new"],
  [["null", "string"], null],
  [{ type: "array", items: "long" }, [1]],
  [{ type: "map", values: "boolean" }, { a: true }],
];

interface Field {
  readonly name: string;
  readonly type: Schema;
}

export function evolved(schema: unknown, random: () => number): unknown {
  return new Evolution(random).of(schema as Schema);
}

class Evolution {
  readonly #random: () => number;
  #names = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  of(schema: Schema): Schema {
    const isChanged = this.#chance(0.25);
    if (typeof schema === "string") return isChanged ? this.#scalar(schema) : schema;
    if (isUnion(schema)) return this.#union(schema, isChanged);
    const { type, items, values, fields } = schema;
    if (isChanged && type !== "record" && this.#chance(0.3)) return this.#chance(0.5) ? ["null", schema] : [schema, "null"];
    if (type === "array") return { ...schema, items: this.of(items as Schema) };
    if (type === "map") return { ...schema, values: this.of(values as Schema) };
    if (type === "record") return this.#record(schema, fields as readonly Field[], isChanged);
    if (!isChanged) return schema;
    return type === "enum" ? this.#enum(schema, schema["symbols"] as readonly string[]) : { ...schema, ...this.#renamed(schema["name"]) };
  }

  #scalar(name: string): Schema {
    const others = promotions[name] ?? [];
    if (others.length === 0 || this.#chance(0.3)) return name === "null" ? name : ["null", name];
    return others[Math.floor(this.#random() * others.length)] ?? name;
  }

  #union(branches: readonly Schema[], isChanged: boolean): Schema {
    const inner = branches.map((branch) => this.of(branch)).flatMap((branch) => (isUnion(branch) ? branch : [branch]));
    const all = isChanged && !branches.includes("boolean") ? [...inner, "boolean"] : inner;
    const distinct = [...new Map(all.map((branch) => [nameOf(branch), branch])).values()];
    if (isChanged && this.#chance(0.5)) distinct.reverse();
    if (isChanged && distinct.length > 1 && this.#chance(0.3)) distinct.pop();
    return distinct;
  }

  #enum(schema: object, symbols: readonly string[]): Schema {
    const kept = [...symbols.slice(1), "D"].reverse();
    return { ...schema, symbols: kept, ...(this.#chance(0.5) ? { default: kept[0] } : {}) };
  }

  #record(schema: { readonly [property: string]: unknown }, fields: readonly Field[], isChanged: boolean): Schema {
    const inner = fields.map((field) => ({ ...field, type: this.of(field.type) }));
    if (!isChanged) return { ...schema, fields: inner };
    const changed = inner.map((field) => (this.#chance(0.3) ? { ...field, ...this.#renamed(field.name) } : field));
    if (this.#chance(0.4)) changed.reverse();
    if (this.#chance(0.3)) changed.pop();
    const [type, preset] = additions[Math.floor(this.#random() * additions.length)] ?? ["int", 0];
    const added = { name: `added${++this.#names}`, type, ...(this.#chance(0.85) ? { default: preset } : {}) };
    return { ...schema, ...(this.#chance(0.3) ? this.#renamed(schema["name"]) : {}), fields: [...changed, added] };
  }

  /** In its place: `aliases` has what it was called. */
  #renamed(name: unknown): object {
    return { name: `renamed${++this.#names}`, aliases: [name] };
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }
}

function isUnion(schema: Schema): schema is readonly Schema[] {
  return Array.isArray(schema);
}

function nameOf(schema: Schema): unknown {
  if (typeof schema === "string" || isUnion(schema)) return schema;
  return schema["name"] ?? schema["type"];
}
