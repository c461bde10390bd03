import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeRegistry } from "../runtime/registry/fake-registry.ts";
import { uniqueName } from "../services/index.ts";
import { describeWithPython } from "../services/python.ts";
import { confluentConsumes, confluentConsumesKeys, confluentPackages, confluentProduces } from "./confluent.ts";
import { runDocument } from "./running-document.ts";

const order = {
  type: "record",
  name: "OrderCreated",
  namespace: "shop",
  fields: [
    { name: "id", type: "string" },
    { name: "total", type: "double" },
  ],
};
const cancelled = { type: "record", name: "OrderCancelled", namespace: "shop", fields: [{ name: "id", type: "string" }] };
/** What a producer has that is one version ahead. */
const newer = { ...order, fields: [...order.fields, { name: "coupon", type: ["null", "string"], default: null }] };
/** What our document has: one field more than the producers know. */
const ours = { ...order, fields: [...order.fields, { name: "currency", type: "string", default: "EUR" }] };

const keyRecord = {
  type: "record",
  name: "OrderKey",
  namespace: "shop",
  fields: [
    { name: "id", type: "string" },
    { name: "region", type: "string" },
    { name: "shard", type: "int", default: 0 },
  ],
};

interface KeyRow {
  readonly title: string;
  readonly schema: object | string;
  readonly key?: string;
  readonly options?: object;
  readonly theirs: unknown;
  readonly shown: string;
}

const avro = (schema: object | string): string =>
  `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(schema)} }`;

function document(topic: string, messages: Readonly<Record<string, string>>, { action = "receive", more = "" } = {}): string {
  return `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
x-boost: { ${more} }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: ${topic}
    messages: { ${Object.entries(messages)
      .map(([name, message]) => `${name}: ${message}`)
      .join(", ")} }
operations: { onOrder: { action: ${action}, channel: { $ref: "#/channels/orders" } } }
`;
}

