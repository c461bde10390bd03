import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { after, before, it as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import type { WorkflowRuleDefinition } from "../../../src/runtime/ground/contract.ts";
import {
  ConfigurationError,
  ConnectionError,
  InvalidMessage,
  RejectMessage,
  TransientFailure,
} from "../../../src/runtime/ground/errors.ts";
import type { Telemetry } from "../../../src/runtime/telemetry/telemetry.ts";
import { loadSdk, openTemporal } from "../../../src/runtime/temporal/index.ts";
import type { TemporalHost, WorkerDefinition, WorkerHost } from "../../../src/runtime/workflows/worker-host.ts";
import type { WorkflowCall } from "../../../src/runtime/workflows/workflow-starter.ts";
import { describeWithServices, waitFor } from "../../services/index.ts";
import { freePort } from "../../services/ports.ts";

await loadSdk();

const log = { debug() {}, info() {}, warn() {}, error() {} };
/** Waiting for the result of a workflow has no end of its own. */
const it = (title: string, run: () => Promise<void>): void => void unlimited(title, { timeout: 120_000 }, run);
const taskQueue = `temporal-test-${randomUUID()}`;

await describeWithServices(["temporal"], "Temporal glue", ({ temporal }) => {
  let host: TemporalHost;
  let sdkMetrics: string;
  let worker: WorkerHost;
  let polling: Promise<void>;
  let connection: Connection;
  let client: Client;

  before(async () => {
    sdkMetrics = `127.0.0.1:${await freePort()}`;
    host = open({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_PROMETHEUS_BIND_ADDRESS: sdkMetrics });
    worker = host.createWorker("test_worker", { taskQueue, workflowsPath: fileURLToPath(new URL("./workflows.ts", import.meta.url)) });
    polling = worker.run();
    // A worker that cannot start would leave every test waiting for its workflow.
    await Promise.race([
      waitFor(async () => assert.ok(worker.ready(), "not polling")),
      polling.then(() => assert.fail("the worker ended")),
    ]);
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });

  after(async () => {
    await worker.shutdown(10_000);
    await polling;
    await host.close();
    await connection.close();
  });

  it("starts once, whatever comes again, also after completion", async () => {
    const call = startCall({ type: "Echo" }, { args: ["hello"] });
    const first = await host.perform(call);
    assert.equal(first.kind, "started");
    assert.equal(await client.workflow.getHandle(call.workflowId).result(), "hello");
    const second = await host.perform(call);
    assert.equal(second.kind, "duplicate");
    // The same body under another delivery id: a producer that sent twice.
    const third = await host.perform({ ...call, delivery: { ...call.delivery, id: "another delivery" } });
    assert.equal(third.kind, "duplicate");
    assert.equal(await runs(client, call.workflowId), 1);
  });

  it("starts once per message where the id may be used again", async () => {
    const call = startCall({ type: "Echo", idReusePolicy: "allow-duplicate" });
    const runIds = new Set<unknown>();
    for (let i = 0; i < 2; i++) {
      const outcome = await host.perform(call);
      runIds.add("runId" in outcome && outcome.runId);
      await client.workflow.getHandle(call.workflowId).result();
    }
    assert.equal(runIds.size, 1);
    await host.perform({ ...call, delivery: { ...call.delivery, id: "another message" } });
    assert.equal(await runs(client, call.workflowId), 2);
  });

  it("lets the first of two different messages with one workflow id win, or rejects the second", async () => {
    const call = startCall({ type: "Echo" });
    await host.perform(call);
    const other = { ...call, delivery: { id: "other", identifies: true, digest: "f".repeat(64) } };
    assert.equal((await host.perform(other)).kind, "conflict");
    await assert.rejects(
      host.perform({ ...other, rule: { ...other.rule, onConflict: "reject" } }),
      (error) => error instanceof RejectMessage && error.message.includes(call.workflowId),
    );
    assert.equal(await runs(client, call.workflowId), 1);
  });

  it("delivers a signal once, however often the message comes", async () => {
    const start = startCall({ type: "Collector" }, { args: ["signals"] });
    await host.perform(start);
    const signal = signalCall(start.workflowId, "note", ["one"]);
    for (let i = 0; i < 3; i++) assert.equal((await host.perform(signal)).kind, "delivered");
    await host.perform(signalCall(start.workflowId, "note", ["two"]));
    await host.perform(signalCall(start.workflowId, "finish", []));
    assert.deepEqual(await client.workflow.getHandle(start.workflowId).result(), { name: "signals", notes: ["one", "two"], sum: 0 });
  });

  it("delivers equal messages without an id of their own each time", async () => {
    const start = startCall({ type: "Collector" }, { args: ["equal"] });
    await host.perform(start);
    const signal = { ...signalCall(start.workflowId, "note", ["same"]), delivery: { id: "digest", identifies: false, digest: "d" } };
    await host.perform(signal);
    await host.perform(signal);
    await host.perform(signalCall(start.workflowId, "finish", []));
    const result = (await client.workflow.getHandle(start.workflowId).result()) as { notes: string[] };
    assert.deepEqual(result.notes, ["same", "same"]);
  });

  it("tells a workflow that is missing from one that is closed", async () => {
    const missing = signalCall(`missing-${randomUUID()}`, "note", ["x"]);
    await assert.rejects(host.perform(missing), TransientFailure);
    await assert.rejects(host.perform({ ...missing, rule: { ...missing.rule, onMissing: "reject" } }), RejectMessage);
    assert.deepEqual(await host.perform({ ...missing, rule: { ...missing.rule, onMissing: "ignore" } }), {
      kind: "ignored",
      workflowId: missing.workflowId,
      reason: "missing",
    });

    const start = startCall({ type: "Echo" });
    await host.perform(start);
    await client.workflow.getHandle(start.workflowId).result();
    const closed = signalCall(start.workflowId, "note", ["x"]);
    await assert.rejects(host.perform(closed), (error) => error instanceof RejectMessage && error.message.includes("is closed"));
    assert.deepEqual(await host.perform({ ...closed, rule: { ...closed.rule, onClosed: "ignore" } }), {
      kind: "ignored",
      workflowId: start.workflowId,
      reason: "closed",
    });
  });

  it("starts with a signal, once, and refuses a closed run", async () => {
    const call: WorkflowCall = {
      ...startCall({ type: "Collector", kind: "signalWithStart" }, { args: ["with start"] }),
      signal: { name: "note", args: ["first"] },
    };
    await host.perform(call);
    await host.perform(call);
    await host.perform(signalCall(call.workflowId, "finish", []));
    assert.deepEqual(await client.workflow.getHandle(call.workflowId).result(), { name: "with start", notes: ["first"], sum: 0 });
    await assert.rejects(host.perform({ ...call, delivery: { ...call.delivery, id: "later" } }), RejectMessage);
    assert.equal(await runs(client, call.workflowId), 1);
  });

  it("G3: updates once, returns the result and turns a refusal into a rejection", async () => {
    const start = startCall({ type: "Collector" }, { args: ["updates"] });
    await host.perform(start);
    const update = updateCall(start.workflowId, [5], "update-1");
    const outcomes = [await host.perform(update), await host.perform(update)];
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.kind === "delivered" ? outcome.result : outcome)),
      [5, 5],
    );
    await assert.rejects(
      host.perform(updateCall(start.workflowId, [-1], "update-2")),
      (error) => error instanceof RejectMessage && error.message.includes("only positive"),
    );
    await host.perform(signalCall(start.workflowId, "finish", []));
    assert.deepEqual(await client.workflow.getHandle(start.workflowId).result(), { name: "updates", notes: [], sum: 5 });
  });

  it("G3: updates with start, once", async () => {
    const call: WorkflowCall = {
      ...startCall({ type: "Collector", kind: "updateWithStart" }, { args: ["uws"] }),
      update: { name: "add", args: [2], id: "u1" },
    };
    for (let i = 0; i < 2; i++) {
      const outcome = await host.perform(call);
      assert.equal(outcome.kind === "delivered" && outcome.result, 2);
    }
    await host.perform(signalCall(call.workflowId, "finish", []));
    assert.deepEqual(await client.workflow.getHandle(call.workflowId).result(), { name: "uws", notes: [], sum: 2 });
    await assert.rejects(host.perform({ ...call, update: { name: "add", args: [2], id: "u2" } }), RejectMessage);
  });

  it("knows an update again after the end of its run, with start or without, whatever the reuse policy", async () => {
    for (const idReusePolicy of ["reject-duplicate", "allow-duplicate", "allow-duplicate-failed-only"] as const) {
      const call: WorkflowCall = {
        ...startCall({ type: "Collector", kind: "updateWithStart", idReusePolicy }),
        update: { name: "add", args: [2], id: "u1" },
      };
      await host.perform(call);
      await host.perform(signalCall(call.workflowId, "finish", []));
      await client.workflow.getHandle(call.workflowId).result();
      for (const again of [updateCall(call.workflowId, [2], "u1"), call]) {
        const outcome = await host.perform(again);
        assert.equal(outcome.kind === "delivered" && outcome.result, 2, `${again.kind} ${idReusePolicy}`);
      }
      assert.equal(await runs(client, call.workflowId), 1, idReusePolicy);
    }
  });

  it("says of an update with start what went wrong inside of it", async () => {
    const failure = async (rule: object, update: object, more: Partial<WorkflowCall> = {}): Promise<Error> => {
      const call = startCall({ type: "Collector", kind: "updateWithStart", ...rule }, more);
      return await host.perform({ ...call, update: { name: "add", args: [1], id: randomUUID(), ...update } }).then(
        () => assert.fail("it was made"),
        (error: Error) => error,
      );
    };
    const search = { searchAttributes: [{ name: "NobodyKnowsThis", type: "keyword", value: "x" }] } as const;
    for (const [error, kind, words] of [
      [await failure({}, { name: "missing" }), RejectMessage, /refused the update "missing": No registered handler for update: missing/],
      [await failure({}, { args: [-1] }), RejectMessage, /refused the update "add": only positive numbers/],
      [await failure({ type: "NobodyWroteThis" }, {}), TransientFailure, /Workflow Task in failed state/],
      [await failure({}, {}, search), ConnectionError, /has no search attribute "NobodyKnowsThis"/],
      [await failure({}, { id: "x".repeat(2_000) }), InvalidMessage, /UpdateId length exceeds limit/],
      [await failure({ executionTimeout: -5 }, {}), InvalidMessage, /negative duration/],
    ] as const) {
      assert.ok(error instanceof kind, String(error));
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /could not be executed/);
    }
  });

  it("refuses arguments that cannot be written", async () => {
    const circular: { self?: object } = {};
    circular.self = circular;
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    for (const args of [[circular], [1n], [deep]])
      await assert.rejects(
        host.perform(startCall({ type: "Echo" }, { args })),
        (error) => error instanceof InvalidMessage && /cannot be written/.test(error.message),
      );
  });

  it("refuses what Temporal will never take before the call", async () => {
    const text = "x".repeat(2_096_000);
    const tooLarge: readonly (readonly [WorkflowCall, RegExp])[] = [
      [startCall({ type: "Echo" }, { args: [`${text}xxxxx${text}`] }), /the arguments would have .* at most 2097152/],
      [startCall({ type: "Echo" }, { memo: { text: `${text}xxxxx${text}` } }), /the memo would have/],
      [signalCall("w", "note", [`${text}${text}`]), /the arguments would have/],
      [updateCall("w", [`${text}${text}`], "u"), /the update arguments would have/],
      [
        { ...startCall({ type: "Collector", kind: "updateWithStart" }), update: { name: "add", args: [`${text}${text}`], id: "u" } },
        /the update arguments would have/,
      ],
      [
        {
          ...startCall({ type: "Collector", kind: "signalWithStart" }, { args: [text], memo: { text: "y".repeat(10_000) } }),
          signal: { name: "note", args: [text] },
        },
        /the whole call would have .* at most 4194304/,
      ],
    ];
    for (const [call, words] of tooLarge)
      await assert.rejects(host.perform(call), (error) => error instanceof InvalidMessage && words.test(error.message), String(words));
  });

  it("measures what is sent: bytes as bytes", async () => {
    const call = startCall({ type: "Echo" }, { args: [new Uint8Array(2_000_000)] });
    assert.equal((await host.perform(call)).kind, "started");
  });

  it("knows a signal with start again after the end of its run, whatever the reuse policy", async () => {
    for (const idReusePolicy of ["reject-duplicate", "allow-duplicate", "allow-duplicate-failed-only"] as const) {
      const call: WorkflowCall = {
        ...startCall({ type: "Collector", kind: "signalWithStart", idReusePolicy }),
        signal: { name: "finish", args: [] },
      };
      // The run was begun by another message; ours only ended it.
      await host.perform({ ...call, signal: { name: "note", args: ["first"] }, delivery: { ...call.delivery, id: "first" } });
      assert.equal((await host.perform(call)).kind, "delivered");
      await client.workflow.getHandle(call.workflowId).result();
      assert.equal((await host.perform(call)).kind, "delivered", idReusePolicy);
      assert.equal(await runs(client, call.workflowId), 1);
    }
  });

  it("knows an update again after the end of its run", async () => {
    const start = startCall({ type: "Collector" });
    await host.perform(start);
    const update = updateCall(start.workflowId, [5], "u");
    await host.perform(update);
    await host.perform(signalCall(start.workflowId, "finish", []));
    await client.workflow.getHandle(start.workflowId).result();
    const again = await host.perform(update);
    assert.equal(again.kind === "delivered" && again.result, 5);
    await assert.rejects(host.perform(updateCall(start.workflowId, [5], "another")), RejectMessage);
  });

  it("delivers a signal that one run of a handler sends several times, each time once", async () => {
    const start = startCall({ type: "Collector" }, { args: ["lines"] });
    await host.perform(start);
    const line = signalCall(start.workflowId, "note", ["line"]);
    for (let delivery = 0; delivery < 2; delivery++) for (const nth of [0, 1, 2]) await host.perform({ ...line, nth });
    await host.perform(signalCall(start.workflowId, "finish", []));
    const { notes } = (await client.workflow.getHandle(start.workflowId).result()) as { notes: string[] };
    assert.deepEqual(notes, ["line", "line", "line"]);
  });

  it("classes an absent namespace, a server that is away and an aborted call", async () => {
    const wrong = open({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: "nowhere" });
    await assert.rejects(
      wrong.perform(startCall({ type: "Echo" })),
      (error) => error instanceof ConnectionError && error.message.includes('"nowhere"'),
    );
    await assert.rejects(wrong.ping(), ConnectionError);
    await wrong.close();
    const away = open({ TEMPORAL_ADDRESS: "127.0.0.1:1" });
    await assert.rejects(away.perform(startCall({ type: "Echo" })), ConnectionError);
    await away.close();
    const start = startCall({ type: "Collector" });
    await host.perform(start);
    const reason = new Error("deadline of the handler");
    await assert.rejects(
      host.perform({ ...signalCall(start.workflowId, "finish", []), abort: AbortSignal.abort(reason) }),
      (error) => error === reason,
    );
    await host.perform(signalCall(start.workflowId, "finish", []));
  });

  it("writes memo and search attributes", async () => {
    const call = {
      ...startCall({ type: "Echo" }),
      memo: { customer: "c-1" },
      searchAttributes: [{ name: "CustomerId", type: "keyword", value: "c-1" }],
    };
    await host.perform(call);
    const { memo, typedSearchAttributes } = await client.workflow.getHandle(call.workflowId).describe();
    assert.deepEqual(memo, { customer: "c-1", boost: { id: call.delivery.id, digest: call.delivery.digest } });
    assert.deepEqual(
      typedSearchAttributes
        .getAll()
        .map(({ key, value }) => [key.name, value])
        .find(([name]) => name === "CustomerId"),
      ["CustomerId", "c-1"],
    );
  });

  /** A worker comes, and goes once it polls. (`assert.ok` without a message searches the source for its words, for seconds under tsx: not in a loop.) */
  async function visit(name: string, definition: WorkerDefinition): Promise<void> {
    const visitor = host.createWorker(name, { taskQueue, activities: { async idle() {} }, ...definition });
    const running = visitor.run();
    try {
      await Promise.race([running, waitFor(async () => assert.ok(visitor.ready(), "not polling"))]);
    } finally {
      await visitor.shutdown(10_000);
    }
    await running;
  }

  it("a worker without a workflow that a message starts on its task queue refuses; on another queue it is nobody's matter", async () => {
    const path = fileURLToPath(new URL("./workflows.ts", import.meta.url));
    const started = (on: string) => [{ type: "Ghost", taskQueue: on, rule: 'message "M" of operation "o"' }];
    await assert.rejects(
      host.createWorker("lacking", { taskQueue, workflowsPath: path }, { started: started(taskQueue) }).run(),
      (error: unknown) =>
        error instanceof ConfigurationError &&
        error.message.startsWith(
          `worker "lacking": message "M" of operation "o" starts the workflow "Ghost" on task queue "${taskQueue}", but ${path} exports no function`,
        ),
    );
    const other = host.createWorker("other", { taskQueue, workflowsPath: path }, { started: started("elsewhere") });
    const running = other.run();
    await Promise.race([running, waitFor(async () => assert.ok(other.ready(), "not polling"))]);
    assert.equal(other.runsWorkflowsOn, taskQueue);
    await waitFor(async () => assert.notEqual(await host.pollers(taskQueue), 0));
    assert.equal(await host.pollers(`nobody-${randomUUID()}`), 0);
    await other.shutdown(10_000);
    await running;
  });

  it("keeps one schedule over restarts, follows its definition and leaves alone what somebody did to it by hand", async () => {
    const id = `schedule-${randomUUID()}`;
    const scheduled = (every: number): Promise<void> => visit(id, { schedule: { workflow: "Echo", args: ["tick"], every } });
    await scheduled(3_600_000);
    const handle = client.schedule.getHandle(id);
    await handle.pause("holidays");
    await handle.update((before) => ({ ...before, policies: { ...before.policies, overlap: "BUFFER_ONE" } }));
    for (const every of [3_600_000, 7_200_000]) {
      await scheduled(every);
      const { spec, action, state, policies } = await handle.describe();
      assert.deepEqual(
        spec.intervals?.map((interval) => Number(interval.every)),
        [every],
      );
      assert.equal(action.workflowType, "Echo");
      assert.deepEqual([state.paused, state.note, policies.overlap], [true, "holidays", "BUFFER_ONE"]);
    }
    await handle.delete();
  });

  it("starts workflows by a cron schedule, in the worker's own namespace", async () => {
    const namespace = `ns-${randomUUID()}`;
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 } as never });
    const id = `schedule-${randomUUID()}`;
    const elsewhere = new Client({ connection, namespace });
    // A namespace takes a while to be known everywhere; the worker waits for it as for a server that is away.
    await visit(id, { namespace, schedule: { workflow: "Echo", args: ["tick"], cron: ["* * * * * * *"] } });
    await waitFor(async () => assert.notEqual((await elsewhere.schedule.getHandle(id).describe()).info.recentActions.length, 0));
    await assert.rejects(client.schedule.getHandle(id).describe());
    await elsewhere.schedule.getHandle(id).delete();
  });

  it("refuses a schedule that cannot work, at once or when the server says so", async () => {
    for (const schedule of [
      { workflow: "Echo" },
      { workflow: "Echo", cron: [] },
      { workflow: "Echo", every: 10 },
      { workflow: "", every: 5_000 },
    ])
      assert.throws(() => host.createWorker("s", { taskQueue, schedule }), ConfigurationError);
    const wrong = host.createWorker(`s-${randomUUID()}`, { taskQueue, activities: {}, schedule: { workflow: "Echo", cron: "often" } });
    await assert.rejects(wrong.run(), /does not take the schedule of worker "s-.*CronString/);
  });

  it("serves the SDK's own metrics where the environment says", async () => {
    assert.match(await (await fetch(`http://${sdkMetrics}/metrics`)).text(), /^temporal_/m);
  });

  it("hands data converter and interceptors on, to the client and to the workers", async () => {
    type Bytes = { readonly data?: Uint8Array | null };
    const turned = async (payloads: Bytes[]): Promise<Bytes[]> =>
      payloads.map((payload) => ({ ...payload, data: Uint8Array.from(payload.data ?? [], (byte) => byte ^ 0xff) }));
    const begun: string[] = [];
    const executed: string[] = [];
    const own = openTemporal({
      app: "test",
      defaults: {},
      environment: { TEMPORAL_ADDRESS: temporal.address },
      log,
      options: {
        client: {
          dataConverter: { payloadCodecs: [{ encode: turned, decode: turned }] },
          interceptors: {
            workflow: [
              {
                startWithDetails: (input: { workflowType: string }, next: (input: object) => unknown) => {
                  begun.push(input.workflowType);
                  return next(input);
                },
              },
            ],
          },
        },
      },
    });
    const queue = `own-${randomUUID()}`;
    const ownWorker = own.createWorker("own", {
      taskQueue: queue,
      workflowsPath: fileURLToPath(new URL("./workflows.ts", import.meta.url)),
      activities: {
        async shout(text: string) {
          return text.toUpperCase();
        },
      },
      worker: {
        interceptors: {
          activity: [
            () => ({
              inbound: {
                execute: (input: { args: string[] }, next: (input: object) => unknown) => {
                  executed.push(...input.args);
                  return next(input);
                },
              },
            }),
          ],
        },
      },
    });
    const running = ownWorker.run();
    try {
      const call = { ...startCall({ type: "Shout" }, { args: ["tea"] }), taskQueue: queue };
      await own.perform(call);
      const converting = new Client({ connection, dataConverter: { payloadCodecs: [{ encode: turned, decode: turned }] } });
      assert.equal(await converting.workflow.getHandle(call.workflowId).result(), "TEA");
      const { events } = await client.workflow.getHandle(call.workflowId).fetchHistory();
      const sent = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data ?? new Uint8Array();
      assert.equal(Buffer.from(Uint8Array.from(sent, (byte) => byte ^ 0xff)).toString(), '"tea"');
      assert.deepEqual([begun, executed], [["Shout"], ["tea"]]);
    } finally {
      await ownWorker.shutdown(10_000);
    }
    await running;
    await own.close();
  });

  it("sends the trace of whoever calls with starts, signals and updates", async () => {
    const active = new AsyncLocalStorage<string>();
    const telemetry = {
      context: { active: () => active.getStore(), with: (_: unknown, call: () => unknown) => call() },
      propagation: {
        inject: (context: unknown, carrier: { [name: string]: unknown }) => {
          carrier["traceparent"] = context;
        },
      },
    } as unknown as Telemetry;
    const traced = open({ TEMPORAL_ADDRESS: temporal.address }, telemetry);
    const start = startCall({ type: "Collector" });
    const both: WorkflowCall = {
      ...startCall({ type: "Collector", kind: "signalWithStart" }),
      signal: { name: "note", args: ["x"] },
    };
    const withUpdate: WorkflowCall = {
      ...startCall({ type: "Collector", kind: "updateWithStart" }),
      update: { name: "add", args: [1], id: "u" },
    };
    const calls = {
      start,
      signal: signalCall(start.workflowId, "note", ["x"]),
      update: updateCall(start.workflowId, [1], "u"),
      both,
      withUpdate,
    };
    for (const [name, call] of Object.entries(calls)) await active.run(`trace of ${name}`, () => traced.perform(call));
    const traces: string[] = [];
    for (const { workflowId } of [start, both, withUpdate]) {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
      for (const event of events ?? []) {
        const header =
          event.workflowExecutionStartedEventAttributes?.header ??
          event.workflowExecutionSignaledEventAttributes?.header ??
          event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.header;
        const data = header?.fields?.["_tracer-data"]?.data;
        if (data) traces.push((JSON.parse(Buffer.from(data).toString()) as { traceparent: string }).traceparent);
      }
      await host.perform(signalCall(workflowId, "finish", []));
    }
    const of = (name: string): string => `trace of ${name}`;
    assert.deepEqual(traces, [...["start", "signal", "update", "both", "both", "withUpdate", "withUpdate"].map(of)]);
    await traced.close();
  });
});

