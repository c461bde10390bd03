import { fc } from "../../random/fast-check.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Few keys and few values, so that schemas and instances meet. */
const keys = ["a", "b", "c", "a-b", "é", "toString"] as const;
const texts = ["", "a", "ab", "abc", "b", "A1", "😀", "😀a", "é", "1"] as const;
/** Without those that ajv gets wrong (see the differential test): 0.3 as a multiple of 0.1, 1e300 as a multiple of 2. */
const numbers = [0, -0, 1, -1, 2, 3, 1.5, 0.5, 10, 2 ** 53, -2.5] as const;

export const instance: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom<Json>(null, true, false),
    fc.constantFrom<Json>(...texts),
    fc.constantFrom<Json>(...numbers),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

const count = fc.integer({ min: 0, max: 3 });
const bound = fc.constantFrom(...numbers);
const pattern = fc.constantFrom("^a", "b$", "^[a-z]*$", "^.{2}$", "\\d", "^\\p{L}+$", "-");
const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
const keyList = fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 2 });

/** Up to three of these keywords: with more of them nearly every value is invalid, and nothing is learned. */
function some(keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>, most = 3): fc.Arbitrary<object> {
  return fc
    .uniqueArray(fc.constantFrom(...Object.keys(keywords)), { maxLength: most })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, keywords[key] ?? fc.constant(true)]))));
}

/** Schemas of all draft-07 keywords, typed and untyped, with references to two recursive definitions. */
export const schema: fc.Arbitrary<Json> = fc
  .letrec<{ node: Json; leaf: Json }>((tie) => {
    const inner = tie("node");
    const members = fc.array(inner, { minLength: 1, maxLength: 3 });
    const property = fc.dictionary(fc.constantFrom(...keys), inner, { maxKeys: 3, noNullPrototype: true });
    const scalar = some(
      {
        minLength: count,
        maxLength: count,
        pattern,
        minimum: bound,
        maximum: bound,
        exclusiveMinimum: bound,
        exclusiveMaximum: bound,
        multipleOf: fc.constantFrom(1, 2, 0.5, 3),
      },
      2,
    );
    const list = fc.oneof(
      some({ items: inner, minItems: count, maxItems: count, uniqueItems: fc.boolean(), contains: inner }),
      some({ items: members, additionalItems: inner, minItems: count, maxItems: count, uniqueItems: fc.boolean() }),
    );
    const object = some({
      properties: property,
      required: keyList,
      additionalProperties: inner,
      patternProperties: fc.dictionary(pattern, inner, { maxKeys: 2, noNullPrototype: true }),
      propertyNames: fc.oneof(inner, scalar),
      minProperties: count,
      maxProperties: count,
      dependencies: fc.dictionary(fc.constantFrom(...keys), fc.oneof(keyList, inner), { maxKeys: 2, noNullPrototype: true }),
    });
    const combination = fc.oneof(
      some({ allOf: members, anyOf: members, oneOf: members, not: inner }, 2),
      fc.record({ if: inner, then: inner, else: inner }, { requiredKeys: ["if"] }),
    );
    const values = some(
      { const: instance, enum: fc.uniqueArray(instance, { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) }) },
      1,
    );
    const types = some({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 4 })) }, 1);
    const merged = (...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<Json> =>
      fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Json);
    const typed = (name: string, keywords: fc.Arbitrary<object>): fc.Arbitrary<Json> => merged(fc.constant({ type: name }), keywords);
    return {
      leaf: fc.oneof(
        fc.constantFrom<Json>(true, false, {}),
        merged(types),
        merged(types, scalar),
        merged(values),
        typed("string", scalar),
        typed("number", scalar),
      ),
      node: fc.oneof(
        { maxDepth: 2, depthSize: "small" },
        tie("leaf"),
        fc.constantFrom<Json>({ $ref: "#/definitions/tree" }, { $ref: "#/definitions/text" }),
        typed("object", object),
        typed("object", some({ properties: property, required: keyList }, 2)),
        typed("array", list),
        merged(object),
        merged(types, list),
        merged(types, combination),
        merged(types, object, combination),
        merged(scalar, values, combination),
      ),
    };
  })
  .node.map((node) => ({
    definitions: {
      tree: {
        type: "object",
        properties: {
          a: { $ref: "#/definitions/tree" },
          b: { type: "array", items: { $ref: "#/definitions/tree" } },
          c: { $ref: "#/definitions/text" },
        },
      },
      text: { type: "string", maxLength: 2 },
    },
    allOf: [node],
  }));
