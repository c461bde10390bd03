import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Unframer } from "../../src/runtime/decode/frame.ts";
import { defaultLimits } from "../../src/runtime/decode/limits.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { framed } from "../../src/runtime/publish/framing.ts";
import { prepare } from "../../src/runtime/publish/outgoing.ts";
import { compiled } from "../truth/compiled.ts";

const record = { type: "record", name: "Key", fields: [{ name: "id", type: "string" }] };
const asAvro = (schema: unknown): string =>
  `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(schema)} }`;

interface Said {
  /** Of the binding. */
  readonly key: string;
  /** `x-boost.key`. */
  readonly own?: string;
  readonly version?: string;
  readonly payload?: string;
}

const plainPayload = "{ type: object, required: [id], properties: { id: { type: string } } }";

/** What a publisher of a document makes of a key, without a registry. */
async function published({ key, own = '"{$message.payload#/id}"', version = "0.5.0", payload = plainPayload }: Said, options: object = {}) {
  const { contract } = await compiled(`
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      Order:
        payload: ${payload}
        bindings: { kafka: { key: ${key}, bindingVersion: "${version}" } }
        x-boost: { key: ${own} }
operations: { send: { action: send, channel: { $ref: "#/channels/orders" } } }
`);
  const { operation, message } = Object.values(contract.publishers)[0] ?? assert.fail();
  const { channel } = operation;
  const server = contract.servers["kafka"] ?? assert.fail();
  const { outgoing } = prepare({ channel, message, operation, protocol: "kafka" }, { id: "7" }, options);
  const place = { server, registry: undefined, isBare: false, variable: "" };
  return { channel, server, outgoing, sent: await framed(outgoing, { channel, message }, place), place, message };
}

/** A registry that knows nothing yet. */
const unasked = {
  idOf: () => undefined,
  schema: () => undefined,
  fetch: () => Promise.reject(new Error("nothing is read here")),
};

describe("a Kafka key whose schema is Avro", () => {
  for (const { title, said, schema, value, options } of [
    {
      title: "a record of an object",
      said: { key: asAvro(record), own: '{ id: "{$message.payload#/id}" }' },
      schema: record,
      value: { id: "7" },
    },
    {
      title: "a record that the caller gives as JSON",
      said: { key: asAvro(record) },
      schema: record,
      value: { id: "8" },
      options: { key: '{"id":"8"}' },
    },
    { title: "a text", said: { key: asAvro({ type: "string" }) }, schema: "string", value: "7" },
    { title: "a number", said: { key: asAvro("int") }, schema: "int", value: 7 },
    { title: "a union", said: { key: asAvro(["null", "string"]) }, schema: ["null", "string"], value: "x", options: { key: "x" } },
    {
      title: "a type that only Avro has, in a binding that says nothing else",
      said: { key: "{ type: long }", version: "0.4.0" },
      schema: "long",
      value: 7,
    },
  ] satisfies readonly { title: string; said: Said; schema: unknown; value: unknown; options?: object }[])
    test(`is written in it, and read as what it was: ${title}`, async () => {
      const { sent, channel, server } = await published(said, options);
      assert.ok(sent.key instanceof Uint8Array);
      assert.deepEqual(avroCodec(JSON.stringify(schema)).decode(sent.key, { depth: 10 }), value);
      const shown = new Unframer(channel, { server }, defaultLimits).keyOf({ keyBytes: sent.key, headers: new Map() });
      assert.equal(shown, typeof value === "string" ? value : JSON.stringify(value));
    });

  test("stays text where JSON Schema describes it", async () => {
    const { sent } = await published({ key: "{ type: string }" });
    assert.equal(sent.key, "7");
  });

  test("is JSON where an object makes it and no schema describes it", async () => {
    const { sent } = await published({ key: "{ type: object }", own: '{ id: "{$message.payload#/id}", part: 1 }' });
    assert.equal(sent.key, '{"id":"7","part":1}');
  });

  test("stays text in the process, and bytes stay bytes", async () => {
    const { outgoing, channel, place, message } = await published({ key: asAvro("string") });
    assert.equal((await framed(outgoing, { channel, message }, { ...place, isBare: true })).key, "7");
    const { sent } = await published({ key: asAvro("string") }, { key: Uint8Array.of(9) });
    assert.deepEqual(sent.key, Uint8Array.of(9));
  });

  test("and a payload whose schemas the registry lacks: the payload's is named, whichever it denies first", async () => {
    const { outgoing, channel, place, message } = await published({ key: asAvro("string"), payload: asAvro(record) });
    const denials = new Map<string, () => void>();
    const find = ({ subject }: { readonly subject: string }) =>
      new Promise<never>((_, reject) => denials.set(subject, () => reject(new Error(`no ${subject}`))));
    const registry = { ...unasked, find };
    for (const first of ["orders-value", "orders-key"]) {
      const sent = framed(outgoing, { channel, message }, { ...place, registry });
      const second = first === "orders-key" ? "orders-value" : "orders-key";
      const refused = assert.rejects(Promise.resolve(sent), { message: "no orders-value" });
      for (const subject of [first, second]) {
        denials.get(subject)?.();
        await setImmediate();
      }
      await refused;
    }
  });

  test("is refused before anything is sent where it is not what the schema says", async () => {
    await assert.rejects(published({ key: asAvro("int") }, { key: "seven" }), {
      name: "InvalidMessage",
      message: /^the key is not what its Avro schema says/,
    });
  });

  test("stays as it came where its bytes are no such value", async () => {
    const { channel, server } = await published({ key: asAvro("int") });
    const unframer = new Unframer(channel, { server }, defaultLimits);
    assert.equal(unframer.keyOf({ keyBytes: Buffer.from("order-7"), headers: new Map() }), undefined);
  });
});
