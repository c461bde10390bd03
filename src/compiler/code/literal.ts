import { type Code, code, encoded, fromParts } from "./code.ts";
import { list } from "./layout.ts";
import { propertyKey } from "./property-key.ts";
import { quoted } from "./quoted.ts";

type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export function stringLiteral(text: string): Code {
  return encoded(quoted(text));
}

/** @throws RangeError for what JSON cannot say. */
export function numberLiteral(value: number): Code {
  if (!Number.isFinite(value)) throw new RangeError(`Not a finite number: ${value}.`);
  return encoded(Object.is(value, -0) ? "-0" : String(value));
}

/** A JSON value as an expression; evaluating it gives the value back, own keys in the same order, also for a key called `__proto__`. */
export function literal(value: JsonValue): Code {
  if (value === null) return code`null`;
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value === "number") return numberLiteral(value);
  if (typeof value === "boolean") return encoded(value ? "true" : "false");
  if (isArray(value)) return list(code``, "[]", value.map(literal));
  return list(
    code``,
    "{}",
    Object.entries(value).map(([key, member]) => fromParts([propertyKey(key), ": ", literal(member)])),
  );
}

const isArray = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);
