import assert from "node:assert/strict";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Client, Connection } from "@temporalio/client";
import type { WorkflowRuleDefinition } from "../../src/runtime/ground/contract.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { startTemporal, type TemporalService } from "../services/temporal.ts";
import { AppFlow, type AppFlowOptions } from "./app-flow.ts";
import { TcpProxy } from "./tcp-proxy.ts";

const payload = { from: "payload", path: ["id"] } as const;

/** Nobody polls the task queue: a workflow that was started stays open. */
const startRule = (prefix: string): WorkflowRuleDefinition => ({
  kind: "start",
  workflow: "flow",
  member: "start",
  type: "Flow",
  taskQueue: "nobody",
  workflowId: [`${prefix}-`, payload],
  args: [{ template: [payload] }],
});

await describeWithServices(["kafka", "rabbitmq", "redis", "temporal"], "Temporal breaks", (services) => {
  let temporal: TemporalService;
  let client: Client;
  let connection: Connection;
  /** Between the application and Temporal. */
  let proxy: TcpProxy;

  before(async () => {
    temporal = await startTemporal({ own: true });
    proxy = await TcpProxy.listen(await freePort(), Number(temporal.address.split(":")[1]));
    connection = Connection.lazy({ address: temporal.address });
    client = new Client({ connection });
  });
  after(async () => {
    await connection.close();
    await proxy.close();
    await temporal.stop();
  });

  /** An application that starts a workflow for each message, by way of the proxy. */
  async function flowOn(protocol: AppFlowOptions["protocol"], more: Partial<AppFlowOptions> = {}): Promise<AppFlow> {
    const address = uniqueName("temporal");
    if (protocol === "kafka") for (const topic of [address, `${address}-dead`]) await services.kafka.createTopic(topic, 2);
    return await AppFlow.make({
      protocol,
      url: services[protocol === "amqp" ? "rabbitmq" : protocol].address,
      address,
      operation: { group: address },
      handle: async () => {},
      rules: [startRule(address)],
      temporal: { address: `127.0.0.1:${proxy.port}`, rpcTimeout: 2_000 },
      ...more,
    });
  }

  /** Runs of the workflows whose id begins so, by id. */
  async function runsOf(prefix: string): Promise<ReadonlyMap<string, number>> {
    const runs = new Map<string, number>();
    for await (const { workflowId } of client.workflow.list({ query: `WorkflowId STARTS_WITH "${prefix}-"` }))
      runs.set(workflowId, (runs.get(workflowId) ?? 0) + 1);
    return runs;
  }

  /** Each confirmed message has one run, and no message is a dead letter. */
  async function exactlyOneRunEach(flow: AppFlow): Promise<void> {
    const expected = [...flow.confirmed].map((id) => `${flow.address}-${id}`).sort();
    await waitFor(async () => {
      const runs = await runsOf(flow.address);
      assert.deepEqual([...runs.keys()].sort(), expected);
      assert.deepEqual(
        [...runs].filter(([, count]) => count !== 1),
        [],
      );
    });
    assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
  }

  for (const protocol of ["kafka", "amqp", "redis"] as const) {
    test(`${protocol}, G8, F9: Temporal is away under load: the source waits, no message is blamed, and all of them start their workflow`, async (context) => {
      const flow = await flowOn(protocol);
      try {
        await flow.start();
        flow.startPublishing(2, 10);
        await flow.until("some are handled", () => flow.handled.size > 20);
        await temporal.kill();
        await flow.turnsReady(false, 8_000);
        assert.match((await flow.ready()).reasons, /Temporal/);
        await delay(3_000);
        assert.equal(await flow.count("boost_messages_retried_total"), 0, "an absent server is nobody's attempt");
        await temporal.start();
        await flow.turnsReady(true, 30_000);
        await flow.stopPublishing();
        await flow.settled();
        await exactlyOneRunEach(flow);
        context.diagnostic(flow.ledger);
      } finally {
        await temporal.start();
        await flow.close();
      }
    });

    test(`${protocol}, G2, F12: Temporal takes the calls and its answers get lost: one run each`, async (context) => {
      const flow = await flowOn(protocol);
      try {
        await flow.start();
        flow.startPublishing(2, 10);
        for (let turn = 0; turn < 3; turn++) {
          await delay(500);
          proxy.mode = { kind: "black-hole", towards: "client" };
          await delay(700);
          proxy.reset();
          proxy.mode = { kind: "pass" };
        }
        await flow.stopPublishing();
        await flow.settled();
        await exactlyOneRunEach(flow);
        context.diagnostic(flow.ledger);
      } finally {
        proxy.mode = { kind: "pass" };
        await flow.close();
      }
    });

    test(`${protocol}, G3, F20: the same message again and again: one run`, async () => {
      const flow = await flowOn(protocol);
      try {
        await flow.start();
        for (let index = 0; index < 30; index++) await flow.publish(`m-${index % 10}`);
        await flow.settled();
        await flow.until("all came", () => [...flow.handled.values()].reduce((sum, runs) => sum + runs, 0) === 30);
        await exactlyOneRunEach(flow);
      } finally {
        await flow.close();
      }
    });
  }

  test("F10: Temporal does not answer: the deadline of a call ends it, the source waits, and goes on", async () => {
    const flow = await flowOn("redis");
    try {
      await flow.start();
      await flow.publish();
      await flow.settled();
      proxy.mode = { kind: "black-hole" };
      for (let index = 0; index < 20; index++) await flow.publish();
      await flow.turnsReady(false, 8_000);
      assert.match((await flow.ready()).reasons, /did not answer in time|cannot be reached/);
      proxy.mode = { kind: "pass" };
      await flow.turnsReady(true, 30_000);
      await flow.settled();
      await exactlyOneRunEach(flow);
    } finally {
      proxy.mode = { kind: "pass" };
      await flow.close();
    }
  });

  test("G3, F12: signals whose answers get lost arrive once each", async () => {
    const target = uniqueName("signalled");
    await client.workflow.start("Flow", { workflowId: target, taskQueue: "nobody" });
    const flow = await flowOn("redis", {
      rules: [
        {
          kind: "signal",
          workflow: "flow",
          member: "signalNote",
          type: "Flow",
          workflowId: [target],
          args: [],
          signal: { name: "note", args: [{ template: [payload] }] },
        },
      ],
    });
    try {
      await flow.start();
      flow.startPublishing(2, 20);
      for (let turn = 0; turn < 3; turn++) {
        await delay(300);
        proxy.mode = { kind: "black-hole", towards: "client" };
        await delay(500);
        proxy.reset();
        proxy.mode = { kind: "pass" };
      }
      await flow.stopPublishing();
      await flow.settled();
      assert.ok(flow.duplicates > 0 || (await flow.count("boost_messages_received_total")) >= flow.confirmed.size);
      const { events } = await client.workflow.getHandle(target).fetchHistory();
      const notes = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
        signal ? [JSON.parse(Buffer.from(signal.input?.payloads?.[0]?.data ?? []).toString()) as string] : [],
      );
      assert.deepEqual(notes.sort(), [...flow.confirmed].sort());
    } finally {
      proxy.mode = { kind: "pass" };
      await flow.close();
    }
  });

  test("F14: a message that comes again after its workflow is closed starts nothing", async () => {
    const flow = await flowOn("redis");
    try {
      await flow.start();
      await flow.publish("once");
      await flow.settled();
      await client.workflow.getHandle(`${flow.address}-once`).terminate("for a test");
      await flow.publish("once");
      await flow.until("it came again", () => flow.handled.get("once") === 2);
      await exactlyOneRunEach(flow);
      assert.equal(await flow.count("boost_messages_duplicates_total"), 1);
    } finally {
      await flow.close();
    }
  });

  test("F13: a namespace that does not exist: nothing is consumed, nothing is blamed, and it goes on once the namespace is there", async () => {
    const namespace = uniqueName("namespace");
    const flow = await flowOn("redis", { environment: { TEMPORAL_NAMESPACE: namespace } });
    try {
      await flow.start();
      for (let index = 0; index < 10; index++) await flow.publish();
      await flow.turnsReady(false, 8_000);
      assert.match((await flow.ready()).reasons, new RegExp(`has no namespace .*${namespace}`));
      await delay(1_000);
      assert.equal(flow.handled.size, 0);
      assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
      await client.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 } as never });
      await flow.settled();
    } finally {
      await flow.close();
    }
  });

  test("F13: a search attribute that the namespace does not have: the source waits until it is there, and no message is blamed", async () => {
    const name = `Tenant${uniqueName("attribute").replace(/\W/g, "")}`;
    const flow = await flowOn("redis", {
      rules: [{ ...startRule(uniqueName("attributes")), searchAttributes: [{ name, type: "keyword", value: { template: ["t"] } }] }],
      operation: { retry: { attempts: 2, initialInterval: 100, maxInterval: 200 } },
    });
    try {
      await flow.start();
      for (let index = 0; index < 10; index++) await flow.publish();
      await flow.turnsReady(false);
      assert.match((await flow.ready()).reasons, new RegExp(`no search attribute .*${name}`));
      await delay(3_000);
      assert.equal((await flow.ready()).ready, false);
      assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
      // 2: keyword.
      await client.connection.operatorService.addSearchAttributes({ namespace: "default", searchAttributes: { [name]: 2 as never } });
      await flow.settled();
      assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
    } finally {
      await flow.close();
    }
  });

  test("F13: a value that a search attribute of that very type does not take: that message's dead letter, and nobody else waits", async () => {
    const name = `Placed${uniqueName("attribute").replace(/\W/g, "")}`;
    // 6: datetime.
    await client.connection.operatorService.addSearchAttributes({ namespace: "default", searchAttributes: { [name]: 6 as never } });
    const flow = await flowOn("redis", {
      rules: [{ ...startRule(uniqueName("attributes")), searchAttributes: [{ name, type: "datetime", value: { template: [payload] } }] }],
    });
    try {
      await flow.start();
      for (const id of ["+010000-01-01T00:00:00Z", "2024-01-01T00:00:00Z"]) await flow.publish(id);
      await flow.until("the one is a dead letter", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
      await flow.until("the other is handled", async () => (await flow.count("boost_messages_handled_total")) === 1);
    } finally {
      await flow.close();
    }
  });

  for (const [code, title, words] of [
    [16, "F13: credentials that Temporal does not take", /refuses our credentials/],
    [7, "F13: a permission that is missing", /permission denied/],
    [8, "F11: RESOURCE_EXHAUSTED", /is overloaded or limits us/],
    [12, "F13: a server that does not know the call", /does not know the call/],
  ] as const) {
    test(`${title}: the source waits, no message is blamed`, async () => {
      const stub = await grpcStub(code);
      const flow = await flowOn("redis", { temporal: { address: `127.0.0.1:${stub.port}`, rpcTimeout: 2_000 } });
      try {
        await flow.start();
        for (let index = 0; index < 40; index++) await flow.publish();
        await flow.turnsReady(false, 8_000);
        assert.match((await flow.ready()).reasons, words);
        const calls = stub.calls.length;
        await delay(3_000);
        // One question at a time, at most one a second.
        assert.ok(stub.calls.length - calls <= 8, `${stub.calls.length - calls} calls in three seconds`);
        assert.equal(flow.handled.size, 0);
        assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
        assert.equal(await flow.ended(), undefined);
      } finally {
        await flow.close();
        stub.close();
      }
    });
  }

  test("F11: a namespace with few requests a second: slower, and everything arrives", async (context) => {
    const limited = await startTemporal({
      own: true,
      args: ["--dynamic-config-value", "frontend.namespaceRPS=20", "--dynamic-config-value", "frontend.namespaceBurstRatio=1.0"],
    });
    const flow = await flowOn("redis", { temporal: { address: limited.address, rpcTimeout: 5_000 } });
    const own = Connection.lazy({ address: limited.address });
    try {
      await flow.start();
      for (let index = 0; index < 150; index++) await flow.publish();
      await flow.settled();
      assert.equal(await flow.count("boost_messages_dead_lettered_total"), 0);
      assert.ok(
        flow.logged.some((line) => /is overloaded or limits us/.test(line)),
        "the limit was never met",
      );
      context.diagnostic(flow.ledger);
    } finally {
      await flow.close();
      await own.close();
      await limited.stop();
    }
  });

  test("F38: a logger and telemetry that throw change nothing about a message", async () => {
    const fail = (): never => {
      throw new Error("a hook that throws");
    };
    const flow = await flowOn("redis", {
      logger: { debug: fail, info: fail, warn: fail, error: fail },
      telemetry: {
        trace: { getTracer: () => ({ startSpan: () => ({ setStatus: fail, recordException: fail, end: fail }) }), setSpan: () => ({}) },
        metrics: { getMeter: fail },
        propagation: { inject: fail, extract: fail },
        context: { active: fail, with: fail },
      } as never,
    });
    try {
      await flow.start();
      for (let index = 0; index < 20; index++) await flow.publish();
      await flow.publish("reject-one");
      await flow.settled();
      await flow.until("the refused one is a dead letter", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
      assert.equal(await flow.ended(), undefined);
    } finally {
      await flow.close();
    }
  });

  test("F38: a data converter that throws is that message's failure, and no other's", async () => {
    const flow = await flowOn("redis", {
      operation: { group: "converter", retry: { attempts: 2, initialInterval: 10 } },
      temporal: {
        address: temporal.address,
        client: {
          dataConverter: {
            payloadCodecs: [
              {
                encode: async (payloads: { data?: Uint8Array }[]) => {
                  if (payloads.some(({ data }) => Buffer.from(data ?? []).includes("bad"))) throw new Error("the codec cannot");
                  return payloads;
                },
                decode: async (payloads: unknown) => payloads,
              },
            ],
          },
        },
      },
    });
    try {
      await flow.start();
      await flow.publish("bad-one");
      for (let index = 0; index < 10; index++) await flow.publish();
      await flow.until("the good ones are handled", () => flow.handled.size === 10);
      await flow.until("the bad one is a dead letter", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
      assert.equal(await flow.ended(), undefined);
    } finally {
      await flow.close();
    }
  });
});

/** Answers every call with this status of gRPC. */
async function grpcStub(code: number): Promise<{ readonly port: number; readonly calls: string[]; close(): void }> {
  const calls: string[] = [];
  const sessions = new Set<{ destroy(): void }>();
  const server = createServer((request, response) => {
    calls.push(request.url);
    response.stream.respond({ ":status": 200, "content-type": "application/grpc", "grpc-status": String(code) }, { endStream: true });
  });
  server.on("session", (session) => void sessions.add(session));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    close: () => {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}
