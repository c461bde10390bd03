import assert from "node:assert/strict";
import { test } from "node:test";
import { examine, type Finding } from "boost-gen/tools";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { compiled } from "../truth/compiled.ts";

const order = (...more: readonly object[]): object => ({
  type: "record",
  name: "Order",
  namespace: "shop",
  fields: [{ name: "id", type: "string" }, ...more],
});

await describeWithServices(["kafka", "registry"], "doctor and the schema registry", ({ kafka, registry }) => {
  const ask = async (topic: string, schema: object, create = false, url = registry.address): Promise<readonly Finding[]> => {
    const { contract } = await compiled(`
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
servers:
  kafka: { host: "localhost:9092", protocol: kafka, bindings: { kafka: { schemaRegistryUrl: "${url}", schemaRegistryVendor: confluent } } }
channels:
  orders:
    address: ${topic}
    messages: { Order: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(schema)} } } }
operations: { placeOrder: { action: send, channel: { $ref: "#/channels/orders" } } }
`);
    const findings: Finding[] = [];
    const environment = { BOOST_KAFKA_URL: kafka.address };
    for await (const finding of examine({ contract, app: "doctor", environment, create })) findings.push(finding);
    return findings;
  };
  const subjectIn = (findings: readonly Finding[]): Finding | undefined => findings.find(({ part }) => part.startsWith("subject"));

  test("says which subject is missing, registers it where that is asked for, and then finds it", async () => {
    const topic = uniqueName("orders");
    await kafka.createTopic(topic);
    const missing = subjectIn(await ask(topic, order()));
    assert.deepEqual([missing?.part, missing?.state], [`subject "${topic}-value"`, "missing"]);
    assert.match(missing?.detail ?? "", /nothing is registered there; `boost-gen doctor --create` registers it/);
    assert.equal(subjectIn(await ask(topic, order(), true))?.state, "created");
    const found = subjectIn(await ask(topic, order()));
    assert.equal(found?.state, "ok");
    assert.match(found?.detail ?? "", /^version 1, schema \d+$/);
  });

  test("says with the registry's reason what is incompatible, and registers it not even then", async () => {
    const topic = uniqueName("orders");
    await kafka.createTopic(topic);
    await registry.register(`${topic}-value`, order());
    await registry.setCompatibility(`${topic}-value`, "BACKWARD");
    const next = order({ name: "total", type: "double" });
    for (const create of [false, true]) {
      const wrong = subjectIn(await ask(topic, next, create));
      assert.equal(wrong?.state, "wrong");
      assert.match(wrong?.detail ?? "", /not compatible, the registry says: Incompatible artifact.*total at \/fields\/1/);
    }
    const compatible = order({ name: "total", type: "double", default: 0 });
    assert.match(subjectIn(await ask(topic, compatible))?.detail ?? "", /none of its versions, and may be the next/);
    assert.equal(subjectIn(await ask(topic, compatible, true))?.state, "created");
  });

  test("says that the registry is away", async () => {
    const topic = uniqueName("orders");
    await kafka.createTopic(topic);
    const findings = await ask(topic, order(), false, "http://127.0.0.1:1");
    const wrong = findings.find(({ part }) => part === 'schema registry of "kafka"');
    assert.equal(wrong?.state, "wrong");
    assert.match(wrong?.detail ?? "", /127\.0\.0\.1:1 cannot be reached/);
  });
});
