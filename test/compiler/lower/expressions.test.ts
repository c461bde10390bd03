import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DiagnosticSink } from "../../../src/compiler/diagnostics/index.ts";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";
import { lowerDocument } from "../../../src/compiler/lower/index.ts";

interface Case {
  readonly title: string;
  readonly payload: object;
  /** Properties of the payload's own `components.schemas`. */
  readonly schemas?: object;
  readonly expression: string;
  readonly when?: object;
  /** Codes of what is said about expression and condition. */
  readonly said: readonly string[];
}

const text = { type: "string" };
const object = (properties: object, ...required: readonly string[]): object => ({ type: "object", properties, required });

const cases: readonly Case[] = [
  { title: "a property", payload: object({ id: text }, "id"), expression: "/id", said: [] },
  { title: "through a text", payload: object({ order: text }, "order"), expression: "/order/id", said: ["expression-impossible"] },
  {
    title: "through an integer",
    payload: object({ order: { type: "integer" } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a boolean",
    payload: object({ order: { type: "boolean" } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a constant",
    payload: object({ order: { const: "a" } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through an enum",
    payload: object({ order: { enum: ["a", 1] } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a text or null",
    payload: object({ order: { type: ["string", "null"] } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  { title: "through a payload that is a text", payload: text, expression: "/id", said: ["expression-impossible"] },
  {
    title: "through a list by a name",
    payload: object({ tags: { type: "array", items: text } }, "tags"),
    expression: "/tags/first",
    said: ["expression-impossible"],
  },
  {
    title: "through an item that is a text",
    payload: object({ tags: { type: "array", minItems: 1, items: text } }, "tags"),
    expression: "/tags/0/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a reference to a text",
    payload: object({ order: { $ref: "#/components/schemas/Id" } }, "order"),
    schemas: { Id: text },
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through parts that leave a text",
    payload: object({ order: { allOf: [{ type: ["object", "string"] }, text] } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a choice of texts and numbers",
    payload: object({ order: { oneOf: [text, { type: "number" }] } }, "order"),
    expression: "/order/id",
    said: ["expression-impossible"],
  },
  {
    title: "through a value of a map of texts",
    payload: object({ labels: { type: "object", additionalProperties: text } }, "labels"),
    expression: "/labels/team/id",
    said: ["expression-impossible"],
  },
  {
    title: "through an object or null",
    payload: object({ order: { type: ["object", "null"], properties: { id: text }, required: ["id"] } }, "order"),
    expression: "/order/id",
    said: ["expression-optional"],
  },
  { title: "required but undeclared", payload: object({ name: text }, "ref"), expression: "/ref", said: [] },
  {
    title: "required but undeclared, in a part",
    payload: { type: "object", allOf: [object({ name: text }), { required: ["ref"] }] },
    expression: "/ref",
    said: [],
  },
  {
    title: "required but undeclared, in each of a choice",
    payload: { ...object({ name: text }), oneOf: [{ required: ["ref"] }, { required: ["ref", "name"] }] },
    expression: "/ref",
    said: [],
  },
  { title: "below what is required but undeclared", payload: object({ name: text }, "ref"), expression: "/ref/id", said: [] },
  {
    title: "required but closed",
    payload: { ...object({ name: text }, "ref"), additionalProperties: false },
    expression: "/ref",
    said: ["expression-impossible"],
  },
  { title: "neither required nor declared", payload: object({ name: text }), expression: "/nmae", said: ["expression-impossible"] },
  {
    title: "required beside the choice that describes it",
    payload: { type: "object", required: ["id"], oneOf: [object({ id: text }), object({ id: { type: "integer" } })] },
    expression: "/id",
    said: [],
  },
  {
    title: "the first of two at least",
    payload: object({ lines: { type: "array", minItems: 2, items: text } }, "lines"),
    expression: "/lines/1",
    said: [],
  },
  {
    title: "the third of two at least",
    payload: object({ lines: { type: "array", minItems: 2, items: text } }, "lines"),
    expression: "/lines/2",
    said: ["expression-optional"],
  },
  {
    title: "an item by its place",
    payload: object({ pair: { type: "array", minItems: 2, items: [text, { type: "object" }] } }, "pair"),
    expression: "/pair/1",
    said: ["expression-type"],
  },
  {
    title: "optional, but the condition requires it",
    payload: object({ id: text }),
    when: { payload: { required: ["id"] } },
    expression: "/id",
    said: [],
  },
  {
    title: "a text or null, but the condition wants the text",
    payload: object({ id: { type: ["string", "null"] } }, "id"),
    when: { payload: { properties: { id: text } } },
    expression: "/id",
    said: [],
  },
  {
    title: "a text or null, but each of the condition's choices wants a text",
    payload: object({ id: { type: ["string", "null"] } }),
    expression: "/id",
    when: { payload: { anyOf: [object({ id: text }, "id"), object({ id: { const: "x" } }, "id")] } },
    said: [],
  },
  {
    title: "a text or null, and one of the condition's choices takes either",
    payload: object({ id: { type: ["string", "null"] } }),
    expression: "/id",
    when: { payload: { anyOf: [object({ id: text }, "id"), object({ id: { type: ["string", "null"] } }, "id")] } },
    said: ["expression-doubtful"],
  },
  {
    title: "a text or null, but the condition refuses null",
    payload: object({ id: { type: ["string", "null"] } }),
    expression: "/id",
    when: { payload: { required: ["id"], properties: { id: { not: { type: "null" } } } } },
    said: [],
  },
  {
    title: "a text or null, and the condition refuses more than null",
    payload: object({ id: { type: ["string", "null"] } }),
    expression: "/id",
    when: { payload: { required: ["id"], properties: { id: { not: { type: "null", minLength: 1 } } } } },
    said: ["expression-doubtful"],
  },
  {
    title: "optional, but demanded by what is required",
    payload: { type: "object", required: ["kind"], properties: { kind: text, id: text }, dependencies: { kind: ["id"] } },
    expression: "/id",
    said: [],
  },
  {
    title: "optional, and demanded by what is optional",
    payload: { type: "object", properties: { kind: text, id: text }, dependencies: { kind: ["id"] } },
    expression: "/id",
    said: ["expression-optional"],
  },
  {
    title: "undescribed, but for the condition",
    payload: { type: "object" },
    when: { payload: { required: ["id"], properties: { id: { const: "a" } } } },
    expression: "/id",
    said: [],
  },
  {
    title: "a condition on a misspelt property",
    payload: object({ id: text, status: text }, "id"),
    when: { payload: { required: ["sttaus"] } },
    expression: "/id",
    said: ["condition-property"],
  },
  {
    title: "a condition on a misspelt property inside another",
    payload: object({ id: text, meta: object({ status: text }) }, "id"),
    when: { payload: { properties: { meta: { not: { properties: { sttaus: { const: "a" } } } } } } },
    expression: "/id",
    said: ["condition-property"],
  },
  {
    title: "a condition on a constant outside the enum",
    payload: object({ id: text, status: { enum: ["open", "paid"] } }, "id"),
    when: { payload: { properties: { status: { const: "payed" } } } },
    expression: "/id",
    said: ["condition-value"],
  },
  {
    title: "a condition on a constant of another type",
    payload: object({ id: text, total: { type: "integer" } }, "id"),
    when: { payload: { properties: { total: { enum: [1, "1"] } } } },
    expression: "/id",
    said: ["condition-value"],
  },
];

describe("an expression is looked up in the schema of its message", () => {
  for (const { title, payload, schemas = {}, expression, when, said } of cases) {
    test(`${title}: ${said.length === 0 ? "nothing is said" : said.join()}`, async () => {
      const rule = { workflow: "W", workflowId: `w-{$message.payload#${expression}}`, ...(when === undefined ? {} : { when }) };
      const loaded = await loadDocumentText(
        JSON.stringify({
          asyncapi: "3.0.0",
          info: { title: "t", version: "1" },
          "x-temporal": { taskQueue: "q" },
          components: { schemas },
          channels: { orders: { address: "orders", messages: { placed: { payload, "x-temporal": rule } } } },
          operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
        }),
        "asyncapi.json",
      );
      const sink = new DiagnosticSink();
      assert.ok(loaded.root !== undefined && loaded.version !== undefined, JSON.stringify(loaded.diagnostics));
      lowerDocument(loaded.root, loaded.version, { sink });
      assert.deepEqual(
        sink.diagnostics.map(({ code }) => code).filter((code) => /^(expression|condition)-/.test(code)),
        said,
      );
    });
  }
});
