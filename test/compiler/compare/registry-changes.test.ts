import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { changeTable } from "../../../src/compiler/compare/change.ts";
import { compareContracts } from "../../../src/compiler/compare/index.ts";
import { contractOf } from "./contract-of.ts";

const seen = new Set<string>();

interface Said {
  /** Of the server's binding. */
  readonly server?: object;
  /** Of the message's binding. */
  readonly message?: object;
  /** `x-boost.registry` of root and message. */
  readonly root?: object;
  readonly own?: object;
  /** JSON instead of Avro. */
  readonly json?: true;
}

const asAvro = (schema: unknown): object => ({ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema });

function documentOf({ server, message, root, own, json }: Said): object {
  return {
    asyncapi: "3.0.0",
    info: { title: "Shop", version: "1.0.0" },
    ...(root === undefined ? {} : { "x-boost": { registry: root } }),
    servers: { main: { host: "localhost:9092", protocol: "kafka", ...(server === undefined ? {} : { bindings: { kafka: server } }) } },
    channels: {
      orders: { address: "orders", messages: { Order: { $ref: "#/components/messages/Order" } } },
      copies: { address: "copies", messages: { Order: { $ref: "#/components/messages/Order" } } },
    },
    operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
    components: {
      messages: {
        Order: {
          payload: json ? { type: "object" } : asAvro({ type: "record", name: "shop.Order", fields: [{ name: "id", type: "string" }] }),
          ...(message === undefined ? {} : { bindings: { kafka: message } }),
          ...(own === undefined ? {} : { "x-boost": { registry: own } }),
        },
      },
    },
  };
}

const url = { schemaRegistryUrl: "http://a:8081" };
const apicurio = { ...url, schemaRegistryVendor: "apicurio" };
const key = (schema: unknown): object => ({ key: asAvro(schema) });
const keyRecord = (...fields: readonly object[]): object => ({
  type: "record",
  name: "Key",
  fields: [{ name: "id", type: "string" }, ...fields],
});

const rows: readonly { readonly name: string; readonly before: Said; readonly after: Said; readonly wanted: readonly string[] }[] = [
  {
    name: "a registry is named, so Avro has Confluent's frame",
    before: {},
    after: { server: url },
    wanted: ["breaking breaking message Order: what names its schema was `none`, is `confluent`"],
  },
  {
    name: "a registry is named, and JSON has no frame all the same",
    before: { json: true },
    after: { json: true, server: url },
    wanted: [],
  },
  {
    name: "the vendor is another",
    before: { server: url },
    after: { server: apicurio },
    wanted: ["breaking breaking message Order: what names its schema was `confluent`, is `apicurio`"],
  },
  {
    name: "the vendor is another, and the messages say what they have",
    before: { server: url, own: { framing: "confluent" } },
    after: { server: apicurio, own: { framing: "confluent" } },
    wanted: [],
  },
  {
    name: "the registry has another address",
    before: { server: url },
    after: { server: { schemaRegistryUrl: "http://b:8081" } },
    wanted: ["breaking breaking server main: the address of the schema registry was `http://a:8081`, is `http://b:8081`"],
  },
  { name: "the same address, said elsewhere", before: { server: url }, after: { root: { url: "http://a:8081" } }, wanted: [] },
  {
    name: "the id goes into a header",
    before: { server: url, message: { schemaIdLocation: "payload" } },
    after: { server: url, message: { schemaIdLocation: "header" } },
    wanted: ["breaking breaking message Order: what names its schema was `confluent`, is `confluent-header`"],
  },
  {
    name: "the id has eight bytes",
    before: { server: url },
    after: { server: url, message: { schemaIdPayloadEncoding: "8" } },
    wanted: ["breaking breaking message Order: what names its schema was `confluent`, is `apicurio`"],
  },
  {
    name: "the same framing, said in another way",
    before: { server: url, message: { schemaIdPayloadEncoding: "apicurio-new" } },
    after: { server: url, root: { framing: "apicurio" } },
    wanted: [],
  },
  {
    name: "the id is of the other count",
    before: { server: apicurio },
    after: { server: apicurio, root: { useId: "content" } },
    wanted: ["breaking breaking message Order: the count of its schema's id was `the usual one`, is `content`"],
  },
  {
    name: "the schema is looked up under another subject",
    before: { server: url },
    after: { server: url, message: { schemaLookupStrategy: "RecordNameStrategy" } },
    wanted: ["compatible compatible message Order: what its schema's subject goes by was `topic`, is `record`"],
  },
  {
    name: "another subject, where no frame is",
    before: {},
    after: { root: { subject: "record" } },
    wanted: [],
  },
  {
    name: "its key becomes Avro",
    before: {},
    after: { message: key("string") },
    wanted: ["breaking breaking message Order: its key is Avro now"],
  },
  {
    name: "its key gets a field",
    before: { message: key(keyRecord()) },
    after: { message: key(keyRecord({ name: "region", type: "string" })) },
    wanted: ["compatible breaking message Order: key/region `region` is new, without a default"],
  },
];

describe("what a change of registries and framings means", () => {
  for (const { name, before, after, wanted } of rows)
    test(name, async () => {
      const [old, now] = [await contractOf(documentOf(before)), await contractOf(documentOf(after))];
      const changes = compareContracts(old, now);
      for (const { code } of changes) seen.add(code);
      const shown = changes.map(
        ({ consumer, producer, subject, path, text }) => `${consumer} ${producer} ${subject}: ${path === "" ? "" : `${path} `}${text}`,
      );
      assert.deepEqual(shown, wanted);
    });

  test("every row of the table has a case", () =>
    assert.deepEqual(
      Object.keys(changeTable).filter((code) => code.startsWith("registry-") && !seen.has(code)),
      [],
    ));

  test("what Avro's `doc` says is told as a description is", async () => {
    const of = (doc: string, fieldDoc: string): Promise<Parameters<typeof compareContracts>[0]> => {
      const document = documentOf({});
      const order = (document as { components: { messages: { Order: { payload: unknown } } } }).components.messages.Order;
      order.payload = asAvro({ type: "record", name: "shop.Order", doc, fields: [{ name: "id", type: "string", doc: fieldDoc }] });
      return contractOf(document);
    };
    const changes = compareContracts(await of("An order.", "Its id."), await of("An order of ours.", "Its number."));
    assert.deepEqual(
      changes.map(({ code, path, consumer }) => [code, path, consumer]),
      [
        ["description-changed", "", "cosmetic"],
        ["description-changed", "/id", "cosmetic"],
      ],
    );
  });
});
