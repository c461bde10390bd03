import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compareContracts } from "../../../src/compiler/compare/index.ts";
import { contractOf } from "./contract-of.ts";

type Field = { readonly name: string; readonly type: unknown; readonly default?: unknown; readonly aliases?: readonly string[] };

function documentOf(schema: unknown, more: object = {}): object {
  const payload = { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema };
  return {
    asyncapi: "3.0.0",
    info: { title: "Shop", version: "1.0.0" },
    servers: { main: { host: "localhost:9092", protocol: "kafka" } },
    channels: { orders: { address: "orders", messages: { Order: { name: "Order", payload, ...more } } } },
    operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
  };
}

const id: Field = { name: "id", type: "string" };
const order = (...fields: readonly Field[]): object => ({ type: "record", name: "shop.Order", fields: [id, ...fields] });
const status = (symbols: readonly string[], more: object = {}): Field => ({
  name: "status",
  type: { type: "enum", name: "Status", symbols, ...more },
});
const amount = (scale: number, precision = 9): Field => ({
  name: "amount",
  type: { type: "bytes", logicalType: "decimal", precision, scale },
});

interface Row {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  /** For a consumer and for a producer that were written against the schema before; empty: nothing changed. */
  readonly wanted: readonly string[];
}

const rows: readonly Row[] = [
  { name: "nothing", before: order({ name: "n", type: "int" }), after: order({ name: "n", type: "int" }), wanted: [] },
  {
    name: "a field with a default is new",
    before: order(),
    after: order({ name: "n", type: "int", default: 0 }),
    wanted: ["compatible compatible /n: `n` is new, with a default"],
  },
  {
    name: "a field without a default is new",
    before: order(),
    after: order({ name: "n", type: "int" }),
    wanted: ["compatible breaking /n: `n` is new, without a default"],
  },
  {
    name: "a field that had a default is gone",
    before: order({ name: "n", type: "int", default: 0 }),
    after: order(),
    wanted: ["compatible compatible /n: `n` is gone, which had a default"],
  },
  {
    name: "a field that had no default is gone",
    before: order({ name: "n", type: "int" }),
    after: order(),
    wanted: ["breaking compatible /n: `n` is gone, which had no default"],
  },
  {
    name: "a field with a default is renamed with an alias",
    before: order({ name: "n", type: "int", default: 0 }),
    after: order({ name: "m", type: "int", default: 0, aliases: ["n"] }),
    wanted: ["compatible compatible /m: `n` is called `m` now"],
  },
  {
    name: "a field without a default is renamed with an alias",
    before: order({ name: "n", type: "int" }),
    after: order({ name: "m", type: "int", aliases: ["n"] }),
    wanted: ["breaking compatible /m: `n` is called `m` now"],
  },
  {
    name: "a field is renamed without an alias",
    before: order({ name: "n", type: "int" }),
    after: order({ name: "m", type: "int" }),
    wanted: ["breaking compatible /n: `n` is gone, which had no default", "compatible breaking /m: `m` is new, without a default"],
  },
  {
    name: "int becomes long",
    before: order({ name: "n", type: "int" }),
    after: order({ name: "n", type: "long" }),
    wanted: ["breaking compatible /n: it was int, is long"],
  },
  {
    name: "long becomes int",
    before: order({ name: "n", type: "long" }),
    after: order({ name: "n", type: "int" }),
    wanted: ["compatible breaking /n: it was long, is int"],
  },
  {
    name: "string becomes bytes",
    before: order({ name: "n", type: "string" }),
    after: order({ name: "n", type: "bytes" }),
    wanted: ["compatible compatible /n: it was string, is bytes"],
  },
  {
    name: "string becomes int",
    before: order({ name: "n", type: "string" }),
    after: order({ name: "n", type: "int" }),
    wanted: ["breaking breaking /n: it was string, is int"],
  },
  {
    name: "a type may be null now",
    before: order({ name: "n", type: "int" }),
    after: order({ name: "n", type: ["null", "int"] }),
    wanted: ["breaking compatible /n: it was int, is a union of null and int"],
  },
  {
    name: "a branch is gone",
    before: order({ name: "n", type: ["null", "int"] }),
    after: order({ name: "n", type: ["null"] }),
    wanted: ["compatible breaking /n: it was a union of null and int, is a union of null"],
  },
  {
    name: "a symbol is new",
    before: order(status(["A"])),
    after: order(status(["A", "B"])),
    wanted: ['breaking compatible /status: "B" is a new symbol'],
  },
  {
    name: "a symbol is new where there was a default",
    before: order(status(["A"], { default: "A" })),
    after: order(status(["A", "B"], { default: "A" })),
    wanted: ['compatible compatible /status: "B" is a new symbol; who does not know it reads "A"'],
  },
  {
    name: "a symbol is gone",
    before: order(status(["A", "B"])),
    after: order(status(["A"])),
    wanted: ['compatible breaking /status: "B" is no symbol any more'],
  },
  {
    name: "a decimal has another scale",
    before: order(amount(2)),
    after: order(amount(3)),
    wanted: ["breaking breaking /amount: it was decimal(9, 2), is decimal(9, 3)"],
  },
  {
    name: "a decimal gets room for more digits",
    before: order(amount(2)),
    after: order(amount(2, 18)),
    wanted: ["breaking compatible /amount: it was decimal(9, 2), is decimal(18, 2)"],
  },
  {
    name: "a default changes",
    before: order({ name: "n", type: "int", default: 0 }),
    after: order({ name: "n", type: "int", default: 1 }),
    wanted: ["compatible compatible /n: its default was `0`, is `1`"],
  },
  {
    name: "an item changes",
    before: order({ name: "n", type: { type: "array", items: { type: "map", values: "int" } } }),
    after: order({ name: "n", type: { type: "array", items: { type: "map", values: "string" } } }),
    wanted: ["breaking breaking /n/[]/*: it was int, is string"],
  },
  {
    name: "a record inside a union changes",
    before: order({ name: "n", type: ["null", { type: "record", name: "N", fields: [] }] }),
    after: order({ name: "n", type: ["null", { type: "record", name: "N", fields: [{ name: "x", type: "int" }] }] }),
    wanted: ["compatible breaking /n/x: `x` is new, without a default"],
  },
  {
    name: "a record that holds itself",
    before: order({ name: "next", type: ["null", "shop.Order"] }),
    after: order({ name: "next", type: ["null", "shop.Order"] }, { name: "n", type: "int" }),
    wanted: ["compatible breaking /n: `n` is new, without a default"],
  },
];

async function found(before: object, after: object): Promise<readonly string[]> {
  const changes = compareContracts(await contractOf(before), await contractOf(after));
  return changes.map(({ consumer, producer, path, text }) => `${consumer} ${producer} ${path}: ${text}`).sort();
}

describe("a change of an Avro schema breaks whom Avro's resolution says", () => {
  for (const { name, before, after, wanted } of rows) {
    test(name, async () => assert.deepEqual(await found(documentOf(before), documentOf(after)), [...wanted].sort()));
  }

  test("longs become text", async () => {
    const schema = order({ name: "n", type: "long" });
    assert.deepEqual(await found(documentOf(schema), documentOf(schema, { "x-boost": { avro: { long: "string" } } })), [
      "breaking breaking : a long was a number, is a string",
    ]);
  });

  test("a message becomes Avro", async () => {
    const after = documentOf(order());
    const before = documentOf(order(), { payload: { type: "object" }, contentType: "avro/binary+json" });
    assert.ok((await found(before, after)).includes("breaking breaking : is Avro now"));
  });
});
