import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { ConnectionError } from "../../runtime/ground/errors.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { numbered } from "./scene.ts";

export const lifeCycle: readonly ConformanceCase[] = [
  {
    title: "the broker declares what the suite was told",
    async run(scene) {
      const broker = await scene.setup.makeBroker();
      assert.deepEqual(broker.capabilities, scene.setup.capabilities);
      await broker.close();
    },
  },
  {
    title: "connect and close are idempotent, and close without connect is fine",
    async run(scene) {
      const unused = await scene.setup.makeBroker();
      await unused.close();
      await unused.close();
      const broker = await scene.broker();
      await broker.connect();
      await broker.close();
      await broker.close();
    },
  },
  {
    title: "stop and close of a subscription are idempotent",
    async run(scene) {
      const broker = await scene.broker();
      const reader = await scene.read(broker, await scene.address());
      await reader.end();
      await reader.end();
    },
  },
  {
    title: "ping answers while connected and rejects after close",
    async run(scene) {
      const broker = await scene.broker();
      await broker.ping();
      await broker.close();
      await assert.rejects(broker.ping());
    },
  },
  {
    title: "publishing after close rejects",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      await broker.close();
      await assert.rejects(scene.publish(broker, address, "too late"));
    },
  },
  {
    title: "a server that does not answer is a sentence, in bounded time",
    skip: (setup) => (setup.makeUnreachable ? undefined : "there is no server to miss"),
    async run(scene) {
      const broker = await scene.setup.makeUnreachable?.();
      assert.ok(broker);
      await assert.rejects(broker.connect(), ConnectionError);
      await broker.close();
    },
  },
  {
    title: "subscribing to what does not exist is a sentence that names it",
    skip: (setup) => (setup.missingAddress === undefined ? "addresses come into being by themselves" : undefined),
    async run(scene) {
      const missing = scene.setup.missingAddress ?? "";
      const broker = await scene.broker();
      await assert.rejects(scene.read(broker, missing), (error: unknown) => error instanceof Error && error.message.includes(missing));
    },
  },
  {
    title: "the lag falls to 0 when everything is acknowledged, where it can be told",
    async run(scene) {
      const broker = await scene.broker();
      const address = await scene.address();
      const reader = await scene.read(broker, address);
      for (const body of numbered("m", 5)) await scene.publish(broker, address, body);
      await reader.received(5);
      const held = await reader.subscription.lag();
      if (held === undefined || !scene.setup.capabilities.redelivers) return;
      assert.equal(held, 5);
      await reader.sink.acknowledgeAll();
      for (let tries = 0; (await reader.subscription.lag()) !== 0; tries++) {
        assert.ok(tries < 100, "the lag stays");
        await delay(100);
      }
    },
  },
];
