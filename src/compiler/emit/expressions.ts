import { type Code, literal, stringLiteral } from "../code/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Expression, Template, ValueTemplate } from "../model/index.ts";
import { array, record } from "./emission.ts";

export function expression(value: Expression): Code {
  switch (value.kind) {
    case "payload":
    case "header":
      return record([
        ["from", stringLiteral(value.kind)],
        ["path", literal(value.path)],
        ...(value.textTypes?.includes("string") === true && value.textTypes.length > 1 ? [["severalTypes", literal(true)] as const] : []),
      ]);
    case "parameter":
      return record([
        ["from", stringLiteral("parameter")],
        ["name", stringLiteral(value.name)],
      ]);
    case "key":
    case "id":
      return record([["from", stringLiteral(value.kind)]]);
    default:
      return assertNever(value);
  }
}

export function template(value: Template): Code {
  return array(value.map((part) => (typeof part === "string" ? stringLiteral(part) : expression(part))));
}

export function valueTemplate(value: ValueTemplate): Code {
  switch (value.kind) {
    case "template":
      return record([["template", template(value.template)]]);
    case "json":
      return record([["json", literal(value.value)]]);
    case "list":
      return record([["list", array(value.items.map(valueTemplate))]]);
    case "record":
      return record([["record", array(value.entries.map(([key, entry]) => array([stringLiteral(key), valueTemplate(entry)])))]]);
    default:
      return assertNever(value);
  }
}
