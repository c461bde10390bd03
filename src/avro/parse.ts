import { readLogical } from "./logical.ts";
import { isName, isNamespace, qualified } from "./names.ts";
import {
  type AvroEnum,
  type AvroField,
  type AvroFixed,
  type AvroRecord,
  type AvroType,
  branchName,
  type PrimitiveName,
  primitiveNames,
} from "./schema.ts";
import { type AvroReport, type AvroSource, shown } from "./source.ts";
import type { AvroNames, AvroSurroundings, Elsewhere } from "./surroundings.ts";

/** Deeper nests no schema that a person wrote; a list that refers to itself ends here. */
const deepest = 64;

/** Reads a schema; what is wrong is reported, and a stand-in takes its place. @see https://avro.apache.org/docs/1.12.0/specification/#schema-declaration */
export function parseAvro<Source extends AvroSource>(
  source: Source,
  report: AvroReport<Source>,
  { names = new Map(), elsewhere = () => undefined, around = () => "" }: AvroSurroundings<Source> = {},
): AvroType<Source> {
  return new Parser(report, names, elsewhere, around).type(source, { namespace: around(source), depth: 0 });
}

interface Scope {
  readonly namespace: string;
  readonly depth: number;
}

const primitives: ReadonlySet<string> = new Set(primitiveNames);

class Parser<Source extends AvroSource> {
  readonly #report: AvroReport<Source>;
  readonly #names: AvroNames<Source>;
  readonly #elsewhere: Elsewhere<Source>;
  readonly #around: (source: Source) => string;
  /** Named types by the place of their definition, for those that a `$ref` leads to twice. */
  readonly #places = new Map<unknown, AvroType<Source>>();

  constructor(report: AvroReport<Source>, names: AvroNames<Source>, elsewhere: Elsewhere<Source>, around: (source: Source) => string) {
    this.#report = report;
    this.#names = names;
    this.#elsewhere = elsewhere;
    this.#around = around;
  }

