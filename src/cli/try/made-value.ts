import { assertNever } from "../../compiler/ground/assert-never.ts";
import type { ArraySchema, JsonValue, ObjectSchema, Schema, TupleSchema } from "../../compiler/model/index.ts";
import { madeNumber } from "./made-number.ts";
import { madeText } from "./made-text.ts";

export interface MakingOptions {
  /** Named schemas by id. */
  readonly declarations: ReadonlyMap<string, Schema>;
  /** Optional properties too, as deep as a person reads. */
  readonly whole: boolean;
  /** Turns the order of alternatives. */
  readonly turn: number;
}

/** What a schema is asked for, and how we got there. */
interface Place {
  /** Of the property around it. */
  readonly name: string;
  /** Which of several equal ones. */
  readonly nth: number;
  readonly depth: number;
  /** Named schemas that it stands in. */
  readonly inside: readonly string[];
}

const deepest = 40;
/** Below it only what is required. */
const readable = 4;

/**
 * A value that the schema probably takes: what a validator alone can tell (`not`, `if`, what overlaps) is left to the caller's check.
 * `undefined` where none is found.
 */
export function madeValue(schema: Schema, options: MakingOptions): JsonValue | undefined {
  return make(schema, { name: "text", nth: 0, depth: 0, inside: [] }, options);
}

function make(schema: Schema, place: Place, options: MakingOptions): JsonValue | undefined {
  if (place.depth > deepest) return undefined;
  const { name, nth } = place;
  switch (schema.kind) {
    case "reference":
      return makeNamed(schema.target, place, options);
    case "any":
      return place.depth === 0 ? {} : name;
    case "never":
      return undefined;
    case "null":
      return null;
    case "boolean":
      return nth % 2 === 0;
    case "string":
      return madeText(schema, name, nth);
    case "number":
      return madeNumber(schema, nth);
    case "enum":
      return schema.values[nth % schema.values.length];
    case "array":
    case "tuple":
      return makeArray(schema, place, options);
    case "object":
      return makeObject(schema, place, options);
    case "union":
      return first(schema.members, place, options);
    case "discriminated": {
      const { told, property, values } = schema;
      const named = schema.members.map((member, index): Schema => {
        const own: Schema = { kind: "enum", values: values[index] ?? [] };
        return told === "names" ? { kind: "allOf", members: [constantProperty(property, own), member] } : member;
      });
      return first(named, place, options);
    }
    case "allOf":
      return merged(schema.members.map((member) => make(member, place, options)));
    case "ifType": {
      const { object, string, number, boolean, array } = schema.types;
      const chosen = object ?? string ?? number ?? boolean ?? array ?? schema.types.null;
      return chosen === undefined ? name : make(chosen, place, options);
    }
    case "refined": {
      const also = schema.checks.flatMap((check) =>
        check.kind === "matches" ? [check.schema] : check.kind === "if" ? [check.if, check.then] : [],
      );
      return merged([schema.schema, ...also].map((each) => make(each, place, options)));
    }
    default:
      return assertNever(schema);
  }
}

function makeNamed(id: string, place: Place, options: MakingOptions): JsonValue | undefined {
  const schema = options.declarations.get(id);
  // Once more inside itself shows that it can be; a tree that never ends does not.
  if (schema === undefined || place.inside.filter((each) => each === id).length > 1) return undefined;
  return make(schema, { ...place, depth: place.depth + 1, inside: [...place.inside, id] }, options);
}

function first(members: readonly Schema[], place: Place, options: MakingOptions): JsonValue | undefined {
  const from = options.turn % members.length;
  return [...members.slice(from), ...members.slice(0, from)]
    .map((member) => make(member, place, options))
    .find((value) => value !== undefined);
}

function makeArray(schema: ArraySchema | TupleSchema, place: Place, options: MakingOptions): JsonValue | undefined {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, contains } = schema;
  const own = schema.kind === "tuple" ? schema.items : [];
  const rest = schema.kind === "tuple" ? schema.rest : schema.items;
  const count = Math.max(minItems, Math.min(maxItems, Math.max(own.length, options.whole && place.depth < readable ? 1 : 0)));
  if (count > most) return undefined;
  const items = Array.from({ length: count }, (_, nth) =>
    make(contains[nth - own.length] ?? own[nth] ?? rest, { ...place, nth, depth: place.depth + 1 }, options),
  );
  const there = items.filter((item) => item !== undefined);
  return there.length < minItems ? undefined : there;
}

const most = 1_000;

function constantProperty(key: string, schema: Schema): ObjectSchema {
  return {
    kind: "object",
    properties: [{ key, schema, required: true }],
    required: [],
    additional: { kind: "any" },
    explicitlyOpen: false,
    patternProperties: [],
    propertyNames: [],
    dependencies: [],
  };
}

function makeObject(schema: ObjectSchema, place: Place, options: MakingOptions): JsonValue | undefined {
  const { properties, required, patternProperties, additional, dependencies, minProperties = 0 } = schema;
  const made: { [key: string]: JsonValue } = {};
  const below = (name: string): Place => ({ ...place, name, nth: 0, depth: place.depth + 1 });
  const put = (key: string, of: Schema): boolean => {
    const value = make(of, below(key), options);
    if (value !== undefined) Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
    return value !== undefined;
  };
  const schemaOf = (key: string): Schema =>
    properties.find((property) => property.key === key)?.schema ??
    patternProperties.find(({ pattern }) => new RegExp(pattern.source, pattern.flags).test(key))?.schema ??
    additional;
  for (const { key, schema: of, required: must } of properties)
    if ((must || (options.whole && place.depth < readable)) && !put(key, of) && must) return undefined;
  for (const key of required) if (!Object.hasOwn(made, key) && !put(key, schemaOf(key))) return undefined;
  for (const dependency of dependencies) {
    if (!Object.hasOwn(made, dependency.key)) continue;
    if (dependency.kind === "schema") Object.assign(made, make(dependency.schema, place, options));
    else for (const key of dependency.keys) if (!Object.hasOwn(made, key)) put(key, schemaOf(key));
  }
  for (let nth = 1; Object.keys(made).length < minProperties && nth <= Math.min(minProperties, most); nth += 1)
    put(`key${nth}`, schemaOf(`key${nth}`));
  return made;
}

/** What several schemas ask for at once: objects become one; of anything else the first that only few values would fit. */
function merged(values: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  const there = values.filter((value) => value !== undefined);
  if (!there.every(isObject)) return there[0];
  const all: { [key: string]: JsonValue } = {};
  for (const object of there)
    for (const [key, value] of Object.entries(object)) {
      const known = Object.hasOwn(all, key) ? all[key] : undefined;
      all[key] = known === undefined ? value : isObject(known) && isObject(value) ? (merged([known, value]) ?? value) : known;
    }
  return all;
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
