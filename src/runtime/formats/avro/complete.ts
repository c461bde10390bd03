import type { AvroType, AvroUnion } from "../../../avro/schema.ts";
import { type AvroMapping, isNatural, shapeOf, wrapperOf } from "../../../avro/shape.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { defaultMaker } from "./default-value.ts";

type Complete = (value: unknown) => unknown;

/** Makes the function that fills in what may be left out when publishing; `undefined` where a schema has no defaults. What does not fit is left as it is. */
export function completer(type: AvroType, mapping: AvroMapping): Complete | undefined {
  return hasDefaults(type) ? new Completer(mapping).complete(type) : undefined;
}

function hasDefaults(type: AvroType): boolean {
  const seen = new Set<AvroType>();
  const open = [type];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === "array") open.push(next.items);
    else if (next.kind === "map") open.push(next.values);
    else if (next.kind === "union") open.push(...next.branches);
    else if (next.kind === "record") {
      if (next.fields.some((field) => field.default !== undefined)) return true;
      open.push(...next.fields.map((field) => field.type));
    }
  }
  return false;
}

class Completer {
  readonly #mapping: AvroMapping;
  readonly #known = new Map<AvroType, Complete>();

  constructor(mapping: AvroMapping) {
    this.#mapping = mapping;
  }

  complete(type: AvroType): Complete {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    let made: Complete = (value) => value;
    this.#known.set(type, (value) => made(value));
    made = this.#make(type);
    this.#known.set(type, made);
    return made;
  }

  #make(type: AvroType): Complete {
    switch (type.kind) {
      case "array": {
        const complete = this.complete(type.items);
        return (value) => (Array.isArray(value) ? value.map(complete) : value);
      }
      case "map": {
        const complete = this.complete(type.values);
        return (value) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, complete(item)])) : value);
      }
      case "union":
        return this.#union(type);
      case "record": {
        const fields = type.fields.map((field) => ({
          name: field.name,
          complete: this.complete(field.type),
          make: field.default === undefined ? undefined : defaultMaker(field.type, field.default.value, this.#mapping),
        }));
        return (value) => {
          if (!isObject(value)) return value;
          const whole: { [name: string]: unknown } = { ...value };
          for (const { name, complete, make } of fields) {
            const given = Object.hasOwn(whole, name) ? whole[name] : undefined;
            if (given !== undefined) whole[name] = complete(given);
            else if (make !== undefined) whole[name] = make();
          }
          return whole;
        };
      }
      case "null":
      case "boolean":
      case "int":
      case "long":
      case "float":
      case "double":
      case "bytes":
      case "string":
      case "fixed":
      case "enum":
        return (value) => value;
      default:
        return assertNever(type);
    }
  }

  #union(type: AvroUnion): Complete {
    if (isNatural(type, this.#mapping)) {
      const byShape = new Map(
        type.branches.flatMap((branch) =>
          branch.kind === "union" ? [] : [[shapeOf(branch, this.#mapping), this.complete(branch)] as const],
        ),
      );
      return (value) =>
        byShape.get(value === null ? "null" : Array.isArray(value) ? "array" : (typeof value as "string"))?.(value) ?? value;
    }
    const byKey = new Map(type.branches.map((branch) => [wrapperOf(branch), this.complete(branch)]));
    return (value) =>
      isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, byKey.get(key)?.(inner) ?? inner])) : value;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
