import assert from "node:assert/strict";
import { test } from "node:test";
import { typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { uniqueName } from "../services/index.ts";
import { describeWithPython } from "../services/python.ts";
import { confluentConsumes, confluentConsumesKeys, confluentPackages } from "./confluent.ts";

const record = (name: string, fields: readonly object[]): object => ({ type: "record", name, namespace: "shop", fields });
const order = record("Order", [
  { name: "id", type: "string" },
  { name: "currency", type: "string", default: "EUR" },
]);
const key = record("OrderKey", [{ name: "id", type: "string" }]);
const avro = (schema: object): string => `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(schema)} }`;

const document = (topic: string): string => `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: ${topic}
    messages:
      Order:
        name: Order
        payload: ${avro(order)}
        bindings: { kafka: { key: ${avro(key)} } }
        x-boost: { key: { id: "{$message.payload#/id}" } }
        examples: [{ name: one, payload: { id: "1" } }]
operations: { sendOrder: { action: send, channel: { $ref: "#/channels/orders" } } }
`;

await describeWithPython(
  { packages: confluentPackages, services: ["kafka", "registry"] },
  "the command line with a real registry",
  ({ kafka, registry, python }) => {
    test("publish says what is missing, doctor --create registers it, and Confluent's Python client reads what is then published", async (t) => {
      const topic = uniqueName("orders");
      await kafka.createTopic(topic);
      const space = workspace(t);
      space.write("asyncapi.yaml", document(topic));
      const type = (...words: string[]) =>
        typed(space.folder, words, { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: registry.address });

      const early = await type("publish", "Order", "--example", "one");
      assert.notEqual(early.code, 0);
      assert.match(early.err, new RegExp(`no subject "${topic}-value", so nothing was published`));
      const asked = await type("doctor");
      assert.equal(asked.code, 1);
      for (const part of ["value", "key"])
        assert.match(asked.out, new RegExp(`missing +subject "${topic}-${part}": nothing is registered there`));
      const created = await type("doctor", "--create");
      for (const part of ["value", "key"]) assert.match(created.out, new RegExp(`created +subject "${topic}-${part}": schema \\d+`));
      const after = await type("doctor");
      for (const part of ["value", "key"]) assert.match(after.out, new RegExp(`ok +subject "${topic}-${part}": version 1, schema \\d+`));

      const published = await type("publish", "Order", "--example", "one");
      assert.deepEqual([published.code, published.err], [0, ""]);
      const given = await type("publish", "Order", "--example", "one", "--key", '{"id":"mine"}');
      assert.deepEqual([given.code, given.err], [0, ""]);
      const wrong = await type("publish", "Order", "--example", "one", "--key", "mine");
      assert.notEqual(wrong.code, 0);
      assert.match(wrong.err, /the key is not what its Avro schema says/);
      const place = { python, bootstrap: kafka.address, registry: registry.address };
      const what = { topic, format: "avro", count: 2 } as const;
      assert.deepEqual(await confluentConsumes(place, what), [
        { id: "1", currency: "EUR" },
        { id: "1", currency: "EUR" },
      ]);
      assert.deepEqual(await confluentConsumesKeys(place, what), [{ id: "1" }, { id: "mine" }]);
    });
  },
);
