import { alternatives, type Code, call, code, list, literal, members, propertyKey } from "../../code/index.ts";
import type { EnumSchema, JsonValue } from "../../model/index.ts";
import { json, type KindPrinter, z } from "./kind.ts";

export const enumeration: KindPrinter<EnumSchema> = {
  type: ({ values }) => alternatives(values.map(valueType), "|"),
  validator: ({ values }) => {
    const [first = null] = values;
    if (values.every(isScalar)) {
      if (values.length === 1) return code`${z}.literal(${literal(first)})`;
      const name = values.every((value) => typeof value === "string") ? code`enum` : code`literal`;
      return call(code`${z}.${name}`, list(code``, "[]", values.map(literal)));
    }
    return values.length === 1
      ? call(code`${json}.constant`, literal(first))
      : call(code`${json}.values`, list(code``, "[]", values.map(literal)));
  },
};

function valueType(value: JsonValue): Code {
  if (isScalar(value)) return literal(value);
  if (isList(value)) return list(code`readonly `, "[]", value.map(valueType));
  return members(
    code``,
    Object.entries(value).map(([key, member]) => code`readonly ${propertyKey(key)}: ${valueType(member)}`),
  );
}

function isScalar(value: JsonValue): value is null | boolean | number | string {
  return typeof value !== "object" || value === null;
}

const isList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);
