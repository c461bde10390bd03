import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { compileSchema, runSchemas } from "./compile-schemas.ts";
import { plainDocument } from "./plain-node.ts";

interface Row {
  readonly name: string;
  readonly schema: unknown;
  readonly type: string;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

/** Where OpenAPI 3.0 schemas differ from draft-07. */
const table: readonly Row[] = [
  {
    name: "nullable",
    schema: { type: "string", nullable: true, minLength: 1 },
    type: "string | null",
    valid: ["a", null],
    invalid: ["", 1],
  },
  {
    name: "nullable without type means nothing",
    schema: { nullable: true, allOf: [{ type: "string" }] },
    type: "string",
    valid: ["a"],
    invalid: [null],
  },
  {
    name: "nullable enum lists null itself",
    schema: { type: "string", nullable: true, enum: ["a", null] },
    type: '"a" | null',
    valid: ["a", null],
    invalid: ["b"],
  },
  {
    name: "nullable enum without null",
    schema: { type: "string", nullable: true, enum: ["a"] },
    type: '"a"',
    valid: ["a"],
    invalid: [null],
  },
  {
    name: "exclusive bounds are switches",
    schema: { type: "number", minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false },
    type: "number",
    valid: [1.1, 3],
    invalid: [1, 3.1],
  },
  {
    name: "nullable object",
    schema: { type: "object", nullable: true, required: ["a"], properties: { a: { type: "integer" } } },
    type: "{ a: number; } | null",
    valid: [null, { a: 1 }],
    invalid: [{}],
  },
  {
    name: "discriminator with mapping",
    schema: {
      oneOf: [{ $ref: "#/components/Cat" }, { $ref: "#/components/Dog" }],
      discriminator: { propertyName: "kind", mapping: { c: "#/components/Cat", d: "Dog", dog: "#/components/Dog" } },
      components: {
        Cat: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, lives: { type: "integer" } } },
        Dog: { type: "object", required: ["kind"], properties: { kind: { type: "string" }, tricks: { type: "integer" } } },
      },
    },
    type: '(Cat & { kind: "c" }) | (Dog & { kind: "d" | "dog" })',
    valid: [{ kind: "c", lives: 1 }, { kind: "d" }, { kind: "dog", lives: "x" }],
    invalid: [{ kind: "Cat" }, { kind: "c", lives: "x" }, {}, []],
  },
];

describe("OpenAPI 3.0 schemas", async () => {
  const compiled = table.map((row) => compileSchema(plainDocument(row.schema), { dialect: "openapi" }));
  const workspace = await runSchemas(compiled);
  after(() => workspace.remove());
  for (const [index, row] of table.entries()) {
    test(row.name, () => {
      const accepted = (value: unknown): boolean => workspace.validators[index]?.safeParse(value).success ?? false;
      assert.deepEqual([row.valid.filter((value) => !accepted(value)), row.invalid.filter(accepted)], [[], []]);
      const text = compiled[index]?.files.find((file) => file.path === "schemas/root.ts")?.text ?? "";
      const [, type = ""] = /export type Root =([^]*?);\n\nexport const/.exec(text) ?? [];
      assert.equal(type.replace(/\s+/g, " ").trim().replace(/^\| /, ""), row.type);
    });
  }
});
