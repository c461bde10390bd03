import { assertNever } from "../ground/assert-never.ts";
import type { Expression, Template, ValueTemplate } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";

/** What an expression can look at. */
export interface Facts {
  readonly payload: unknown;
  readonly headers: { readonly [name: string]: unknown };
  readonly parameters: { readonly [name: string]: string };
  readonly key: string | undefined;
  readonly id: string;
}

/** `undefined` when the message has no such value. */
export function evaluate(expression: Expression, facts: Facts): unknown {
  switch (expression.from) {
    case "payload":
      return pointer(facts.payload, expression.path);
    case "header":
      return pointer(facts.headers, expression.path);
    case "parameter":
      return pointer(facts.parameters, [expression.name]);
    case "key":
      return facts.key;
    case "id":
      return facts.id;
    default:
      return assertNever(expression);
  }
}

/** Own properties only: no path reaches a prototype. */
export function pointer(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as { readonly [key: string]: unknown })[step];
  }
  return at;
}

/** The expression as a person would write it, for sentences. */
export function spell(expression: Expression): string {
  if (expression.from === "parameter") return `{$channel.parameter.${expression.name}}`;
  const path = "path" in expression && expression.path.length > 0 ? `#${jsonPointer(expression.path)}` : "";
  return `{$message.${expression.from}${path}}`;
}

function required(expression: Expression, facts: Facts): unknown {
  const value = evaluate(expression, facts);
  if (value === undefined) throw new InvalidMessage(`the message has no ${spell(expression)}`, { code: "expression" });
  return value;
}

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * A template as text: ids, keys, addresses. Parts are strings, integers or booleans without control characters.
 * @throws InvalidMessage for anything else, and for a value that the message does not have.
 */
export function text(template: Template, facts: Facts): string {
  return template.map((part) => (typeof part === "string" ? part : partText(part, facts))).join("");
}

/** @throws InvalidMessage */
export function partText(expression: Expression, facts: Facts): string {
  const value = required(expression, facts);
  if (typeof value !== "string" && typeof value !== "boolean" && !Number.isSafeInteger(value)) {
    throw new InvalidMessage(`${spell(expression)} is not a string, an integer or a boolean`, { code: "expression" });
  }
  const written = String(value);
  if (control.test(written)) throw new InvalidMessage(`${spell(expression)} has control characters`, { code: "expression" });
  return written;
}

/**
 * A template as text for people: lines may break in it, and what is no text stands as JSON.
 * @throws InvalidMessage for a value that the message does not have
 */
export function shownText(template: Template, facts: Facts): string {
  return template.map((part) => (typeof part === "string" ? part : shown(required(part, facts)))).join("");
}

const unshown = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu;

function shown(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).replace(/\r\n?/g, "\n").replace(unshown, "");
}

/** A value with templates inside. A template that is one expression alone keeps its JSON type. */
export function value(template: ValueTemplate, facts: Facts): unknown {
  if ("json" in template) return template.json;
  if ("list" in template) return template.list.map((item) => value(item, facts));
  if ("record" in template) return Object.fromEntries(template.record.map(([key, item]) => [key, value(item, facts)]));
  const [only, ...rest] = template.template;
  if (rest.length === 0 && typeof only === "object") return required(only, facts);
  return text(template.template, facts);
}
