import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApplicationFailure, Client, Connection, WorkflowFailedError } from "@temporalio/client";
import { BoostApp } from "../../../src/runtime/app/boost-app.ts";
import { type RunningApp, startApp } from "../../../src/runtime/app/running-app.ts";
import type { Outgoing } from "../../../src/runtime/brokers/broker.ts";
import { MemoryBroker, MemoryStore } from "../../../src/runtime/brokers/memory/index.ts";
import { realPlatform } from "../../../src/runtime/connections/platform.ts";
import { ConfigurationError, ConnectionError } from "../../../src/runtime/ground/errors.ts";
import { documentOf } from "../../publishing/document.ts";
import { makeProject, type Project } from "../../publishing/project.ts";
import { temporalCli } from "../../services/clients.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";

const workflows = `
import { ActivityFailure, ApplicationFailure, continueAsNew, proxyActivities } from "@temporalio/workflow";
import { publish, publishWith, type WorkflowImplementations } from "./generated/workflow.ts";

export async function Everything(): Promise<string[]> {
  const bytes = new Uint8Array([255, 0, 1]);
  return [
    (await publish.kept({ item: 1 }, { key: "k" })).id,
    (await publish.kept({ item: 2 }, { key: bytes, correlationId: "c" })).id,
    (await publish.mailed({ item: 3 }, { headers: { to: "ada", urgent: true }, priority: 7 })).id,
    (await publish.done({ item: 4 }, { parameters: { shelf: "b" } })).id,
    (await publish.weighed({ item: 5, grams: "12.50" })).id,
  ];
}

export async function Wrong(): Promise<unknown> {
  try {
    return await publish.kept({ item: -1 });
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error instanceof ActivityFailure) throw error;
    return { type: error.type, nonRetryable: error.nonRetryable, message: error.message, details: error.details };
  }
}

export async function Unwritable(): Promise<unknown[]> {
  const circle: { item: number; self?: unknown } = { item: 1 };
  circle.self = circle;
  const given: unknown[] = [{ item: Number.NaN }, { item: 1, list: [undefined] }, { item: 5n }, circle];
  const publishing = given.map((payload) => publish.kept(payload as { item: number }));
  publishing.push(publish.mailed({ item: 1 }, { headers: { to: "ada", times: Number.POSITIVE_INFINITY } }));
  return (await Promise.allSettled(publishing)).map((one) =>
    one.status === "rejected" && one.reason instanceof ApplicationFailure ? [one.reason.type, one.reason.nonRetryable, one.reason.message] : "sent",
  );
}

export async function WrongUncaught(): Promise<void> {
  await publish.mailed({ item: 1 }, { headers: { to: "" } });
}

export async function Chain(left: number): Promise<string> {
  const { id } = await publish.kept({ item: left });
  if (left > 0) await continueAsNew<typeof Chain>(left - 1);
  return id;
}

export async function Patient(): Promise<string> {
  return (await publishWith({ retry: { initialInterval: "100 milliseconds", backoffCoefficient: 1 } }).kept({ item: 9 })).id;
}

export async function Bounded(): Promise<unknown> {
  return await publishWith({ retry: { maximumAttempts: 1 } }).kept({ item: 9 });
}

export async function ByName(): Promise<unknown[]> {
  const activities = proxyActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>({ startToCloseTimeout: "10 seconds" });
  return [await activities["hello"]?.(), await activities["acts.publish.kept"]?.({ item: 7 })];
}

export async function Elsewhere(taskQueue: string): Promise<string> {
  return (await publishWith({ taskQueue }).kept({ item: 8 })).id;
}

export const Seen: WorkflowImplementations["Seen"] = async () => undefined;
`;

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const brokers = { kafka: { url: "memory://k" }, rabbitmq: { url: "memory://r" }, redis: { url: "memory://s" } };
const intercepted: string[] = [];

/** What was published, and what becomes of the next ones. */
class Published extends MemoryBroker {
  static readonly sent: Outgoing[] = [];
  /** Each is thrown once: before the message is stored, or after, when only the confirmation is lost. */
  static readonly faults: { readonly stored: boolean }[] = [];

  override async publish(message: Outgoing): Promise<void> {
    const fault = Published.faults.shift();
    if (fault?.stored !== false) Published.sent.push(message);
    if (fault !== undefined) throw new ConnectionError("the broker went away");
    await super.publish(message);
  }
}

