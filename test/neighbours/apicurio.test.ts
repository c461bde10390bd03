import assert from "node:assert/strict";
import { test } from "node:test";
import { uniqueName } from "../services/index.ts";
import { describeWithJava } from "../services/java.ts";
import { apicurioConsumes, apicurioProduces, apicurioSource } from "./apicurio.ts";
import { runDocument } from "./running-document.ts";

/** How their serializers are set, and what our document says of the same. */
const framings = [
  { title: "the global id in a header, their default", settings: {}, ours: "framing: apicurio-header" },
  {
    title: "the content id in a header",
    settings: { "apicurio.registry.use-id": "contentId" },
    ours: "framing: apicurio-header, useId: content",
  },
  {
    title: "the global id in eight bytes",
    settings: { "apicurio.registry.headers.enabled": "false" },
    ours: "framing: apicurio",
  },
  {
    title: "the content id in eight bytes",
    settings: { "apicurio.registry.headers.enabled": "false", "apicurio.registry.use-id": "contentId" },
    ours: "framing: apicurio, useId: content",
  },
  {
    title: "the content id in Confluent's four bytes",
    settings: {
      "apicurio.registry.headers.enabled": "false",
      "apicurio.registry.as-confluent": "true",
      "apicurio.registry.use-id": "contentId",
    },
    ours: "framing: confluent",
  },
  {
    title: "the global id in Confluent's four bytes",
    settings: { "apicurio.registry.headers.enabled": "false", "apicurio.registry.as-confluent": "true" },
    ours: "framing: confluent, useId: global",
  },
] as const;

const order = {
  type: "record",
  name: "OrderCreated",
  namespace: "shop",
  fields: [
    { name: "id", type: "string" },
    { name: "note", type: ["null", "string"], default: null },
  ],
};
/** One field more than the producers know. */
const ours = { ...order, fields: [...order.fields, { name: "currency", type: "string", default: "EUR" }] };
const orderKey = { type: "record", name: "OrderKey", namespace: "shop", fields: [{ name: "id", type: "string" }] };
const orderJson = { type: "object", required: ["id"], properties: { id: { type: "string" } } };

const avro = `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(ours)} }`;

const avroKey = `
      bindings: { kafka: { key: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(orderKey)} } } },
      x-boost: { key: { id: "{$message.payload#/id}" } }`;

function document(topic: string, payload: string, action: "receive" | "send", registry: string): string {
  return `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
x-boost: { registry: { ${registry} } }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: ${topic}
    messages: { OrderCreated: { payload: ${payload}${payload === avro ? `, ${avroKey}` : ""} } }
operations: { onOrder: { action: ${action}, channel: { $ref: "#/channels/orders" } } }
`;
}

await describeWithJava(
  { source: apicurioSource, services: ["kafka", "registry"] },
  "Apicurio's serializers in Java as neighbours",
  ({ kafka, registry, java }) => {
    const place = { java, bootstrap: kafka.address, registry: registry.address };
    const environment = { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: registry.address };

    /** Ids of a schema that is registered alone are the same in both counts; one that has the same content in two subjects tells them apart. */
    const started = async (schema: object, type: "AVRO" | "JSON" = "AVRO"): Promise<string> => {
      const topic = uniqueName("orders");
      await Promise.all([kafka.createTopic(topic), kafka.createTopic(`${topic}-dlq`)]);
      await registry.register(`${topic}-other`, schema, type);
      await registry.register(`${topic}-value`, schema, type);
      return topic;
    };

    for (const { title, settings, ours: registryOption } of framings) {
      test(`what they write in Avro arrives as the document's type: ${title}`, async (t) => {
        const topic = await started(order);
        const values = [
          { id: "1", note: null },
          { id: "2", note: { string: "tea" } },
        ];
        await apicurioProduces(place, { topic, format: "avro", schema: order, values, settings });
        const app = await runDocument(t, document(topic, avro, "receive", registryOption), { environment });
        assert.deepEqual(
          (await app.until(2)).map(({ payload }) => payload),
          [
            { id: "1", note: null, currency: "EUR" },
            { id: "2", note: "tea", currency: "EUR" },
          ],
        );
      });

      test(`they read what we write in Avro: ${title}`, async (t) => {
        const topic = await started(ours);
        await registry.register(`${topic}-key`, orderKey);
        const app = await runDocument(t, document(topic, avro, "send", registryOption), { environment });
        await Object.values(app.publish)[0]?.({ id: "1", note: "tea" });
        const { values } = await apicurioConsumes(place, { topic, format: "avro", count: 1, settings });
        assert.deepEqual(values, [{ id: "1", note: "tea", currency: "EUR" }]);
      });

      test(`a key in Avro goes both ways: ${title}`, async (t) => {
        const topic = await started(ours);
        await registry.register(`${topic}-key`, orderKey);
        await apicurioProduces(place, {
          topic,
          format: "avro",
          schema: ours,
          values: [{ id: "1", note: null, currency: "EUR" }],
          key: { schema: orderKey, value: { id: "1" } },
          settings,
        });
        const receiver = await runDocument(t, document(topic, avro, "receive", registryOption), { environment });
        const [first] = await receiver.until(1);
        assert.equal(first?.key, '{"id":"1"}');
        const sender = await runDocument(t, document(topic, avro, "send", registryOption), { environment });
        await Object.values(sender.publish)[0]?.({ id: "2" });
        const { keys } = await apicurioConsumes(place, { topic, format: "avro", count: 2, settings });
        assert.deepEqual(keys, [{ id: "1" }, { id: "2" }]);
      });

      test(`JSON goes both ways: ${title}`, async (t) => {
        const own = { ...settings, "apicurio.registry.auto-register": "false", "apicurio.registry.find-latest": "true" };
        const payload = JSON.stringify(orderJson);
        const topic = await started(orderJson, "JSON");
        await apicurioProduces(place, { topic, format: "json", values: [{ id: "1" }], settings: own });
        const receiver = await runDocument(t, document(topic, payload, "receive", registryOption), { environment });
        assert.deepEqual(
          (await receiver.until(1)).map(({ payload: received }) => received),
          [{ id: "1" }],
        );
        const back = await started(orderJson, "JSON");
        const sender = await runDocument(t, document(back, payload, "send", registryOption), { environment });
        await Object.values(sender.publish)[0]?.({ id: "2" });
        const { values } = await apicurioConsumes(place, { topic: back, format: "json", count: 1, settings: own });
        assert.deepEqual(values, [{ id: "2" }]);
      });
    }
  },
);
