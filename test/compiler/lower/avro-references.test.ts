import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { compileDocument } from "../../../src/compiler/compile-document.ts";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";

const text = { type: "string" };
const record = (name: string, fields: object, more: object = {}): object => ({
  type: "record",
  name,
  ...more,
  fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })),
});
const files = {
  // A file for each record, one record with others in it, a list of records, and a list where one short name is two records.
  "user.avsc": record("User", { name: text }, { namespace: "shop" }),
  "order.avsc": record("Order", { line: record("Line", { sku: record("Sku", { text }) }), again: "Line" }, { namespace: "shop" }),
  "all.avsc": [
    record("Customer", { name: text }, { namespace: "shop" }),
    record("shop.Paid", { by: "Customer", old: ["null", "shop.Customer"] }),
  ],
  "twice.avsc": [record("a.Line", { sku: text }), record("b.Line", { sku: text, price: { type: "int" } })],
};

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "boost-gen-avro-"));
  for (const [name, schema] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(schema));
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Compiled {
  readonly complaints: readonly string[];
  readonly schema: string | undefined;
}

async function compiled(reference: string | object): Promise<Compiled> {
  const schema = typeof reference === "string" ? { $ref: reference } : reference;
  const source = JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "Shop", version: "1" },
    channels: {
      orders: {
        address: "orders",
        messages: { Order: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema } } },
      },
    },
    operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
  });
  const { root, version, diagnostics } = await loadDocumentText(source, "asyncapi.json", { cwd: folder });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (root === undefined || version === undefined || errors.length > 0)
    return { complaints: errors.map(({ message, help }) => [message, help].join(" ").trim()), schema: undefined };
  const { contract, diagnostics: found } = compileDocument({ root, version }, { importExtension: ".js", version: "0.0.0", source: "x" });
  return {
    complaints: found.filter(({ severity }) => severity === "error").map(({ message }) => message),
    schema: contract.messages[0]?.wire?.schema,
  };
}

describe("a reference names a record of an Avro file", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["user.avsc#/User", "shop.User"],
    ["user.avsc#/shop.User", "shop.User"],
    ["order.avsc#/Order", "shop.Order"],
    ["order.avsc#/Line", "shop.Line"],
    ["order.avsc#/Sku", "shop.Sku"],
    ["order.avsc#/fields/0/type", "shop.Line"],
    ["all.avsc#/Customer", "shop.Customer"],
    ["all.avsc#/Paid", "shop.Paid"],
    ["all.avsc#/1", "shop.Paid"],
    ["twice.avsc#/b.Line", "b.Line"],
  ];
  for (const [reference, name] of rows) {
    test(`${reference} is ${name}`, async () => {
      const { complaints, schema } = await compiled(reference);
      assert.deepEqual(complaints, []);
      assert.equal((JSON.parse(schema ?? "null") as { readonly name: string }).name, name);
    });
  }

  test("inside a schema as well, and the record keeps the namespace of its file", async () => {
    const { complaints, schema } = await compiled(record("other.Cart", { line: { $ref: "order.avsc#/Line" } }));
    assert.deepEqual(complaints, []);
    assert.match(schema ?? "", /"shop\.Line"/);
  });

  test("a name that is not there is said with one that is", async () => {
    assert.match(
      (await compiled("order.avsc#/Lime")).complaints.join(),
      /leads nowhere: there is no `Lime`.*`order\.avsc#\/(shop\.)?Line`/,
    );
  });

  test("a short name of two records is neither", async () => {
    assert.match((await compiled("twice.avsc#/Line")).complaints.join(), /leads nowhere.*`twice\.avsc#\/a\.Line`/);
  });
});

test("a trait's format wins over the message's where names are looked for too, as where the message is read", async () => {
  const message = (payload: object): object => ({
    schemaFormat: "application/schema+json;version=draft-07",
    traits: [{ schemaFormat: "application/vnd.apache.avro;version=1.9.0" }],
    payload,
  });
  const source = JSON.stringify({
    asyncapi: "2.6.0",
    info: { title: "Shop", version: "1" },
    channels: {
      orders: { publish: { message: { name: "Order", ...message(record("Order", { by: "Customer" })) } } },
      customers: { publish: { message: { name: "Customer", ...message(record("Customer", { name: text })) } } },
    },
  });
  const { root, version } = await loadDocumentText(source, "asyncapi.json", { cwd: folder });
  assert.ok(root !== undefined && version !== undefined);
  const { diagnostics } = compileDocument({ root, version }, { importExtension: ".js", version: "0.0.0", source: "x" });
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === "error").map(({ message: said }) => said),
    [],
  );
});