await describeWithPython(
  { packages: confluentPackages, services: ["kafka", "registry"] },
  "Confluent's Python client as neighbour",
  ({ kafka, registry, python }) => {
    const place = { python, bootstrap: kafka.address, registry: registry.address };
    const environment = { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: registry.address };
    const started = async (): Promise<string> => {
      const topic = uniqueName("orders");
      await Promise.all([kafka.createTopic(topic), kafka.createTopic(`${topic}-dlq`)]);
      return topic;
    };

    test("what it writes in Avro arrives as the document's type, also from a producer of a newer schema", async (t) => {
      const topic = await started();
      await confluentProduces(place, { topic, format: "avro", schema: order, values: [{ id: "1", total: 2.5 }] });
      await confluentProduces(place, { topic, format: "avro", schema: newer, values: [{ id: "2", total: 3, coupon: "tea" }] });
      const app = await runDocument(t, document(topic, { OrderCreated: `{ payload: ${avro(ours)} }` }), { environment });
      assert.deepEqual(
        (await app.until(2)).map(({ payload }) => payload),
        [
          { id: "1", total: 2.5, currency: "EUR" },
          { id: "2", total: 3, currency: "EUR" },
        ],
      );
    });

    test("several records of a topic are told apart by their names", async (t) => {
      const topic = await started();
      const strategy = "topic-record";
      await confluentProduces(place, { topic, format: "avro", schema: order, strategy, values: [{ id: "1", total: 1 }] });
      await confluentProduces(place, { topic, format: "avro", schema: cancelled, strategy, values: [{ id: "1" }] });
      const messages = { OrderCreated: `{ payload: ${avro(order)} }`, OrderCancelled: `{ payload: ${avro(cancelled)} }` };
      const app = await runDocument(t, document(topic, messages), { environment });
      assert.deepEqual((await app.until(2)).map(({ member }) => member).sort(), ["ordersOrderCancelled", "ordersOrderCreated"]);
    });

    test("it reads what we write in Avro, and we register nothing", async (t) => {
      const topic = await started();
      const text = document(topic, { OrderCreated: `{ payload: ${avro(ours)} }` }, { action: "send" });
      const app = await runDocument(t, text, { environment });
      const [publish] = Object.values(app.publish);
      await assert.rejects(
        async () => publish?.({ id: "1", total: 2 }),
        new RegExp(`has no subject "${topic}-value", so nothing was published`),
      );
      await registry.register(`${topic}-value`, { doc: "with a comment", ...ours });
      await publish?.({ id: "1", total: 2 });
      await publish?.({ id: "2", total: 3, currency: "CHF" });
      assert.deepEqual(await confluentConsumes(place, { topic, format: "avro", count: 2 }), [
        { id: "1", total: 2, currency: "EUR" },
        { id: "2", total: 3, currency: "CHF" },
      ]);
    });

    const jsonSchema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Order",
      type: "object",
      properties: { id: { type: "string" } },
    };

    test("what it writes in JSON arrives without a word about frames in the document, and without a registry", async (t) => {
      const topic = await started();
      await confluentProduces(place, { topic, format: "json", schema: jsonSchema, values: [{ id: "1" }] });
      const text = document(topic, { Order: "{ payload: { type: object, required: [id], properties: { id: { type: string } } } }" });
      const app = await runDocument(t, text, { environment: { BOOST_KAFKA_URL: kafka.address } });
      assert.deepEqual(
        (await app.until(1)).map(({ payload }) => payload),
        [{ id: "1" }],
      );
    });

    test("it reads what we write in JSON with its frame", async (t) => {
      const topic = await started();
      await registry.register(`${topic}-value`, jsonSchema, "JSON");
      const message = "{ payload: { type: object, required: [id], properties: { id: { type: string } } } }";
      const more = "registry: { framing: confluent }";
      const app = await runDocument(t, document(topic, { Order: message }, { action: "send", more }), { environment });
      await Object.values(app.publish)[0]?.({ id: "1" });
      assert.deepEqual(await confluentConsumes(place, { topic, format: "json", count: 1 }), [{ id: "1" }]);
    });

    test("a key that it wrote is shown as its value, and kept as its bytes", async (t) => {
      const topic = await started();
      const key = { schema: { type: "string" }, value: "customer-7" };
      await confluentProduces(place, { topic, format: "avro", schema: order, key, values: [{ id: "1", total: 1 }] });
      const text = document(topic, { OrderCreated: `{ payload: ${avro(order)} }` });
      const { RejectMessage } = await import("boost-gen/runtime");
      const app = await runDocument(t, text, {
        environment,
        handle: () => {
          throw new RejectMessage("no");
        },
      });
      const [one] = await app.until(1);
      assert.equal(one?.key, "customer-7");
      assert.equal(one?.keyBytes?.[0], 0);
      assert.equal(
        Buffer.from(one?.keyBytes ?? [])
          .subarray(6)
          .toString(),
        "customer-7",
      );
    });

    for (const { title, schema, key, options, theirs, shown } of [
      {
        title: "a record",
        schema: keyRecord,
        key: '{ id: "{$message.payload#/id}", region: eu }',
        theirs: { id: "1", region: "eu", shard: 0 },
        shown: '{"id":"1","region":"eu","shard":0}',
      },
      { title: "a text", schema: { type: "string" }, key: '"{$message.payload#/id}"', theirs: "1", shown: "1" },
      {
        title: "a long that the caller gives",
        schema: "long",
        options: { key: "9007199254740991" },
        theirs: 9007199254740991,
        shown: "9007199254740991",
      },
    ] as readonly KeyRow[])
      test(`a key in Avro, ${title}: it reads ours, and we read it back as a key`, async (t) => {
        const topic = await started();
        const binding = `bindings: { kafka: { key: ${avro(schema)} } }`;
        const message = `{ payload: ${avro(order)}, ${binding}${key === undefined ? "" : `, x-boost: { key: ${key} }`} }`;
        const app = await runDocument(t, document(topic, { OrderCreated: message }, { action: "send" }), { environment });
        const [publish] = Object.values(app.publish);
        await registry.register(`${topic}-value`, order);
        await assert.rejects(async () => publish?.({ id: "1", total: 2 }, options), new RegExp(`has no subject "${topic}-key"`));
        await registry.register(`${topic}-key`, typeof schema === "string" ? JSON.stringify(schema) : schema);
        await publish?.({ id: "1", total: 2 }, options);
        assert.deepEqual(await confluentConsumesKeys(place, { topic, format: "avro", count: 1 }), [theirs]);
        const reader = await runDocument(t, document(topic, { OrderCreated: message }), { environment });
        assert.deepEqual(
          (await reader.until(1)).map((one) => one.key),
          [shown],
        );
      });

    test("a schema that it names by GUID in a header is fetched by it", async (t) => {
      const topic = await started();
      const guid = "00112233-4455-6677-8899-aabbccddeeff";
      const text = JSON.stringify(order);
      const known = { subject: `${topic}-value`, id: 5, guid, version: 1, schema: text };
      const fake = await fakeRegistry({
        [`POST /subjects/${topic}-value/versions?normalize=False`]: known,
        [`POST /subjects/${topic}-value/versions`]: known,
        [`POST /subjects/${topic}-value?normalize=True&deleted=False`]: known,
        [`POST /subjects/${topic}-value?normalize=true`]: known,
        [`GET /schemas/guids/${guid}`]: { schema: text, guid },
      });
      t.after(() => fake.close());
      const there = { ...place, registry: fake.url };
      await confluentProduces(there, { topic, format: "avro", schema: order, header: true, values: [{ id: "1", total: 1 }] });
      const own = { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: fake.url };
      const more = "registry: { framing: confluent-header }";
      const app = await runDocument(t, document(topic, { OrderCreated: `{ payload: ${avro(order)} }` }, { more }), { environment: own });
      assert.deepEqual(
        (await app.until(1)).map(({ payload }) => payload),
        [{ id: "1", total: 1 }],
      );
      const back = await started();
      const sender = await runDocument(
        t,
        document(
          back,
          { OrderCreated: `{ payload: ${avro(order)} }` },
          { action: "send", more: `${more.replace(" }", ", subject: record }")}` },
        ),
        {
          environment: own,
        },
      );
      fake.answer = (request, response) => {
        if (!request.url?.startsWith("/subjects/shop.OrderCreated")) return false;
        response.end(JSON.stringify(known));
        return true;
      };
      await Object.values(sender.publish)[0]?.({ id: "2", total: 2 });
      assert.deepEqual(await confluentConsumes({ ...there }, { topic: back, format: "avro", count: 1 }), [{ id: "2", total: 2 }]);
    });
  },
);
