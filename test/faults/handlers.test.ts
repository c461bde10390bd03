import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices } from "../services/index.ts";
import { AppFlow, type PublishOptions } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

/** What a handler may do wrong, by the beginning of the id. */
const misdeeds: { readonly [beginning: string]: () => Promise<void> } = {
  "dead-error": () => Promise.reject(new Error("no")),
  "dead-text": () => Promise.reject("a text"),
  "dead-nothing": () => Promise.reject(undefined),
  "dead-null": () => Promise.reject(null),
  "dead-hostile": () =>
    Promise.reject({
      get message(): string {
        throw new Error("not even this");
      },
    }),
  "dead-at-once": () => {
    throw new Error("before the first await");
  },
};

/** What a message may be, with the cause that its dead letter tells. */
const bodies: readonly (readonly [id: string, cause: RegExp, what: PublishOptions])[] = [
  ["dead-no-json", /^invalid: syntax$/, { body: "{" }],
  ["dead-empty", /^invalid: empty$/, { body: "" }],
  ["dead-wrong", /^invalid: schema$/, { body: '{"id":5}' }],
  ["dead-deep", /^invalid: too-deep$/, { body: `{"id":"x","a":${"[".repeat(20_000)}${"]".repeat(20_000)}}` }],
  ["dead-key", /^invalid: forbidden-key$/, { body: '{"id":"x","__proto__":{"polluted":true}}' }],
  ["dead-bytes", /^invalid: encoding$/, { body: Uint8Array.of(0x22, 0xff, 0xfe, 0x22) }],
];

await describeWithServices(["kafka", "rabbitmq", "redis"], "Handlers and messages that go wrong", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, G14, G15, F15: whatever a handler throws and a message holds, it is dead-lettered and its neighbours are handled`, async () => {
      const flow = await AppFlow.make({
        ...(await place(brokers, protocol)),
        operation: { retry: { attempts: 2, initialInterval: 20 } },
        handle: (id) => misdeeds[id]?.() ?? delay(2),
      });
      try {
        await flow.start();
        const wrong = [...Object.keys(misdeeds).map((id) => [id, {}] as const), ...bodies.map(([id, , what]) => [id, what] as const)];
        for (const [id, what] of wrong) {
          await flow.publish();
          await flow.publish(id, what);
          await flow.publish();
        }
        await flow.settled();
        await flow.until("nothing is left", async () => (await flow.metric("boost_messages_lag")) === 0);
        const letters = await flow.deadLetters();
        const causes = new Map(letters.map(({ id, cause, attempts }) => [id, `${cause} after ${attempts}`]));
        assert.equal(letters.length, wrong.length);
        for (const id of Object.keys(misdeeds)) assert.equal(causes.get(id), "attempts exhausted after 2", id);
        for (const [id, cause, { body }] of bodies) {
          const letter = letters.find((one) => one.id === id);
          assert.match(letter?.cause ?? "", cause, id);
          assert.deepEqual(Buffer.from(letter?.stored.body ?? []), Buffer.from(body ?? ""), `${id}: its bytes`);
        }
        assert.equal(flow.duplicates, 0);
        assert.equal((await flow.ready()).ready, true);
        assert.equal(({} as { polluted?: boolean }).polluted, undefined);
      } finally {
        await flow.close();
      }
    });

    test(`${protocol}, G12, G14, F8: a run that never ends keeps its place only; when all places are taken the process ends, and nothing is lost`, async () => {
      const at = await place(brokers, protocol);
      const first = await AppFlow.make({
        ...at,
        operation: { concurrency: 3, timeout: 300, redis: { minIdle: 1_000 } },
        environment: { BOOST_SHUTDOWN_GRACE: "2s" },
        handle: (id) => (id.startsWith("hang") ? new Promise(() => {}) : delay(2)),
      });
      try {
        await first.start();
        await first.publish("hang-0");
        for (let index = 0; index < 30; index++) await first.publish();
        await first.until("its neighbours are handled", () => first.missing.length === 1);
        assert.equal(await first.ended(), undefined);
        await first.publish("hang-1");
        await first.publish("hang-2");
        await first.until("the process ends", async () => (await first.ended()) !== undefined);
        assert.match(String(await first.ended()), /all 3 handler places are taken/);
        assert.equal((await first.ready()).ready, false);
      } finally {
        await first.close();
      }
      assert.equal(first.missing.length, 3);
      const second = await AppFlow.make({ ...at, operation: { redis: { minIdle: 1_000 } } });
      try {
        await second.start();
        await second.until("the next process handles them", () => first.missing.every((id) => second.handled.has(id)));
        assert.deepEqual(await second.deadLetters(), []);
      } finally {
        await second.close();
      }
    });
  }
});
