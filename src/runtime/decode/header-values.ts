/** A header's value as text and as JSON. Kafka and Redis have bytes only, so a schema says what they mean; RabbitMQ has types of its own. */
import type { RawHeaders } from "../brokers/broker.ts";
import type { HeaderType } from "../ground/contract.ts";
import { decodeJson } from "./json.ts";
import type { Limits } from "./limits.ts";

export type HeaderValue = RawHeaders extends ReadonlyMap<string, readonly (infer Value)[]> ? Value : never;

type Choice = Exclude<HeaderType, { readonly anyOf: readonly HeaderType[] }>;

/** What the texts of one header mean. A type that a text could not be leaves it a text, and the validator says what is wrong with it. */
export function readValues(values: readonly (string | number | boolean)[], type: HeaderType, limits: Limits): unknown {
  const choices = choicesOf(type);
  const lists = choices.flatMap((choice) => itemsOf(choice) ?? []);
  const last = values.at(-1) ?? "";
  const [items] = lists;
  if (items === undefined) return readOne(last, choices, limits);
  if (values.length > 1) return values.map((value) => readOne(value, choicesOf(items), limits));
  const written = typeof last === "string" && last.startsWith("[") ? parsed(last, limits) : undefined;
  if (Array.isArray(written)) return written;
  // One value may be a list of one; what else it may be comes first.
  const others = choices.filter((choice) => itemsOf(choice) === undefined);
  const meant = typeof last === "string" ? others.find((choice) => meaning(last, choice, limits) !== undefined) : others[0];
  if (meant !== undefined) return readOne(last, others, limits);
  return mayBeText(type) ? last : [readOne(last, choicesOf(items), limits)];
}

/** Whether a text could as well be meant as it stands. */
export function mayBeText(type: HeaderType): boolean {
  return choicesOf(type).some((choice) => choice === "string" || choice === "any");
}

/**
 * What is written for a value: one text, or one for each item of a list. A list is told from its only item by brackets where that item is
 * not told from a list.
 */
export function writeValues(value: unknown): readonly HeaderValue[] {
  if (!Array.isArray(value)) return [writeOne(value)];
  const items: readonly unknown[] = value;
  const [only] = items;
  const isPlain = items.length > 1 || (items.length === 1 && !(typeof only === "string" && only.startsWith("[")) && !Array.isArray(only));
  return isPlain ? items.map(writeOne) : [JSON.stringify(items)];
}

function writeOne(value: unknown): HeaderValue {
  if (value instanceof Uint8Array || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}

function choicesOf(type: HeaderType): readonly Choice[] {
  return typeof type === "object" && "anyOf" in type ? type.anyOf.flatMap(choicesOf) : [type];
}

function itemsOf(choice: Choice): HeaderType | undefined {
  if (choice === "array") return "string";
  return typeof choice === "object" ? choice.items : undefined;
}

function readOne(value: string | number | boolean, choices: readonly Choice[], limits: Limits): unknown {
  const isOnlyText = choices.length > 0 && choices.every((choice) => choice === "string");
  // A broker with typed headers says what the value is; on the others the same value would be text.
  if (typeof value !== "string") return isOnlyText ? String(value) : value;
  for (const choice of choices) {
    const meant = meaning(value, choice, limits);
    if (meant !== undefined) return meant.value;
  }
  return value;
}

const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function meaning(text: string, choice: Choice, limits: Limits): { readonly value: unknown } | undefined {
  switch (choice) {
    case "integer":
    case "number": {
      if (!number.test(text)) return undefined;
      const value = Number(text);
      return Number.isFinite(value) && (choice === "number" || Number.isInteger(value)) ? { value } : undefined;
    }
    case "boolean":
      return text === "true" || text === "false" ? { value: text === "true" } : undefined;
    case "null":
      return text === "null" ? { value: null } : undefined;
    case "any":
    case "string":
      return undefined;
    default: {
      const [open, isFitting] = choice === "object" ? ["{", isRecord] : (["[", Array.isArray] as const);
      const value = text.startsWith(open) ? parsed(text, limits) : undefined;
      return isFitting(value) ? { value } : undefined;
    }
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `undefined`: no JSON, or none that is read from a body either. */
function parsed(text: string, limits: Limits): unknown {
  try {
    return decodeJson(Buffer.from(text), limits);
  } catch {
    return undefined;
  }
}