await describeWithServices(["temporal"], "workflows that publish", ({ temporal }) => {
  const prefix = uniqueName("publishing");
  const taskQueue = `${prefix}-publishers`;
  const elsewhere = `${prefix}-elsewhere`;
  let project: Project;
  let app: RunningApp;
  let connection: Connection;
  let client: Client;

  before(async () => {
    project = await makeProject(documentOf(prefix), { "workflows.ts": workflows });
    const interceptor = (context: { readonly info: { readonly activityType: string } }) => {
      intercepted.push(context.info.activityType);
      return {};
    };
    app = await startApp(
      {
        name: "publishing",
        options: { environment: { TEMPORAL_ADDRESS: temporal.address }, logger: quiet },
        subscribers: new Map(),
        workers: new Map([
          [
            "publisher",
            {
              taskQueue,
              workflowBundle: { code: await project.bundle() },
              activities: { hello: async () => "hello" },
              worker: { interceptors: { activity: [interceptor] } },
              publishes: project.contract,
              publisherOptions: { brokers },
            },
          ],
          ["elsewhere", { taskQueue: elsewhere, publishes: [project.contract], publisherOptions: { brokers } }],
        ]),
        publishers: [],
      },
      ["publisher", "elsewhere"],
      { ...realPlatform, openBroker: async (protocol) => new Published(new MemoryStore(), protocol) },
      quiet,
    );
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });
  after(async () => {
    await app.stop();
    await connection.close();
    project.remove();
  });

  const start = (workflow: string, args: unknown[] = [], workflowId = uniqueName(workflow)) =>
    client.workflow.start(workflow, { taskQueue, workflowId, args, workflowExecutionTimeout: "2 minutes" });
  const execute = async <T>(workflow: string, args: unknown[] = []): Promise<T> => (await (await start(workflow, args)).result()) as T;
  const sentAs = (id: string): Outgoing[] => Published.sent.filter(({ messageId }) => messageId === id);

  test("payload, key of text or bytes, headers, parameters, priority and Avro arrive as any publisher's", {
    timeout: 120_000,
  }, async () => {
    const ids = await execute<string[]>("Everything");
    const sent = ids.map((id) => sentAs(id)[0]);
    assert.equal(new Set(ids).size, 5);
    assert.deepEqual(
      sent.map((message) => message?.headers?.get("boost-id")),
      ids.map((id) => [id]),
    );
    assert.deepEqual(
      sent.map((message) => message?.address),
      ["kept", "kept", "mailed", "done.b", "weighed"].map((address) => `${prefix}.${address}`),
    );
    assert.equal(sent[0]?.key, "k");
    assert.deepEqual(Buffer.from(sent[1]?.key ?? ""), Buffer.from([255, 0, 1]));
    assert.equal(sent[1]?.correlationId, "c");
    assert.deepEqual([sent[2]?.headers?.get("to"), sent[2]?.headers?.get("urgent"), sent[2]?.priority], [["ada"], [true], 7]);
    assert.deepEqual(JSON.parse(Buffer.from(sent[3]?.body ?? "").toString()), { item: 4 });
    // int 5, and 1250 in two bytes.
    assert.deepEqual([...(sent[4]?.body ?? [])], [10, 4, 4, 226]);
  });

  test("what does not validate fails in the workflow, typed and not to be tried again, and nothing is sent", {
    timeout: 120_000,
  }, async () => {
    const before = Published.sent.length;
    assert.deepEqual(await execute("Wrong"), {
      type: "InvalidMessage",
      nonRetryable: true,
      message: "not valid Kept at /item: Too small: expected number to be >=0",
      details: [{ code: "schema", issues: [{ path: "/item", message: "Too small: expected number to be >=0" }] }],
    });
    await assert.rejects(execute("WrongUncaught"), (error: unknown) => {
      assert.ok(error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure);
      assert.deepEqual([error.cause.type, error.cause.nonRetryable], ["InvalidMessage", true]);
      assert.match(error.cause.message, /^not valid headers of Mailed at \/to: /);
      return true;
    });
    assert.equal(Published.sent.length, before);
  });

  test("what JSON cannot say fails at once, and is not sent as something else", { timeout: 120_000 }, async () => {
    const before = Published.sent.length;
    const failures = await execute<[string, boolean, string][]>("Unwritable");
    const said = [/"item" is NaN/, /"0" is undefined/, /BigInt/, /circular/, /"times" is Infinity/];
    for (const [index, [type, nonRetryable, message]] of failures.entries()) {
      assert.deepEqual([type, nonRetryable], ["InvalidMessage", true]);
      assert.match(message, /^the message cannot be written as JSON: /);
      assert.match(message, said[index] ?? /^$/);
    }
    assert.equal(failures.length, said.length);
    assert.equal(Published.sent.length, before);
  });

  test("a confirmation that is lost, or a broker that is away, is tried again under one id", { timeout: 120_000 }, async () => {
    Published.faults.push({ stored: true }, { stored: false }, { stored: true });
    const id = await execute<string>("Patient");
    assert.equal(sentAs(id).length, 3, "stored twice without a confirmation, then with one");
    assert.deepEqual(Published.faults, []);
  });

  test("a retry policy of the user's own holds", { timeout: 120_000 }, async () => {
    Published.faults.push({ stored: false });
    await assert.rejects(execute("Bounded"), (error: unknown) => {
      assert.ok(error instanceof WorkflowFailedError && error.cause?.cause instanceof ApplicationFailure);
      assert.equal(error.cause.cause.type, "ConnectionError");
      assert.match(error.cause.cause.message, /the broker went away/);
      return true;
    });
  });

  test("each run of a chain has ids of its own, although each counts its activities anew", { timeout: 120_000 }, async () => {
    const before = Published.sent.length;
    await execute("Chain", [2]);
    const ids = Published.sent.slice(before).map(({ messageId }) => messageId);
    assert.equal(ids.length, 3);
    assert.equal(new Set(ids).size, 3);
  });

  test("a reset publishes what it does again under the same ids", { timeout: 120_000 }, async () => {
    const handle = await start("Chain", [0]);
    const id = await handle.result();
    const { runId: first = "" } = await handle.describe();
    const reset = await temporalCli(
      temporal,
      ...["workflow", "reset", "--workflow-id", handle.workflowId, "--run-id", first, "--type", "FirstWorkflowTask", "--reason", "a test"],
      ...["--output", "json"],
    );
    const { runId = "" }: { readonly runId?: string } = JSON.parse(reset);
    assert.equal(await client.workflow.getHandle(handle.workflowId, runId).result(), id);
    assert.equal(sentAs(String(id)).length, 2);
  });

  test("on the task queue of a worker that has no workflows", { timeout: 120_000 }, async () => {
    assert.equal(sentAs(await execute<string>("Elsewhere", [elsewhere])).length, 1);
  });

  test("beside activities and interceptors of the user's own; who schedules by name gives the payload alone", {
    timeout: 120_000,
  }, async () => {
    intercepted.length = 0;
    const [greeting, { id }] = await execute<[string, { readonly id: string }]>("ByName");
    assert.equal(greeting, "hello");
    assert.equal(sentAs(id).length, 1);
    assert.deepEqual(intercepted, ["hello", "acts.publish.kept"]);
  });

  test("what the sandbox gets is Temporal and the workflows: no validator, no broker", async () => {
    const modules = [...(await project.bundle()).matchAll(/^\/\*\*\*\/ "([^"]+)"/gm)].map(([, path = ""]) => path);
    assert.ok(
      modules.some((path) => path.endsWith("generated/workflow.ts")),
      modules.join("\n"),
    );
    const ours = modules.filter((path) => !path.includes("node_modules/@temporalio/"));
    assert.deepEqual(
      ours.filter((path) => /zod|boost-gen\/|src\/|generated\/(?!workflow\.ts)/.test(path)),
      [],
    );
  });

  test("two documents of one name, or an activity of the user's that is called so: a sentence before anything starts", async () => {
    const refused = (definition: object) =>
      assert.rejects(
        new BoostApp("refused", { logger: quiet, environment: { TEMPORAL_ADDRESS: temporal.address } })
          .addWorker("w", { taskQueue, publishes: project.contract, publisherOptions: { brokers }, ...definition })
          .start(),
        (error: unknown) =>
          error instanceof ConfigurationError &&
          error.message.includes(
            'worker "w": its activities have "acts.publish.kept" twice; two documents of one worker that publish need different titles',
          ),
      );
    await refused({ publishes: [project.contract, { ...project.contract }] });
    await refused({ activities: { "acts.publish.kept": async () => undefined } });
  });

  test("a server that cannot be one is told before anything starts", async () => {
    await assert.rejects(
      new BoostApp("refused", { logger: quiet, environment: { TEMPORAL_ADDRESS: temporal.address, BOOST_REDIS_URL: "http://redis" } })
        .addWorker("w", { taskQueue, publishes: project.contract })
        .start(),
      (error: unknown) => error instanceof ConfigurationError && error.message.includes("BOOST_REDIS_URL"),
    );
  });
});
