import { assertNever } from "./assert-never.ts";
import type { AvroType } from "./schema.ts";
import { shown } from "./source.ts";

export interface DefaultProblem {
  readonly found: string;
  readonly wanted: string;
}

/** Why a value cannot be the default of a type, as Avro writes defaults; `undefined` for one that can. */
export function defaultProblem(type: AvroType, value: unknown): DefaultProblem | undefined {
  const unless = (fits: boolean, wanted: string): DefaultProblem | undefined => (fits ? undefined : { found: shownValue(value), wanted });
  switch (type.kind) {
    case "null":
      return unless(value === null, "null");
    case "boolean":
      return unless(typeof value === "boolean", "a boolean");
    case "int":
      return unless(isWhole(value) && value >= -(2 ** 31) && value < 2 ** 31, "an int");
    case "long":
      return unless(isWhole(value) && value >= -(2 ** 63) && value <= 2 ** 63, "a long");
    case "float":
    case "double":
      return unless(typeof value === "number", `a ${type.kind}`);
    case "string":
      return unless(typeof value === "string", "a string");
    case "bytes":
      return unless(isLatin(value), "bytes, written as a text of characters up to U+00FF");
    case "fixed":
      return unless(isLatin(value) && value.length === type.size, `${type.size} bytes, written as a text of characters up to U+00FF`);
    case "enum":
      return unless(typeof value === "string" && type.symbols.includes(value), `one of ${type.symbols.join(", ")}`);
    case "array": {
      if (!Array.isArray(value)) return unless(false, "an array");
      return value.map((item) => defaultProblem(type.items, item)).find((problem) => problem !== undefined);
    }
    case "map": {
      if (!isObject(value)) return unless(false, "a map");
      return Object.values(value)
        .map((item) => defaultProblem(type.values, item))
        .find((problem) => problem !== undefined);
    }
    case "union":
      return unless(
        type.branches.some((branch) => defaultProblem(branch, value) === undefined),
        `a union of ${type.branches.map(({ kind }) => kind).join(", ")}`,
      );
    case "record": {
      if (!isObject(value)) return unless(false, `a record \`${type.name}\``);
      for (const field of type.fields) {
        const given = Object.hasOwn(value, field.name) ? value[field.name] : field.default?.value;
        if (given === undefined) return { found: `an object without \`${field.name}\``, wanted: `a record \`${type.name}\`` };
        const problem = defaultProblem(field.type, given);
        if (problem !== undefined) return problem;
      }
      return undefined;
    }
    default:
      return assertNever(type);
  }
}

/** Whether a default holds a long that no number of JavaScript is. */
export function isBeyondNumbers(type: AvroType, value: unknown): boolean {
  switch (type.kind) {
    case "long":
      return type.logical === undefined && !Number.isSafeInteger(value);
    case "array":
      return Array.isArray(value) && value.some((item) => isBeyondNumbers(type.items, item));
    case "map":
      return isObject(value) && Object.values(value).some((item) => isBeyondNumbers(type.values, item));
    case "union": {
      const branch = type.branches.find((each) => defaultProblem(each, value) === undefined);
      return branch !== undefined && isBeyondNumbers(branch, value);
    }
    case "record":
      return (
        isObject(value) && type.fields.some(({ name, type: inner }) => Object.hasOwn(value, name) && isBeyondNumbers(inner, value[name]))
      );
    case "null":
    case "boolean":
    case "int":
    case "float":
    case "double":
    case "string":
    case "bytes":
    case "fixed":
    case "enum":
      return false;
    default:
      return assertNever(type);
  }
}

/** The greatest long becomes a number that is one above it where its schema is read as JSON. */
export function longOf(value: number): bigint {
  return value === 2 ** 63 ? 2n ** 63n - 1n : BigInt(value);
}

function shownValue(value: unknown): string {
  const kind = Array.isArray(value) ? "array" : typeof value === "object" && value !== null ? "object" : "string";
  return shown({ kind, value });
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

function isLatin(value: unknown): value is string {
  return typeof value === "string" && /^[\u0000-\u00ff]*$/.test(value);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
