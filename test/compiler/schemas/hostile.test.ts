import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import ts from "typescript-5.9";
import { runtimes, typeErrors } from "../../types/schemas/project.ts";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

/** Every place of a schema where the author's own text stands. `accepted` holds a value that it accepts. */
function schemaWith(text: string, other: string): unknown {
  return {
    title: text,
    description: text,
    type: "object",
    required: [text],
    properties: {
      [text]: { description: text, enum: [`${text}a`, other] },
      [other]: { const: text, deprecated: true, description: `${text}\n${text}` },
      third: {
        type: "object",
        title: text,
        properties: { [text]: { type: "string", description: text, default: text, examples: [text] } },
      },
      fourth: { const: { [text]: [text] } },
    },
    patternProperties: {},
    dependencies: { [text]: [other], [other]: { required: [text] } },
    oneOf: [{ $ref: "#/definitions/a" }, { $ref: "#/definitions/b" }],
    discriminator: text,
    definitions: {
      a: { type: "object", required: [text], properties: { [text]: { const: `${text}a` } } },
      b: { type: "object", required: [text], properties: { [text]: { const: `${text}b` } } },
    },
  };
}

interface Instance {
  readonly [key: string]: unknown;
}

/** Its own text stands in a required name, in names that a dependency and a discriminator look at, and in an enum and three constants. */
function accepted(text: string, other: string): Instance {
  return { [text]: `${text}a`, [other]: text, third: { [text]: "x" }, fourth: { [text]: [text] } };
}

/** The accepted value with one character changed, in each place where the schema is exact about it. */
function refused(text: string, other: string): readonly Instance[] {
  const { [text]: choice, ...rest } = accepted(text, other);
  return oneCharacterOff(text).flatMap((wrong) => [
    { ...rest, [text]: `${wrong}a` },
    { ...rest, [wrong]: choice },
    { ...rest, [text]: choice, [other]: wrong },
    { ...rest, [text]: choice, fourth: { [text]: [wrong] } },
    { ...rest, [text]: choice, fourth: { [wrong]: [text] } },
  ]);
}

/** Its first, its middle and its last character made another one. */
function oneCharacterOff(text: string): readonly string[] {
  const places = new Set([0, text.length >> 1, text.length - 1]);
  return [...places].map((place) => {
    const neighbour = String.fromCharCode(text.charCodeAt(place) ^ 1);
    return text.slice(0, place) + neighbour + text.slice(place + 1);
  });
}

const hostile = [
  "x */ globalThis.pwned = 1; /*",
  "*/globalThis.pwned = 1//",
  "a\nglobalThis.pwned = 1\n",
  "a\r\nglobalThis.pwned = 1",
  "a\u2028globalThis.pwned = 1",
  "@ts-nocheck",
  '/// <reference path="/etc/passwd" />',
  "//# sourceMappingURL=data:application/json;base64,e30=",
  "eslint-disable",
  "@internal",
  "'\"`",
  "${globalThis.pwned = 1}",
  "\\",
  "x\\",
  "</script><!--",
  'a"]: 1, [(globalThis.pwned = 1)]: "',
  "a: string }; globalThis.pwned = 1; interface C { b",
  "{{constructor}} {{{x}}} {{#each}} <%= x %> {% x %}",
  "$& $1 $$ $`",
  "\ud800",
  "\u202e\u2066\u200b\ufeff",
  "\0\u0007\u001b[31m",
  "constructor",
  "hasOwnProperty",
  "then",
  "default",
  "Ω≈ç√ 😀 注文",
  "x".repeat(10_000),
];

describe("hostile text in a schema", async () => {
  const plain = skeleton(compileSchema(plainDocument(schemaWith("plain text", "other text"))).files.map((file) => file.text));
  const compiled = hostile.map((text) => compileSchema(plainDocument(schemaWith(text, "other text"))));
  const workspace = await runSchemas(compiled);
  after(() => workspace.remove());

  for (const [index, text] of hostile.entries()) {
    const name = JSON.stringify(text).slice(0, 60);
    test(`${name} leaves the syntax tree as it is`, () => {
      const files = (compiled[index]?.files ?? []).map((file) => file.text);
      // Names that objects inherit are checked by another helper, so those trees differ from the plain one in that.
      if (text in Object.prototype) for (const file of files) assert.deepEqual(skeleton([file]).slice(0, 1), ["SourceFile"]);
      else assert.deepEqual(skeleton(files), plain);
    });
    test(`${name} is validated byte for byte`, () => {
      const validator = workspace.validators[index];
      assert.ok(validator);
      const value = accepted(text, "other text");
      assert.deepEqual(validator.safeParse(value), { success: true, data: value });
      for (const wrong of refused(text, "other text")) assert.equal(validator.safeParse(wrong).success, false, JSON.stringify(wrong));
    });
  }

  test("importing all of it ran nothing", () => assert.equal((globalThis as { pwned?: unknown }).pwned, undefined));

  test("all of it compiles", async () => {
    const files = compiled.flatMap(({ files: own }, index) => own.map((file) => ({ path: `${index}/${file.path}`, text: file.text })));
    assert.deepEqual(await typeErrors(files, runtimes.flat), []);
  });
});

/** Kinds of all nodes in order, without any text. Also throws on a syntax error. */
function skeleton(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const file = ts.createSourceFile("schema.ts", text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
    const errors = (file as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics;
    assert.deepEqual(errors, []);
    const kinds: string[] = [];
    const visit = (node: ts.Node): void => {
      // `name`, `"na me"` and `["__proto__"]` are all keys.
      if (ts.isComputedPropertyName(node) && ts.isStringLiteral(node.expression)) {
        kinds.push("Identifier");
        return;
      }
      kinds.push(ts.SyntaxKind[node.kind]);
      ts.forEachChild(node, (child) => {
        if ("name" in node && node.name === child && ts.isStringLiteral(child)) kinds.push("Identifier");
        else visit(child);
      });
    };
    visit(file);
    return kinds;
  });
}
