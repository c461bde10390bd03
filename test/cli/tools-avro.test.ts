import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Kafka, logLevel } from "kafkajs";
import { RejectMessage } from "../../src/runtime/index.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { always, fakeRegistry } from "../runtime/registry/fake-registry.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import type { Printed } from "./session.ts";
import { contractOf, service, typed } from "./tools-setting.ts";

const order = {
  type: "record",
  name: "shop.Order",
  fields: [
    { name: "id", type: "string" },
    { name: "total", type: { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 } },
    { name: "placed", type: { type: "long", logicalType: "timestamp-millis" }, default: 0 },
  ],
};
const value = { id: "1", total: "12.50", placed: "2024-02-29T10:15:30.250Z" };

const document = (topic: string): string => `\
asyncapi: 3.0.0
info: { title: Orders of ${topic}, version: 1.0.0 }
servers:
  main: { host: localhost, protocol: kafka }
channels:
  orders:
    address: ${topic}
    bindings: { kafka: { partitions: 1, bindingVersion: "0.5.0" } }
    messages:
      ordered:
        name: Ordered
        payload: { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(order)} }
        examples:
          - payload: ${JSON.stringify(value)}
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
    x-boost: { deadLetter: ${topic}-dead, retry: { attempts: 1 } }
`;

await describeWithServices(["kafka"], "publish and dlq of a message in Avro", ({ kafka }) => {
  interface Setting {
    readonly topic: string;
    readonly type: (...words: string[]) => Promise<Printed>;
    /** Those that are dead, as `dlq list --json` has them. */
    readonly dead: (count: number) => Promise<readonly { readonly place: string; readonly id: string }[]>;
    readonly seen: readonly unknown[];
  }

  async function produce(topic: string, messages: readonly { readonly key: string | Buffer; readonly value: Buffer }[]): Promise<void> {
    const producer = new Kafka({ clientId: "tools-avro", brokers: [kafka.address], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({ topic, messages: [...messages] });
    await producer.disconnect();
  }

  async function setting(context: TestContext, more: Readonly<Record<string, string>> = {}): Promise<Setting> {
    const space = workspace(context);
    const topic = uniqueName("avro");
    space.write("asyncapi.yaml", document(topic));
    const env = { BOOST_MAIN_URL: kafka.address, ...more };
    const type = (...words: string[]): Promise<Printed> => typed(space.folder, words, env);
    await Promise.all([kafka.createTopic(topic), kafka.createTopic(`${topic}-dead`)]);
    const seen: unknown[] = [];
    const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), env, (message) => {
      seen.push(message);
      throw new RejectMessage("not today");
    });
    context.after(() => app.stop());
    const dead: Setting["dead"] = async (count) => {
      let found: readonly { readonly place: string; readonly id: string }[] = [];
      await waitFor(async () => {
        const { out } = await type("dlq", "list", "--json");
        found = out
          .split("\n")
          .flatMap((line) => (line === "" ? [] : [JSON.parse(line) as { readonly place: string; readonly id: string }]));
        assert.equal(found.length, count);
      });
      return found;
    };
    return { topic, type, dead, seen };
  }

  test("bare: it is published as Avro, and the dead letter is shown as the value that it was", async (context) => {
    const { topic, type, dead, seen } = await setting(context);
    const published = await type("publish", "Ordered", "--example", "1", "--key", "k-1");
    assert.deepEqual([published.code, published.err], [0, ""]);
    // 2 + 3 + 7 bytes: nothing is written about the fields.
    assert.match(published.out, /\(1\d bytes/);
    await produce(topic, [{ key: "k-2", value: Buffer.from([0xff, 0xff]) }]);
    // Which of two keys is dead first is nobody's promise.
    const found = await dead(2);
    const two = found.find(({ id }) => id === `${topic}/0/1`);
    const one = found.find((letter) => letter !== two);
    assert.deepEqual(seen, [value]);
    const shown = await type("dlq", "show", one?.place ?? "");
    assert.match(shown.out, /^key +k-1$/m);
    assert.deepEqual(JSON.parse(shown.out.slice(shown.out.indexOf("\n{"))), value);
    const [json = ""] = (await type("dlq", "show", one?.place ?? "", "--json")).out.split("\n");
    assert.deepEqual(JSON.parse(json).value, value);
    const broken = await type("dlq", "show", two?.place ?? "");
    assert.match(broken.out, /^not read +.*\S/m);
    assert.match(broken.out, /\nffff\n$/);
    const unfit = await type("publish", "Ordered", "--data", "asyncapi.yaml");
    assert.deepEqual([unfit.code, unfit.out], [2, ""]);
  });

  test("framed: body and key are shown as their writers' schemas say, and what the registry says instead is told", async (context) => {
    const key = { type: "record", name: "shop.Key", fields: [{ name: "tenant", type: "string" }] };
    const tenant = [6, ...Buffer.from("one")];
    const referring = (schema: object): object => ({
      schema: JSON.stringify(schema),
      references: [{ name: "shop.Tenant", subject: "tenant", version: 1 }],
    });
    const older = { ...order, fields: order.fields.slice(0, 2) };
    const registry = await fakeRegistry({
      "GET /schemas/ids/1": { schema: JSON.stringify(older) },
      "GET /schemas/ids/2": { schema: JSON.stringify(key) },
      "GET /schemas/ids/3": referring({ ...order, fields: [{ name: "id", type: "shop.Tenant" }] }),
      "GET /schemas/ids/4": referring({ ...key, fields: [{ name: "tenant", type: "shop.Tenant" }] }),
      "GET /subjects/tenant/versions/1": {
        schema: JSON.stringify({ ...key, name: "shop.Tenant", fields: [{ name: "name", type: "string" }] }),
      },
    });
    context.after(() => registry.close());
    const { topic, type, dead } = await setting(context, { BOOST_MAIN_REGISTRY_URL: registry.url });
    await produce(topic, [
      {
        key: Buffer.from([0, 0, 0, 0, 2, 6, ...Buffer.from("one")]),
        // Its total is 12.50, as 04e2.
        value: Buffer.from([0, 0, 0, 0, 1, 2, ...Buffer.from("1"), 4, 0x04, 0xe2]),
      },
    ]);
    await produce(topic, [{ key: Buffer.from([0, 0, 0, 0, 4, ...tenant]), value: Buffer.from([0, 0, 0, 0, 3, ...tenant]) }]);
    const found = await dead(2);
    const one = found.find(({ id }) => id === `${topic}/0/0`);
    const letter = found.find(({ id }) => id === `${topic}/0/1`);
    const shown = await type("dlq", "show", one?.place ?? "");
    assert.match(shown.out, /^key +\{"tenant":"one"\}$/m);
    assert.deepEqual(JSON.parse(shown.out.slice(shown.out.indexOf("\n{"))), { ...value, placed: "1970-01-01T00:00:00.000Z" });
    // Neither fits the document, and both use names of other schemas.
    const foreign = await type("dlq", "show", letter?.place ?? "");
    assert.match(foreign.out, /^key +\{"tenant":\{"name":"one"\}\}$/m);
    assert.deepEqual(JSON.parse(foreign.out.slice(foreign.out.indexOf("\n{"))), { id: { name: "one" } });
    registry.answer = always(404, '{"error_code":40403,"message":"gone"}');
    const denied = await type("dlq", "show", one?.place ?? "");
    assert.equal(denied.code, 0);
    assert.match(denied.out, /^not read +.*schema/m);
    assert.match(denied.out, /\n0000000001/);
  });
});
