import assert from "node:assert/strict";
import type { Delivery } from "../../runtime/brokers/broker.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { bodies, bodyText, numbered, type Scene } from "./scene.ts";
import type { ConformanceSetup } from "./setup.ts";

const needsRedelivery = ({ capabilities }: ConformanceSetup): string | undefined =>
  capabilities.redelivers ? undefined : "nothing comes again";
const needsCrash = (setup: ConformanceSetup): string | undefined =>
  needsRedelivery(setup) ?? (setup.crash ? undefined : "no way to crash it inside one process");

/** What a later reader of the same group finds. It settles as it reads: a message with earlier runs may come alone. */
async function leftovers(scene: Scene, address: string, expected: number): Promise<readonly Delivery[]> {
  const broker = await scene.broker();
  const reader = await scene.read(broker, address);
  await reader.sink.acknowledgeAll();
  await reader.received(expected);
  await scene.silence();
  return reader.sink.deliveries;
}

export const settling: readonly ConformanceCase[] = [
  {
    title: "what was acknowledged does not come again",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 5)) await scene.publish(broker, address, body);
      await reader.received(5);
      await reader.sink.acknowledgeAll();
      await reader.end();
      assert.deepEqual(bodies(await leftovers(scene, address, 0)), []);
    },
  },
  {
    title: "what is unsettled at close comes again, with the same bytes and position",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 3)) await scene.publish(broker, address, body);
      const first = [...(await reader.received(3))];
      await reader.end();
      const again = await leftovers(scene, address, 3);
      const places = (list: readonly Delivery[]): string[] =>
        list.map((delivery) => `${bodyText(delivery)} at ${delivery.position}`).sort();
      assert.deepEqual(places(again), places(first));
    },
  },
  {
    title: "what is unsettled when the process dies comes again",
    skip: needsCrash,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 3)) await scene.publish(broker, address, body);
      await reader.received(3);
      await scene.setup.crash?.(broker);
      assert.deepEqual(bodies(await leftovers(scene, address, 3)).sort(), numbered("m", 3));
    },
  },
  {
    title: "only what is unsettled comes again, whatever the order of acknowledgement",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 6)) await scene.publish(broker, address, body, { key: "one" });
      const deliveries = await reader.received(6);
      // From the last to the third, so that nothing is settled in the order of arrival.
      for (const delivery of [...deliveries].slice(2).reverse()) await reader.sink.acknowledge(delivery);
      await reader.end();
      const again = bodies(await leftovers(scene, address, 2));
      const first = bodies(deliveries.slice(0, 2));
      for (const body of first) assert.ok(again.includes(body), `${body} was lost`);
      // A broker that remembers one place in the log (Kafka) hands out again what lies behind the first unsettled message.
      if (scene.setup.capabilities.remembersEach !== false) assert.deepEqual([...again].sort(), [...first].sort());
    },
  },
  {
    title: "a released message comes again",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "later");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      await reader.subscription.stop();
      await reader.sink.release(delivery);
      await reader.subscription.close();
      assert.deepEqual(bodies(await leftovers(scene, address, 1)), ["later"]);
    },
  },
  {
    title: "an acknowledgement after close is void: no error, and the message comes again",
    skip: needsRedelivery,
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "late");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      await reader.end();
      assert.equal(delivery.signal.aborted, true);
      await delivery.acknowledge();
      await delivery.failed(1);
      await delivery.release();
      assert.deepEqual(bodies(await leftovers(scene, address, 1)), ["late"]);
    },
  },
  {
    title: "positions are unique",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 20)) await scene.publish(broker, address, body);
      const positions = (await reader.received(20)).map((delivery) => delivery.position);
      if (positions.every((position) => position === "")) return;
      assert.equal(new Set(positions).size, positions.length);
    },
  },
  {
    title: "a dead letter is stored whole, then its message is acknowledged",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const target = await scene.deadLetterAddress();
      const reader = await scene.read(broker, address, { plan: { deadLetter: target } });
      const letters = await scene.read(await scene.broker(), target, {
        plan: { group: `${target}-readers`, operation: "onDeadLetter", ...scene.setup.deadLetterPlan },
      });
      await scene.publish(broker, address, "bad");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      const headers = new Map([["boost-cause", ["invalid"]]]);
      await reader.subscription.deadLetter(delivery, { address: target, body: delivery.body, headers, ...scene.setup.outgoing });
      reader.sink.settled(delivery);
      const [letter] = await letters.received(1);
      assert.ok(letter);
      assert.equal(bodyText(letter), "bad");
      if (scene.setup.capabilities.headers)
        assert.equal(String(Buffer.from(String(letter.headers.get("boost-cause")?.[0] ?? ""))), "invalid");
      if (!scene.setup.capabilities.redelivers) return;
      await reader.end();
      assert.deepEqual(bodies(await leftovers(scene, address, 0)), []);
    },
  },
  {
    title: "a dead letter that cannot be stored acknowledges nothing",
    skip: (setup) => needsRedelivery(setup) ?? (setup.brokenAddress === undefined ? "publishing always succeeds" : undefined),
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      await scene.publish(broker, address, "bad");
      const [delivery] = await reader.received(1);
      assert.ok(delivery);
      const target = (await scene.setup.brokenAddress?.()) ?? "";
      await assert.rejects(
        reader.subscription.deadLetter(delivery, { address: target, body: delivery.body, headers: new Map(), ...scene.setup.outgoing }),
      );
      await reader.end();
      assert.deepEqual(bodies(await leftovers(scene, address, 1)), ["bad"]);
    },
  },
  {
    title: "runs are counted over redelivery as declared, and a message with earlier runs asks to run alone",
    skip: needsRedelivery,
    async run(scene) {
      const { countsAttempts } = scene.setup.capabilities;
      const address = await scene.address();
      await scene.publish(await scene.broker(), address, "poison", { key: "one" });
      const seen: number[] = [];
      for (let life = 0; life < 3; life++) {
        const reader = await scene.read(await scene.broker(), address);
        const [delivery] = await reader.received(1);
        assert.ok(delivery);
        seen.push(delivery.priorRuns);
        if (countsAttempts !== "no") assert.equal(delivery.careful, delivery.priorRuns > 0);
        await delivery.failed(delivery.priorRuns + 1);
        await reader.subscription.stop();
        await reader.sink.release(delivery);
        await reader.subscription.close();
      }
      if (countsAttempts === "exact") assert.deepEqual(seen, [0, 1, 2]);
      else if (countsAttempts === "no") assert.deepEqual(seen, [0, 0, 0]);
      else for (const [life, runs] of seen.entries()) assert.ok(runs >= life, `${runs} runs are known in life ${life}`);
    },
  },
];
