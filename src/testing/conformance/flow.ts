import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { patience } from "./collecting-sink.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { bodies, bodyText, numbered } from "./scene.ts";
import type { ConformanceSetup } from "./setup.ts";

const needsRedelivery = ({ capabilities }: ConformanceSetup): string | undefined =>
  capabilities.redelivers ? undefined : "nothing is kept for later";

export const flow: readonly ConformanceCase[] = [
  {
    title: "several addresses feed one subscription",
    async run(scene) {
      const broker = await scene.broker();
      const addresses = [await scene.address(), await scene.address(), await scene.address()];
      const reader = await scene.read(broker, addresses);
      for (const address of addresses) await scene.publish(broker, address, `from ${address}`);
      const deliveries = await reader.received(3);
      assert.deepEqual(deliveries.map((delivery) => delivery.address).sort(), [...addresses].sort());
      for (const delivery of deliveries) assert.equal(bodyText(delivery), `from ${delivery.address}`);
    },
  },
  {
    title: "no room stops the intake, room lets it go on",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const sent = numbered("m", 60);
      for (const body of sent) await scene.publish(broker, address, body);
      const room = 10;
      const reader = await scene.read(broker, address, { room });
      await reader.received(room);
      await scene.silence();
      // What the broker had sent already may still come: at most the four messages for each of the plan's two handlers.
      assert.ok(reader.sink.deliveries.length <= room + 8, `${reader.sink.deliveries.length} came into room for ${room}`);
      await reader.sink.acknowledgeAll();
      assert.deepEqual(bodies(await reader.received(sent.length)).sort(), [...sent].sort());
      await scene.silence();
      assert.equal(reader.sink.deliveries.length, sent.length);
    },
  },
  {
    title: "pause holds the intake, resume lets it go on, both idempotent",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "before");
      await reader.received(1);
      await reader.subscription.pause();
      await reader.subscription.pause();
      await scene.publish(broker, address, "during");
      await scene.silence();
      assert.deepEqual(bodies(reader.sink.deliveries), ["before"]);
      await reader.subscription.resume();
      await reader.subscription.resume();
      assert.deepEqual(bodies(await reader.received(2)), ["before", "during"]);
    },
  },
  {
    title: "what was in flight at a pause can be settled",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "in flight");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      await reader.subscription.pause();
      assert.equal(delivery.signal.aborted, false);
      await reader.sink.acknowledge(delivery);
      await reader.subscription.resume();
      await reader.end();
      const next = await scene.read(await scene.broker(), address);
      await scene.silence();
      assert.deepEqual(bodies(next.sink.deliveries), []);
    },
  },
  {
    title: "after stop nothing more comes, what came can still be settled, close hands the rest back",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      for (const body of numbered("m", 4)) await scene.publish(broker, address, body, { key: "one" });
      const reader = await scene.read(broker, address);
      const deliveries = [...(await reader.received(4))];
      await reader.subscription.stop();
      await scene.publish(broker, address, "m-4", { key: "one" });
      await scene.silence();
      assert.equal(reader.sink.deliveries.length, 4);
      for (const delivery of deliveries.slice(0, 2)) await reader.sink.acknowledge(delivery);
      await reader.subscription.close();
      const next = await scene.read(await scene.broker(), address);
      await next.sink.acknowledgeAll();
      const again = await next.received(3);
      await scene.silence();
      assert.deepEqual(bodies(again).sort(), ["m-2", "m-3", "m-4"]);
    },
  },
  {
    title: "messages of one key come in order",
    skip: ({ capabilities }) => (capabilities.orderedByKey ? undefined : "order is not promised"),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address, { room: 7 });
      await reader.sink.acknowledgeAll();
      const keys = ["a", "b", "c", "d", "e"];
      for (let round = 0; round < 12; round++) {
        await Promise.all(keys.map((key) => scene.publish(broker, address, `${key}-${round}`, { key })));
      }
      const deliveries = await reader.received(keys.length * 12);
      for (const key of keys) {
        const own = bodies(deliveries).filter((body) => body.startsWith(`${key}-`));
        assert.deepEqual(own, numbered(key, 12));
      }
    },
  },
  {
    title: "messages of one lane come in the order of publication",
    skip: ({ capabilities }) => (capabilities.orderedByKey ? undefined : "order is not promised"),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 40)) await scene.publish(broker, address, body);
      const deliveries = await reader.received(40);
      for (const lane of new Set(deliveries.map((delivery) => delivery.lane))) {
        const order = deliveries.filter((delivery) => delivery.lane === lane).map((delivery) => Number(bodyText(delivery).slice(2)));
        assert.deepEqual(
          order,
          [...order].sort((a, b) => a - b),
        );
      }
    },
  },
  {
    title: "two consumers of one group share the work, and nothing is handled twice",
    skip: needsRedelivery,
    async run(scene) {
      const address = await scene.address();
      const first = await scene.read(await scene.broker(), address);
      const second = await scene.read(await scene.broker(), address);
      await Promise.all([first.sink.acknowledgeAll(), second.sink.acknowledgeAll()]);
      const publisher = await scene.broker();
      const sent: string[] = [];
      const end = Date.now() + patience;
      // The group may still be dividing the work, so messages go on until both had some.
      while (first.sink.deliveries.length === 0 || second.sink.deliveries.length === 0) {
        assert.ok(
          Date.now() < end,
          `one got ${first.sink.deliveries.length}, the other ${second.sink.deliveries.length} of ${sent.length}`,
        );
        const batch = numbered(`m-${sent.length}`, 20);
        await Promise.all(batch.map((body, index) => scene.publish(publisher, address, body, { key: `k-${index}` })));
        sent.push(...batch);
        await delay(100);
      }
      while (first.sink.deliveries.length + second.sink.deliveries.length < sent.length && Date.now() < end) await delay(50);
      await scene.silence();
      assert.deepEqual([...bodies(first.sink.deliveries), ...bodies(second.sink.deliveries)].sort(), [...sent].sort());
    },
  },
];
