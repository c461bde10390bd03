import assert from "node:assert/strict";
import { test } from "node:test";
import type { Registered } from "../../src/runtime/app/registered.ts";
import { type RunningApp, startApp } from "../../src/runtime/app/running-app.ts";
import { MemoryBroker, MemoryStore } from "../../src/runtime/brokers/memory/index.ts";
import type { Platform } from "../../src/runtime/connections/platform.ts";
import { systemClock } from "../../src/runtime/ground/clock.ts";
import { ConfigurationError, ConnectionError } from "../../src/runtime/ground/errors.ts";
import type { StartedType } from "../../src/runtime/workflows/started-types.ts";
import type { TemporalHost, TemporalSettings, WorkerHost } from "../../src/runtime/workflows/worker-host.ts";
import { RecordedWorkflows, recordedHost } from "../../src/testing/recorded-workflows.ts";
import { settle, TestClock } from "../../src/testing/test-clock.ts";
import { silent } from "./engine-fixture.ts";
import { contract, dispatching } from "./orders-contract.ts";

interface World {
  readonly order: string[];
  readonly settings: TemporalSettings[];
  readonly started: StartedType[];
  start(names: readonly string[], more?: Partial<Registered>, platform?: Partial<Platform>): Promise<RunningApp>;
}

/** Notes what is opened and closed, in order. */
function world(worker: Partial<WorkerHost> = {}): World {
  const order: string[] = [];
  const settings: TemporalSettings[] = [];
  const learnt: StartedType[] = [];
  const note = async (what: string): Promise<void> => void order.push(what);
  class NotingBroker extends MemoryBroker {
    override async close(): Promise<void> {
      await note("broker closed");
    }
    override async subscribe(...call: Parameters<MemoryBroker["subscribe"]>): ReturnType<MemoryBroker["subscribe"]> {
      const subscription = await super.subscribe(...call);
      const stop = subscription.stop.bind(subscription);
      const close = subscription.close.bind(subscription);
      return Object.assign(subscription, {
        stop: () => note("intake stopped").then(stop),
        close: () => note("subscription closed").then(close),
      });
    }
  }
  const host: TemporalHost = {
    ...recordedHost(new RecordedWorkflows(), "queue"),
    close: () => note("temporal closed"),
    createWorker: (name, _, { started = [] } = {}) => {
      learnt.push(...started);
      let end = (): void => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      return { name, run: () => ended, shutdown: () => note("worker stopped").then(end), ready: () => true, ...worker };
    },
  };
  const base: Platform = {
    clock: systemClock,
    openBroker: async () => new NotingBroker(new MemoryStore()),
    openTemporal: async (given) => {
      settings.push(given);
      return host;
    },
  };
  return {
    order,
    settings,
    started: learnt,
    start: (names, more, platform) =>
      startApp(
        {
          name: "app",
          options: { environment: {} },
          subscribers: new Map([
            [
              "s",
              {
                contract: { ...contract, temporal: { namespace: "shop", address: "t:7233", taskQueue: "q" } },
                handlers: { onOrder: dispatching },
                options: {},
              },
            ],
          ]),
          workers: new Map([["w", {}]]),
          publishers: [],
          ...more,
        },
        names,
        { ...base, ...platform },
        silent,
      ),
  };
}

test("a worker learns what messages start; one that lacks it ends the application as a mistake of configuration", async () => {
  const problem = new ConfigurationError("worker w lacks OrderWorkflow");
  const { start, started } = world({ run: () => Promise.reject(problem) });
  const running = await start(["w"]);
  await assert.rejects(running.ended(new AbortController().signal), (error: unknown) => error === problem);
  assert.deepEqual(new Set(started.map(({ type, taskQueue }) => `${type} ${taskQueue}`)), new Set(["OrderWorkflow orders"]));
  await running.stop();
});

test("the shutdown's order: intake, messages, workers, Temporal, brokers", async () => {
  const { start, order } = world();
  const running = await start(["s", "w"]);
  await running.started();
  await running.stop();
  await running.stop();
  assert.deepEqual(order, ["intake stopped", "subscription closed", "worker stopped", "temporal closed", "broker closed"]);
});

test("a worker alone has the Temporal of all documents", async () => {
  const { start, settings } = world();
  const running = await start(["w"]);
  await running.stop();
  assert.deepEqual(settings[0]?.defaults, { namespace: "shop", address: "t:7233", taskQueue: "q" });
});

test("a worker that is begun later has the Temporal of the subscribers, and ends before it closes", async () => {
  const { start, order, settings } = world();
  const running = await start(["s"]);
  await running.started();
  await running.begin(["s", "w"]);
  await running.begin(["w"]);
  await running.started(["w"]);
  await running.stop();
  assert.equal(settings.length, 1);
  assert.deepEqual(order, ["intake stopped", "subscription closed", "worker stopped", "temporal closed", "broker closed"]);
});

test("documents that disagree about Temporal: a sentence, unless options or environment say it for all", async () => {
  const { start } = world();
  const other = {
    contract: { ...contract, temporal: { namespace: "other" } },
    handlers: { onOrder: dispatching },
    options: { brokers: {} },
  };
  const subscribers = new Map([
    ["s", { ...other, contract: { ...contract, temporal: { namespace: "shop" } } }],
    ["t", other],
  ]);
  await assert.rejects(
    start(["s"], { subscribers }),
    (error: unknown) =>
      error instanceof ConfigurationError && /2 Temporal namespaces \(shop, other\): set TEMPORAL_NAMESPACE/.test(error.message),
  );
  await (await start(["s"], { subscribers, options: { environment: { TEMPORAL_NAMESPACE: "x" } } })).stop();
});

test("a worker that cannot go on ends the application", async () => {
  const { start } = world({ run: () => Promise.reject(new Error("the namespace is gone")) });
  const running = await start(["s", "w"]);
  await assert.rejects(running.ended(new AbortController().signal), /worker "w" cannot go on: the namespace is gone/);
  await running.stop();
});

test("a broker that is not there yet is waited for; a configuration that it refuses is not", async () => {
  const clock = new TestClock();
  let attempts = 0;
  class Late extends MemoryBroker {
    override async connect(): Promise<void> {
      attempts += 1;
      if (attempts < 4) throw new ConnectionError("nobody listens");
    }
  }
  const { start } = world();
  const running = await start(["s"], {}, { clock, openBroker: async () => new Late(new MemoryStore()) });
  await clock.advance(6_999);
  assert.equal(attempts, 3);
  await clock.advance(1);
  await running.started();
  assert.equal(attempts, 4);
  await running.stop();

  class Refusing extends MemoryBroker {
    override async connect(): Promise<void> {
      throw new ConfigurationError("wrong password");
    }
  }
  const refused = await start(["s"], {}, { openBroker: async () => new Refusing(new MemoryStore()) });
  await assert.rejects(refused.started(), /wrong password/);
  await refused.stop();
});

test("told to stop while its broker is away it stops", async () => {
  class Away extends MemoryBroker {
    override async connect(): Promise<void> {
      throw new ConnectionError("nobody listens");
    }
  }
  const { start } = world();
  const running = await start(["s"], {}, { openBroker: async () => new Away(new MemoryStore()) });
  await settle();
  await running.stop();
  await running.started();
});