  type(from: Source, scope: Scope): AvroType<Source> {
    const source = unwrapped(from) as Source;
    const { depth } = scope;
    const namespace = (source === from ? "" : this.#around(source)) || scope.namespace;
    const known = this.#places.get(source.id);
    if (known !== undefined) return known;
    const nothing: AvroType<Source> = { kind: "null", source };
    if (depth > deepest) {
      this.#report("avro-too-deep", { most: deepest }, source);
      return nothing;
    }
    const inner = { namespace, depth: depth + 1 };
    if (typeof source.value === "string") return this.#named(source, source.value, inner) ?? nothing;
    if (source.kind === "array") return this.#union(source, inner);
    if (source.kind !== "object") {
      this.#report("avro-not-a-schema", { found: shown(source) }, source);
      return nothing;
    }
    const type = source.get("type") as Source | undefined;
    // Where it should have led was told when it was followed.
    if (source.reference !== undefined && type === undefined) return nothing;
    if (type === undefined) {
      this.#report("avro-missing", { type: "schema", property: "type", wanted: "the name of a type, such as record" }, source);
      return nothing;
    }
    const word = type.resolve().value;
    // Some writers wrap a schema once more.
    if (typeof word !== "string") return this.type(type, inner);
    switch (word) {
      case "record":
      case "error":
        return this.#record(source, inner) ?? nothing;
      case "enum":
        return this.#enum(source, namespace) ?? nothing;
      case "fixed":
        return this.#fixed(source, namespace) ?? nothing;
      case "array":
        return { kind: "array", items: this.#part(source, { type: "array", property: "items" }, inner) ?? nothing, source };
      case "map":
        return { kind: "map", values: this.#part(source, { type: "map", property: "values" }, inner) ?? nothing, source };
      default: {
        const found = this.#named(type, word, inner);
        if (found === undefined || !primitives.has(found.kind)) return found ?? nothing;
        const logical = readLogical(source, found.kind, undefined, this.#report);
        return { kind: found.kind as PrimitiveName, ...(logical === undefined ? {} : { logical }), source };
      }
    }
  }

  #named(source: Source, word: string, { namespace, depth }: Scope): AvroType<Source> | undefined {
    if (primitives.has(word)) return { kind: word as PrimitiveName, source };
    const found = this.#names.get(qualified(word, namespace)) ?? this.#names.get(word);
    if (found !== undefined) return found;
    const other = this.#elsewhere(qualified(word, namespace)) ?? this.#elsewhere(word);
    if (other !== undefined) return this.type(other.source, { namespace: other.namespace, depth });
    this.#report("avro-unknown-type", { type: word, known: [...this.#names.keys()] }, source);
    return undefined;
  }

  #part(
    source: Source,
    { type, property }: { readonly type: string; readonly property: string },
    inner: Scope,
  ): AvroType<Source> | undefined {
    const found = source.get(property) as Source | undefined;
    if (found !== undefined) return this.type(found, inner);
    this.#report("avro-missing", { type, property, wanted: "the schema of what it holds" }, source);
    return undefined;
  }

  #union(source: Source, inner: Scope): AvroType<Source> {
    const items = source.items() as readonly Source[];
    if (items.length === 0) this.#report("avro-union-empty", {}, source);
    const branches: AvroType<Source>[] = [];
    const seen = new Set<string>();
    for (const item of items) {
      if (unwrapped(item).kind === "array") {
        this.#report("avro-union-in-union", {}, item);
        continue;
      }
      const branch = this.type(item, inner);
      const name = branchName(branch);
      if (seen.has(name)) this.#report("avro-union-twice", { branch: name }, item);
      seen.add(name);
      branches.push(branch);
    }
    return { kind: "union", branches, source };
  }

  #record(source: Source, scope: Scope): AvroType<Source> | undefined {
    const head = this.#head(source, "record", scope.namespace);
    if (head === undefined) return undefined;
    const fields: AvroField<Source>[] = [];
    const record: AvroRecord<Source> = { kind: "record", ...head.named, fields, source };
    this.#define(record);
    const listed = source.get("fields")?.resolve() as Source | undefined;
    if (listed?.kind !== "array") {
      if (listed === undefined) this.#report("avro-missing", { type: "record", property: "fields", wanted: "a list of fields" }, source);
      else this.#report("avro-property", { property: "fields", found: shown(listed), wanted: "a list of fields" }, listed);
      return record;
    }
    for (const item of listed.items() as readonly Source[]) {
      const field = this.#field(item.resolve() as Source, { ...scope, namespace: head.namespace });
      if (field === undefined) continue;
      if (fields.some(({ name }) => name === field.name))
        this.#report("avro-field-taken", { field: field.name, record: record.name }, item);
      else fields.push(field);
    }
    return record;
  }

