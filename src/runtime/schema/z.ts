import { z as zod } from "zod";
import { BoundedPattern } from "../../patterns/index.ts";
import type { Builder, Builders, Check, CheckPayload, Shape } from "./builder.ts";
import { anyAccepts } from "./choices.ts";
import { eachItem, eachOther, eachValue, isObject, noOthers, partOf } from "./containers.ts";
import { mostIssues } from "./part.ts";
import { matchesPattern } from "./pattern.ts";
import type { Validator } from "./validator.ts";

/**
 * Up to 4.4.2 zod takes a missing required property for valid when its schema is `unknown`, and mixes up absent and present places of tuples:
 * invalid messages would pass in silence. Tried once, at load.
 */
if (zod.looseObject({ required: zod.unknown() }).safeParse({}).success) {
  throw new Error(
    "boost-gen needs zod 4.4.3 or newer; the installed one accepts objects that lack a required property. Run: npm i zod@latest",
  );
}

// The same objects seen through a narrower interface: zod's methods take and return its own generic types, which structurally do not overlap with the flat ones.
const builders: Builders = zod as unknown as Builders;
/** Every check of zod takes `when`, which its types tell only of some. */
const checks: ConditionalChecks = zod as unknown as ConditionalChecks;

/** zod's builders as generated code imports them, with those replaced that JSON Schema reads differently. */
export const z: Builders = {
  ...builders,
  string: () => text(builders.string()),
  array,
  tuple: (places, rest) =>
    rest === undefined ? builders.tuple(places) : builders.tuple(places, builders.unknown()).check(eachItem(rest, places.length)),
  // Keys of JSON are texts; what else is asked of them is said with `json.propertyNames`.
  record: (_keys, values) => builders.unknown().check(eachValue(values)),
  object: (shape) =>
    Object.assign(builders.object(shape), {
      catchall: (values: Validator<unknown>) => object(objectAnd(shape, eachOther(shape, values))),
    }),
  looseObject: (shape) => object(builders.looseObject(shape)),
  strictObject: (shape) => object(objectAnd(shape, noOthers(shape))),
  union: (members) => builders.unknown().check(anyAccepts(members)),
};

/** zod's own for a few items, which cannot have many complaints. */
function array(items: Validator<unknown>): Builder {
  const builder = builders.array(items);
  const { _zod: inside } = builder as unknown as Runnable;
  const { run } = inside;
  const every = eachItem(items);
  inside.run = (payload, context) => {
    if (!Array.isArray(payload.value) || payload.value.length <= mostIssues) return run(payload, context);
    every(payload);
    return payload;
  };
  const checked = (): Builder => measured(builders.unknown().check(every), Array.isArray);
  return Object.assign(builder, {
    min: (least: number) => checked().min(least),
    max: (most: number) => checked().max(most),
    check: (...added: readonly Check[]) => checked().check(...added),
  });
}

interface Runnable {
  readonly _zod: { run(payload: CheckPayload, context: object): CheckPayload };
}

/** Other checks see the object as it came, not zod's copy: what a schema that leads back to itself has said about a part is known by the part. */
function object(builder: Builder): Builder {
  return Object.assign(builder, {
    check: (...added: readonly Check[]) => {
      const whole = builders.unknown().check(partOf(builder), ...added);
      // By these `z.discriminatedUnion` finds its member.
      Object.defineProperty((whole as unknown as Discriminated)._zod, "propValues", {
        get: () => (builder as unknown as Discriminated)._zod.propValues,
      });
      return whole;
    },
  });
}

/** The check also runs when a property is of the wrong type. */
function objectAnd(shape: Shape, check: Check): Builder {
  return builders.looseObject(shape).check(checks.check(check, { when: ({ value }) => isObject(value) }));
}

interface Discriminated {
  readonly _zod: { readonly propValues: unknown };
}

/** zod compares the length of whatever has one, also where the type was refused already, and throws at `{ length: { toString: 1 } }`. */
function measured(builder: Builder, hasLength: (value: unknown) => boolean): Builder {
  const when = ({ value }: CheckPayload): boolean => hasLength(value);
  return Object.assign(builder, {
    min: (least: number) => measured(builder.check(checks.minLength(least, { when })), hasLength),
    max: (most: number) => measured(builder.check(checks.maxLength(most, { when })), hasLength),
  });
}

/** A text: lengths first, and only what has the right one is held against the patterns. */
function text(builder: Builder): Builder {
  const { min, max } = measured(builder, (value) => typeof value === "string");
  const check = builder.check.bind(builder);
  const regex = builder.regex.bind(builder);
  return Object.assign(builder, {
    min: (least: number) => text(min(least)),
    max: (most: number) => text(max(most)),
    check: (...checks: readonly Check[]) => text(check(...checks)),
    regex: (expression: RegExp) => text(expression instanceof BoundedPattern ? check(matchesPattern(expression)) : regex(expression)),
  });
}

interface ConditionalChecks {
  check(check: Check, options: { when(payload: CheckPayload): boolean }): Check;
  minLength(least: number, options: { when(payload: CheckPayload): boolean }): Check;
  maxLength(most: number, options: { when(payload: CheckPayload): boolean }): Check;
}
