import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";

interface Case {
  readonly title: string;
  readonly schemas: object;
  /** Where `#/components/schemas/A` leads, or what is said about it. */
  readonly leadsTo: string;
}

const leaf = { type: "string" };

const cases: readonly Case[] = [
  {
    title: "the address of its own file",
    schemas: {
      A: { $ref: "https://example.org/tree.json#/definitions/Leaf" },
      Tree: { $id: "https://example.org/tree.json", definitions: { Leaf: leaf } },
    },
    leadsTo: "/components/schemas/Tree/definitions/Leaf",
  },
  {
    title: "a whole schema by its address",
    schemas: { A: { $ref: "urn:example:leaf" }, B: { $id: "urn:example:leaf" } },
    leadsTo: "/components/schemas/B",
  },
  { title: "a plain anchor of draft-07", schemas: { A: { $ref: "#leaf" }, B: { $id: "#leaf" } }, leadsTo: "/components/schemas/B" },
  { title: "an anchor", schemas: { A: { $ref: "#leaf" }, B: { $anchor: "leaf" } }, leadsTo: "/components/schemas/B" },
  {
    title: "an anchor of another schema",
    schemas: {
      A: { $ref: "https://example.org/b.json#leaf" },
      B: { $id: "https://example.org/b.json", definitions: { L: { $anchor: "leaf" } } },
    },
    leadsTo: "/components/schemas/B/definitions/L",
  },
  {
    title: "relative addresses start from the schema around",
    schemas: {
      A: { $ref: "https://example.org/b.json#/properties/leaf" },
      B: { $id: "https://example.org/b.json", properties: { leaf: { $ref: "leaf.json" } }, definitions: { L: { $id: "leaf.json" } } },
    },
    leadsTo: "/components/schemas/B/definitions/L",
  },
  {
    title: "a pointer inside a schema with an address",
    schemas: {
      A: { $ref: "#/components/schemas/B/properties/leaf" },
      B: { $id: "urn:example:b", properties: { leaf: { $ref: "#/definitions/L" } }, definitions: { L: leaf } },
    },
    leadsTo: "/components/schemas/B/definitions/L",
  },
  {
    title: "a pointer from the document although an address is around",
    schemas: {
      A: { $ref: "#/components/schemas/B/properties/leaf" },
      B: { $id: "urn:example:b", properties: { leaf: { $ref: "#/components/schemas/L" } } },
      L: leaf,
    },
    leadsTo: "/components/schemas/L",
  },
  {
    title: "an address that nothing has",
    schemas: { A: { $ref: "urn:example:gone" }, B: { $id: "urn:example:b" } },
    leadsTo: "ref-scheme",
  },
  {
    title: "an address in an example is none",
    schemas: { A: { $ref: "urn:example:b" }, B: { examples: [{ $id: "urn:example:b" }] } },
    leadsTo: "ref-scheme",
  },
  {
    title: "an address on the network is not fetched",
    schemas: { A: { $ref: "https://example.org/c.json" }, B: { $id: "https://example.org/b.json" } },
    leadsTo: "ref-url-denied",
  },
  {
    title: "a place that the addressed schema lacks",
    schemas: { A: { $ref: "urn:example:b#/definitions/M" }, B: { $id: "urn:example:b", definitions: { L: leaf } } },
    leadsTo: "ref-target-missing",
  },
];

describe("a reference by `$id` or anchor leads to", () => {
  for (const { title, schemas, leadsTo } of cases) {
    test(`${title}: ${leadsTo}`, async () => {
      const document = { asyncapi: "3.0.0", info: { title: "t", version: "1" }, components: { schemas } };
      const { root, diagnostics } = await loadDocumentText(JSON.stringify(document), "asyncapi.json");
      const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
      const target = root?.get("components")?.get("schemas")?.get("A")?.resolve().pointer;
      assert.deepEqual(errors.length > 0 ? errors : [target], [leadsTo]);
    });
  }
});
