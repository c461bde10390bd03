import assert from "node:assert/strict";
import { test } from "node:test";
import type { Parts } from "../../src/runtime/app/parts.ts";
import { watchDependencies } from "../../src/runtime/app/watch.ts";
import type { Platform } from "../../src/runtime/connections/platform.ts";
import type { Logger } from "../../src/runtime/ground/logger.ts";
import { Readiness } from "../../src/runtime/health/readiness.ts";
import { startedTypes } from "../../src/runtime/workflows/started-types.ts";
import { TestClock } from "../../src/testing/test-clock.ts";
import { contract } from "./orders-contract.ts";

/** A process whose messages start a workflow on a queue of somebody else's. */
function watched(pollers: () => Promise<number>, needsPollers = true) {
  const clock = new TestClock();
  const readiness = new Readiness();
  let asked = 0;
  const lines: string[] = [];
  const temporal = {
    ping: async () => {},
    pollers: (queue: string) => {
      assert.equal(queue, "q");
      asked += 1;
      return pollers();
    },
  };
  const parts = { groups: [], workers: [], usesTemporal: true, temporal, foreignQueues: new Map([["q", ["OrderWorkflow"]]]) };
  const watch = watchDependencies({
    platform: { clock } as unknown as Platform,
    log: { warn: (_fields: object, text: string) => lines.push(text) } as unknown as Logger,
    readiness,
    parts: parts as unknown as Parts,
    needsPollers,
  });
  watch.look();
  return { clock, readiness, watch, lines, asked: () => asked };
}

test("a task queue that nobody polls makes the process unready where it has to be polled, until somebody does", async () => {
  let pollers = 0;
  const { clock, readiness, watch, asked } = watched(async () => pollers);
  await clock.advance(1);
  assert.deepEqual(readiness.reasons, { "task queue q": 'nobody polls it for new workflows, so "OrderWorkflow" would start and wait' });
  pollers = 2;
  await clock.advance(2_000);
  assert.equal(readiness.ready, true);
  const before = asked();
  await clock.advance(20_000);
  assert.equal(asked(), before, "a queue that is polled is asked about now and then only");
  pollers = 0;
  await clock.advance(20_000);
  assert.equal(readiness.ready, false);
  watch.stop();
});

test("a server that does not tell who polls, or not now, takes nothing away", async () => {
  for (const pollers of [() => Promise.reject(new Error("permission denied")), () => new Promise<number>(() => {})]) {
    const { clock, readiness, watch } = watched(pollers);
    await clock.advance(5_000);
    assert.deepEqual(readiness.reasons, {});
    watch.stop();
  }
});

test("unless it has to be, such a queue is a remark: the process is ready, says so, and logs it once", async () => {
  let pollers = 0;
  const { clock, readiness, watch, lines } = watched(async () => pollers, false);
  await clock.advance(5_000);
  const finding = 'nobody polls it for new workflows, so "OrderWorkflow" would start and wait';
  assert.deepEqual(JSON.parse(JSON.stringify(readiness)), { ready: true, reasons: {}, remarks: { "task queue q": finding } });
  assert.deepEqual(lines, [`task queue "q": ${finding}`]);
  pollers = 1;
  await clock.advance(5_000);
  assert.deepEqual(JSON.parse(JSON.stringify(readiness)), { ready: true, reasons: {} });
  watch.stop();
});

test("what a document starts: starts only, on the rule's queue, else the environment's, else the document's", () => {
  const started = (queue: string | undefined) => startedTypes([{ ...contract, temporal: { taskQueue: "documents" } }], queue);
  assert.deepEqual(new Set(started(undefined).map(({ type }) => type)), new Set(["OrderWorkflow"]));
  const queues = (queue: string | undefined) => new Set(started(queue).map(({ taskQueue }) => taskQueue));
  const own = contract.operations.flatMap(({ messages }) =>
    Object.values(messages).flatMap(({ rules }) => rules.flatMap(({ taskQueue }) => taskQueue ?? [])),
  );
  assert.deepEqual(queues("environments"), new Set(own.length > 0 ? own : ["environments"]));
  assert.match(started(undefined)[0]?.rule ?? "", /^message "OrderCreated" of operation "\w+"$/);
});