function open(environment: Record<string, string>, telemetry?: Telemetry): TemporalHost {
  return openTemporal({ app: "test", defaults: {}, options: { rpcTimeout: 5_000 }, environment, telemetry, log });
}

function startCall(rule: Partial<WorkflowRuleDefinition> & { type: string }, more: Partial<WorkflowCall> = {}): WorkflowCall {
  const kind = rule.kind ?? "start";
  return {
    kind,
    rule: { workflow: "w", member: kind, workflowId: [], args: [], ...rule, kind },
    workflowId: `wf-${randomUUID()}`,
    taskQueue,
    args: [],
    memo: {},
    nth: 0,
    searchAttributes: [],
    delivery: { id: randomUUID(), identifies: true, digest: randomUUID() },
    abort: new AbortController().signal,
    log,
    ...more,
  };
}

function signalCall(workflowId: string, name: string, args: readonly unknown[]): WorkflowCall {
  const { rule, ...call } = startCall({ type: "Collector" });
  return { ...call, kind: "signal", rule: { ...rule, kind: "signal" }, workflowId, signal: { name, args } };
}

function updateCall(workflowId: string, args: readonly unknown[], id: string): WorkflowCall {
  const { rule, ...call } = startCall({ type: "Collector" });
  return { ...call, kind: "update", rule: { ...rule, kind: "update" }, workflowId, update: { name: "add", args, id } };
}

async function runs(client: Client, workflowId: string): Promise<number> {
  // Visibility lags a little behind; a run too many would show up within that time as well.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return (await client.workflow.count(`WorkflowId = "${workflowId}"`)).count;
}