  #field(source: Source, scope: Scope): AvroField<Source> | undefined {
    const name = this.#name(source, "field");
    if (name === undefined) return undefined;
    const at = source.get("name") as Source;
    if (name === "__proto__") this.#report("avro-proto", { field: name }, at);
    else if (!isName(name)) this.#report("avro-name", { name, what: "field name" }, at);
    const type = this.#part(source, { type: "field", property: "type" }, scope);
    if (type === undefined) return undefined;
    const value = source.get("default") as Source | undefined;
    const logical = source.get("logicalType") as Source | undefined;
    if (logical !== undefined && source.get("type")?.kind === "string")
      this.#report(
        "avro-logical",
        { logical: text(logical), type: "a field", wanted: "It belongs to the type: `type: { type: …, logicalType: … }`." },
        logical,
      );
    return {
      name,
      aliases: this.#texts(source, "aliases"),
      ...docOf(source),
      type,
      ...(value === undefined ? {} : { default: { value: value.value } }),
      source,
    };
  }

  #enum(source: Source, namespace: string): AvroType<Source> | undefined {
    const head = this.#head(source, "enum", namespace);
    if (head === undefined) return undefined;
    const symbols: string[] = [];
    if (source.get("symbols") === undefined)
      this.#report("avro-missing", { type: "enum", property: "symbols", wanted: "a list of names" }, source);
    for (const [index, symbol] of this.#texts(source, "symbols").entries()) {
      const at = (source.get("symbols")?.resolve().items()[index] ?? source) as Source;
      if (!isName(symbol)) this.#report("avro-name", { name: symbol, what: "symbol" }, at);
      if (symbols.includes(symbol)) this.#report("avro-symbol-taken", { symbol, name: head.named.name }, at);
      else symbols.push(symbol);
    }
    const value = source.get("default") as Source | undefined;
    const isSymbol = typeof value?.value === "string" && symbols.includes(value.value);
    if (value !== undefined && !isSymbol) this.#report("avro-enum-default", { symbol: text(value), name: head.named.name, symbols }, value);
    const type: AvroEnum<Source> = {
      kind: "enum",
      ...head.named,
      symbols,
      ...(isSymbol ? { default: value.value as string } : {}),
      source,
    };
    this.#define(type);
    return type;
  }

  #fixed(source: Source, namespace: string): AvroType<Source> | undefined {
    const head = this.#head(source, "fixed", namespace);
    if (head === undefined) return undefined;
    const at = source.get("size") as Source | undefined;
    const size = at?.value;
    const isSize = typeof size === "number" && Number.isInteger(size) && size >= 0 && size <= mostFixed;
    if (at === undefined) this.#report("avro-missing", { type: "fixed", property: "size", wanted: "its number of bytes" }, source);
    else if (!isSize)
      this.#report("avro-property", { property: "size", found: shown(at), wanted: `a number of bytes, at most ${mostFixed}` }, at);
    const bytes = isSize ? size : 1;
    const logical = readLogical(source, "fixed", bytes, this.#report);
    const type: AvroFixed<Source> = { kind: "fixed", ...head.named, size: bytes, ...(logical === undefined ? {} : { logical }), source };
    this.#define(type);
    return type;
  }

  #head(source: Source, what: string, around: string): { readonly named: NamedPart; readonly namespace: string } | undefined {
    const written = this.#name(source, what);
    if (written === undefined) return undefined;
    const space = source.get("namespace") as Source | undefined;
    const given = typeof space?.value === "string" ? space.value : undefined;
    if (given !== undefined && given !== "" && !isNamespace(given))
      this.#report("avro-name", { name: given, what: "namespace" }, space ?? source);
    const name = qualified(written, given ?? around);
    if (!isNamespace(written)) this.#report("avro-name", { name: written, what: "name" }, source.get("name") as Source);
    const namespace = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "";
    const aliases = this.#texts(source, "aliases").map((alias) => qualified(alias, namespace));
    return { named: { name, aliases, ...docOf(source) }, namespace };
  }

  #define(type: AvroRecord<Source> | AvroEnum<Source> | AvroFixed<Source>): void {
    const at = (type.source.get("name") ?? type.source) as Source;
    if (this.#names.has(type.name)) this.#report("avro-name-taken", { name: type.name }, at);
    else if (primitives.has(type.name)) this.#report("avro-name", { name: type.name, what: "name of an own type" }, at);
    this.#names.set(type.name, type);
    this.#places.set(type.source.id, type);
  }

  #name(source: Source, type: string): string | undefined {
    const at = source.get("name") as Source | undefined;
    if (at === undefined) {
      if (source.kind !== "object") this.#report("avro-property", { property: type, found: shown(source), wanted: "an object" }, source);
      else this.#report("avro-missing", { type, property: "name", wanted: "what it is called" }, source);
    } else if (typeof at.value !== "string") this.#report("avro-property", { property: "name", found: shown(at), wanted: "a text" }, at);
    return typeof at?.value === "string" ? at.value : undefined;
  }

  #texts(source: Source, property: string): readonly string[] {
    const list = source.get(property)?.resolve() as Source | undefined;
    if (list === undefined) return [];
    const values = list.items().map(({ value }) => value);
    if (list.kind === "array" && values.every((value) => typeof value === "string")) return values;
    const found = list.kind === "array" ? "one with other values" : shown(list);
    this.#report("avro-property", { property, found, wanted: "a list of texts" }, list);
    return [];
  }
}

interface NamedPart {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly doc?: string;
}

/** Larger than any message. */
const mostFixed = 2 ** 31 - 1;

/** A `$ref` may lead to a schema in AsyncAPI's wrapping, `{ schemaFormat, schema }`. */
function unwrapped(source: AvroSource): AvroSource {
  const target = source.resolve();
  const inner = target.kind === "object" && target.get("schemaFormat") !== undefined ? target.get("schema") : undefined;
  return inner?.resolve() ?? target;
}

function docOf(source: AvroSource): { readonly doc?: string } {
  const doc = source.get("doc")?.value;
  return typeof doc === "string" && doc.trim() !== "" ? { doc } : {};
}

/** The text itself, where it is one. */
function text(source: AvroSource): string {
  return typeof source.value === "string" ? source.value : shown(source);
}
