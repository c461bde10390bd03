import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { writeFrame } from "../../src/runtime/formats/framing.ts";
import { runDocument } from "../neighbours/running-document.ts";
import { always, type FakeRegistry, fakeRegistry } from "../runtime/registry/fake-registry.ts";
import { kcatConsume } from "../services/clients.ts";
import { describeWithServices, startService, uniqueName, waitFor } from "../services/index.ts";

const ours = { type: "record", name: "Order", namespace: "shop", fields: [{ name: "id", type: "string" }] };

/** Each version has an id of its own, so each message needs a schema that nobody has fetched. */
function version(number: number): typeof ours {
  return { ...ours, fields: [...ours.fields, { name: `more${number}`, type: "int", default: 0 } as never] };
}

function body(number: number, id: number): Buffer {
  const inside = avroCodec(JSON.stringify(version(number))).encode({ id: String(number), [`more${number}`]: number });
  return Buffer.from(writeFrame(inside, "confluent", { kind: "id", id }).body);
}

await describeWithServices(["kafka"], "the schema registry breaks while messages come", ({ kafka }) => {
  const start = async (t: TestContext, registry: string) => {
    const topic = uniqueName("orders");
    await Promise.all([kafka.createTopic(topic, 2), kafka.createTopic(`${topic}-dlq`)]);
    const producer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    t.after(() => producer.disconnect());
    const text = `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
x-boost: { retry: { attempts: 3, initialInterval: 100ms, maxInterval: 500ms } }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: ${topic}
    messages: { Order: { payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(ours)} } } }
operations: { onOrder: { action: receive, channel: { $ref: "#/channels/orders" } } }
`;
    const environment = { BOOST_KAFKA_URL: kafka.address, BOOST_KAFKA_REGISTRY_URL: registry };
    const app = await runDocument(t, text, { environment });
    return {
      app,
      send: (number: number, id: number) => producer.send({ topic, messages: [{ value: body(number, id), key: String(number % 3) }] }),
      handled: () => app.received.map(({ payload }) => Number((payload as { readonly id: string }).id)).sort((a, b) => a - b),
      deadLetters: () => kcatConsume(kafka, `${topic}-dlq`),
    };
  };

  test("F61: killed and frozen, it is waited for: nothing is dead-lettered, everything is handled once it is back", async (t) => {
    const registry = await startService("registry", { own: true });
    t.after(() => registry.stop());
    const subject = uniqueName("order");
    const ids: number[] = [];
    for (let number = 1; number <= 9; number += 1) ids.push(await registry.register(subject, version(number)));
    const flow = await start(t, registry.address);
    const send = async (from: number, to: number): Promise<void> => {
      for (let number = from; number <= to; number += 1) await flow.send(number, ids[number - 1] ?? 0);
    };
    await send(1, 3);
    await flow.app.until(3);
    await registry.kill();
    await send(4, 6);
    await delay(3_000);
    assert.deepEqual(flow.handled(), [1, 2, 3]);
    await registry.start();
    await flow.app.until(6);
    process.kill(registry.pid ?? 0, "SIGSTOP");
    await send(7, 9);
    await delay(3_000);
    process.kill(registry.pid ?? 0, "SIGCONT");
    await flow.app.until(9);
    assert.deepEqual(flow.handled(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.deepEqual(await flow.deadLetters(), []);
  });

  const faults: readonly (readonly [string, FakeRegistry["answer"]])[] = [
    ["500", always(500, '{"error_code":50001,"message":"no store"}')],
    ["429", always(429, "", { "retry-after": "1" })],
    ["503", always(503, "<html>", { "retry-after": new Date(Date.now() + 1_000).toUTCString() })],
    ["401", always(401, "")],
    ["a page of a proxy", always(200, "<html>")],
    ["404 to everything", always(404, "<html>")],
    ["nothing, and hangs up", (_, response) => Boolean(response.socket?.destroy())],
  ];
  test("F62: whatever it answers that is no answer, the source waits", async (t) => {
    const known = Object.fromEntries(
      faults.map((_, index) => [`GET /schemas/ids/${index + 1}`, { schema: JSON.stringify(version(index + 1)) }]),
    );
    const fake = await fakeRegistry(known);
    t.after(() => fake.close());
    const flow = await start(t, fake.url);
    for (const [index, [name, answer]] of faults.entries()) {
      fake.answer = answer;
      const before = fake.asked.length;
      await flow.send(index + 1, index + 1);
      await waitFor(async () => assert.ok(fake.asked.length > before + 4, name));
      assert.equal(flow.app.received.length, index, name);
      fake.answer = undefined;
      await flow.app.until(index + 1);
    }
    assert.deepEqual(await flow.deadLetters(), []);
  });

  test("F64: it takes its time: who needs no new schema goes on, and who does keeps the order of its key", async (t) => {
    const schemas = [1, 2].map((number) => JSON.stringify({ schema: JSON.stringify(version(number)) }));
    const fake = await fakeRegistry();
    t.after(() => fake.close());
    const held: (() => void)[] = [];
    fake.answer = (request, response) => {
      const answer = (): void => void response.end(schemas[request.url?.endsWith("/1") ? 0 : 1]);
      if (request.url?.endsWith("/2")) held.push(answer);
      else answer();
      return true;
    };
    const flow = await start(t, fake.url);
    await flow.send(2, 2);
    await flow.send(5, 2);
    await waitFor(async () => assert.ok(held.length > 0));
    for (let count = 0; count < 3; count += 1) await flow.send(1, 1);
    await flow.app.until(3);
    assert.deepEqual(flow.handled(), [1, 1, 1]);
    for (const answer of held) answer();
    const received = await flow.app.until(5);
    assert.deepEqual(
      received.slice(3).map(({ payload }) => (payload as { readonly id: string }).id),
      ["2", "5"],
    );
    assert.deepEqual(await flow.deadLetters(), []);
  });

  test("F65: overloaded, it says how long to wait, and is not asked before", async (t) => {
    const wait = 2_000;
    const fake = await fakeRegistry({ "GET /schemas/ids/1": { schema: JSON.stringify(version(1)) } });
    t.after(() => fake.close());
    const at: number[] = [];
    fake.answer = (_, response) => {
      at.push(performance.now());
      if (at.length > 3) return false;
      response.writeHead(503, { "retry-after": String(wait / 1_000) });
      response.end();
      return true;
    };
    const flow = await start(t, fake.url);
    await flow.send(1, 1);
    await flow.app.until(1);
    const gaps = at.slice(1, 4).map((each, index) => each - (at[index] ?? 0));
    // A timer may be a little early.
    assert.ok(
      gaps.every((gap) => gap > wait - 50),
      gaps.join(),
    );
    assert.deepEqual(await flow.deadLetters(), []);
  });

  test("F63: a schema that it does not have is asked for again, then a dead letter that says so; others go on", async (t) => {
    const fake = await fakeRegistry({ "GET /schemas/ids/1": { schema: JSON.stringify(version(1)) } });
    t.after(() => fake.close());
    const flow = await start(t, fake.url);
    await flow.send(2, 4711);
    await flow.send(1, 1);
    await flow.app.until(1);
    const [letter] = await waitFor(async () => {
      const letters = await flow.deadLetters();
      assert.equal(letters.length, 1);
      return letters;
    });
    assert.equal(letter?.headers["boost-cause"], "schema unknown");
    assert.match(letter?.headers["boost-error"] ?? "", /does not have the schema 4711/);
    assert.equal(fake.asked.filter((question) => question.endsWith("/4711")).length, 3);
  });
});
