import { boostGroups } from "../../../src/options/boost.ts";
import { durationPattern } from "../../../src/options/duration.ts";
import { pointerPattern, spellings } from "../../../src/options/judge.ts";
import { namesOf, optionsAt } from "../../../src/options/look-up.ts";
import type { Group, KeyRule, Kind, Option, Place } from "../../../src/options/option.ts";
import { ruleActions, ruleOptions, temporalOptions } from "../../../src/options/temporal.ts";
import { fallback } from "./describe.ts";

interface Schema {
  readonly [keyword: string]: unknown;
}

/** JSON Schema (draft-07) of a document's extensions, for editors. */
export function extensionsSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "boost-gen's extensions of an AsyncAPI document",
    description:
      "What x-boost and x-temporal may say, and where. For editors, beside AsyncAPI's own schema; the compiler checks more: expressions, limits of durations, combinations.",
    type: "object",
    properties: {
      "x-boost": reference("boostOfRoot"),
      "x-temporal": reference("temporalOfRoot"),
      channels: mapOf("channel"),
      operations: mapOf("operation"),
      components: {
        type: "object",
        properties: {
          channels: mapOf("channel"),
          operations: mapOf("operation"),
          messages: mapOf("message"),
          operationTraits: mapOf("operation"),
          messageTraits: mapOf("message"),
        },
      },
    },
    definitions: {
      boostOfRoot: objectOf(boostAt("root")),
      boostOfChannel: objectOf(boostAt("channel")),
      boostOfOperation: objectOf(boostAt("operation")),
      boostOfMessage: objectOf(boostAt("message")),
      temporalOfRoot: objectOf(temporalOptions),
      rule: {
        ...objectOf({ ...ruleActions, options: [...ruleActions.options, ...ruleOptions.options] }),
        not: { required: ["signal", "update"] },
      },
      rules: {
        description: "One rule, or a list of which the first that holds acts.",
        anyOf: [listOf("rule"), reference("rule")],
      },
      channel: {
        type: "object",
        properties: {
          "x-boost": reference("boostOfChannel"),
          messages: mapOf("message"),
          publish: reference("operation"),
          subscribe: reference("operation"),
        },
      },
      operation: {
        type: "object",
        properties: {
          "x-boost": reference("boostOfOperation"),
          "x-temporal": reference("rules"),
          message: reference("messageOrOneOf"),
          traits: listOf("operation"),
        },
      },
      message: {
        type: "object",
        properties: { "x-boost": reference("boostOfMessage"), "x-temporal": reference("rules"), traits: listOf("message") },
      },
      messageOrOneOf: { allOf: [reference("message"), { type: "object", properties: { oneOf: listOf("message") } }] },
    },
  };
}

function boostAt(place: Place): Group {
  const options = Object.values(boostGroups).flatMap((group) => optionsAt(group.options, place));
  return { kind: "group", type: "", options };
}

function objectOf({ options, keys }: Group): Schema {
  const required = options.filter((option) => option.required === true).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      options.flatMap((option) => namesOf(option).map((name) => [name, { ...schemaOf(option), description: hover(option) }])),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...(keys === undefined ? {} : keysOf(keys)),
  };
}

function keysOf({ rule, of }: KeyRule): Schema {
  return { [rule === "exactly-one" ? "oneOf" : "anyOf"]: of.map((key) => ({ required: [key] })) };
}

function hover(option: Option): string {
  const otherwise = fallback(option, "document");
  return otherwise === undefined ? option.description : `${option.description} Default: ${otherwise}.`;
}

function schemaOf(kind: Kind): Schema {
  switch (kind.kind) {
    case "integer":
    case "number":
      return { type: kind.kind, minimum: kind.least, ...(kind.most === undefined ? {} : { maximum: kind.most }) };
    case "boolean":
      return kind.or === undefined ? { type: "boolean" } : { enum: [true, false, ...kind.or] };
    case "choice":
      return { enum: [...new Set(kind.choices.flatMap((choice) => spellings(kind, choice)))] };
    case "duration":
      return { type: "string", pattern: durationPattern };
    case "text":
      return { type: "string", minLength: 1 };
    case "template":
      return { type: kind.or === undefined ? "string" : ["string", kind.or], minLength: 1 };
    case "address":
      return { anyOf: [{ type: "string", minLength: 1 }, { const: false }] };
    case "scalar":
      return { type: ["string", "number", "boolean"] };
    case "pointer":
      return { type: "string", pattern: pointerPattern };
    case "value":
      return {};
    case "schema":
      return { type: ["object", "boolean"] };
    case "list":
      return { type: "array", items: schemaOf(kind.of) };
    case "map":
      return {
        type: "object",
        additionalProperties: schemaOf(kind.of),
        ...(kind.reserved === undefined ? {} : { propertyNames: { not: { const: kind.reserved.key } } }),
      };
    case "group":
      return objectOf(kind);
  }
}

function reference(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

function mapOf(name: string): Schema {
  return { type: "object", additionalProperties: reference(name) };
}

function listOf(name: string): Schema {
  return { type: "array", items: reference(name) };
}
