import assert from "node:assert/strict";
import type { Delivery, RawHeaders } from "../../runtime/brokers/broker.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { bodies, bodyText, numbered } from "./scene.ts";
import type { ConformanceSetup } from "./setup.ts";

const needsHeaders = ({ capabilities }: ConformanceSetup): string | undefined =>
  capabilities.headers ? undefined : "headers do not travel";

/** Bytes, text and numbers of a header as text: brokers whose headers are bytes give numbers back as digits. */
function headerTexts(headers: RawHeaders, name: string): string[] {
  return (headers.get(name) ?? []).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value)));
}

async function roundTrip(scene: import("./scene.ts").Scene, body: Uint8Array | null): Promise<Delivery> {
  const broker = await scene.broker();
  const address = await scene.address();
  const reader = await scene.read(broker, address);
  await scene.publish(broker, address, body);
  const [delivery] = await reader.received(1);
  assert.ok(delivery);
  return delivery;
}

export const publishing: readonly ConformanceCase[] = [
  {
    title: "a confirmed message is delivered from its address",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "hello");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      assert.equal(bodyText(delivery), "hello");
      assert.equal(delivery.address, address);
      assert.equal(delivery.signal.aborted, false);
      assert.equal(delivery.priorRuns, 0);
      assert.equal(delivery.careful, false);
    },
  },
  {
    title: "a message that was published before anybody subscribed is delivered",
    skip: ({ capabilities }) => (capabilities.redelivers ? undefined : "nothing is kept"),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      await scene.publish(broker, address, "early");
      const reader = await scene.read(broker, address);
      assert.deepEqual(bodies(await reader.received(1)), ["early"]);
    },
  },
  {
    title: "the key travels",
    skip: ({ capabilities }) => (capabilities.keys ? undefined : "messages have no key"),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "with", { key: "ключ 1" });
      await scene.publish(broker, address, "without");
      const deliveries = await reader.received(2);
      assert.deepEqual(
        new Map(deliveries.map((delivery) => [bodyText(delivery), delivery.key])),
        new Map([
          ["with", "ключ 1"],
          ["without", undefined],
        ]),
      );
    },
  },
  {
    title: "headers travel: text, numbers, booleans, the empty text",
    skip: needsHeaders,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      const headers = new Map([
        ["text", ["ä ✓"]],
        ["integer", [42]],
        ["number", [-1.5]],
        ["boolean", [true]],
        ["empty", [""]],
        ["X-Odd name", ["1"]],
      ]);
      await scene.publish(broker, address, "x", { headers });
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      for (const [name, values] of headers) assert.deepEqual(headerTexts(delivery.headers, name), values.map(String), name);
    },
  },
  {
    title: "a header of bytes comes back byte for byte",
    skip: needsHeaders,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      const bytes = Uint8Array.from([0, 255, 254, 128, 10, 13]);
      await scene.publish(broker, address, "x", { headers: new Map([["bytes", [bytes]]]) });
      const [value] = (await reader.received(1))[0]?.headers.get("bytes") ?? [];
      assert.ok(value instanceof Uint8Array);
      assert.deepEqual([...value], [...bytes]);
    },
  },
  {
    title: "a repeated header keeps all its values in order",
    skip: needsHeaders,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "x", { headers: new Map([["tag", ["one", "two", "three"]]]) });
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      assert.deepEqual(headerTexts(delivery.headers, "tag"), ["one", "two", "three"]);
    },
  },
  {
    title: "content type, correlation id and reply address travel",
    skip: needsHeaders,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      const properties = { contentType: "application/json", correlationId: "c-1", replyTo: "answers" };
      await scene.publish(broker, address, "{}", properties);
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      const { contentType, correlationId, replyTo } = delivery;
      assert.deepEqual({ contentType, correlationId, replyTo }, properties);
    },
  },
  {
    title: "an empty body stays empty",
    async run(scene) {
      const { body } = await roundTrip(scene, new Uint8Array());
      assert.deepEqual(body === null ? null : [...body], []);
    },
  },
  {
    title: "every byte value travels",
    async run(scene) {
      const sent = Uint8Array.from({ length: 1_024 }, (_, index) => index % 256);
      const { body } = await roundTrip(scene, sent);
      assert.deepEqual([...(body ?? [])], [...sent]);
    },
  },
  {
    title: "a body of one million bytes travels",
    async run(scene) {
      const sent = Buffer.alloc(1_000_000, "boost-gen ");
      const { body } = await roundTrip(scene, sent);
      assert.ok(body !== null && sent.equals(body));
    },
  },
  {
    title: "a tombstone is a body of null",
    skip: ({ capabilities }) => (capabilities.tombstones === true ? undefined : "there are no tombstones"),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, null, { key: "gone" });
      const [delivery] = await reader.received(1);
      assert.equal(delivery?.body, null);
      assert.equal(delivery?.key, "gone");
    },
  },
  {
    title: "publishing in parallel loses and repeats nothing",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      const sent = numbered("m", 300);
      await Promise.all(sent.map((body) => scene.publish(broker, address, body)));
      assert.deepEqual(bodies(await reader.received(sent.length)).sort(), [...sent].sort());
    },
  },
  {
    title: "publishing where it cannot succeed rejects, and other addresses go on",
    skip: (setup) => (setup.brokenAddress === undefined ? "publishing always succeeds" : undefined),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      const broken = (await scene.setup.brokenAddress?.()) ?? "";
      await assert.rejects(
        scene.publish(broker, broken, "lost?"),
        (error: unknown) => error instanceof Error && error.message.includes(broken),
      );
      await scene.publish(broker, address, "after");
      assert.deepEqual(bodies(await reader.received(1)), ["after"]);
    },
  },
];
