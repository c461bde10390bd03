import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, Connection, type WorkflowHandle } from "@temporalio/client";
import { buildSync } from "esbuild";
import { BoostApp } from "../../src/runtime/app/boost-app.ts";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { documentOf } from "../publishing/document.ts";
import { makeProject, type Project } from "../publishing/project.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { countWorkflows, listWorkflows } from "../services/clients.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import type { PublisherOrder } from "./workflow-publisher-process.ts";

const long = process.env["BOOST_TEST_LONG"] === "1";
const acts = ["kept", "mailed", "done"] as const;
/** Workflows that publish three messages each, and how often a worker of theirs is killed. */
const size = long ? { workflows: 1_000, kills: 30 } : { workflows: 60, kills: 3 };
const script = fileURLToPath(new URL("workflow-publisher-process.ts", import.meta.url));

const workflows = `
import { publishWith, type WorkflowImplementations } from "./generated/workflow.ts";

const publish = publishWith({ startToCloseTimeout: "5 seconds", retry: { initialInterval: "200 milliseconds", maximumInterval: "1 second" } });

export async function Publishes(item: number): Promise<string[]> {
  const shelf = item % 2 === 0 ? "a" : "b";
  const kept = await publish.kept({ item }, { key: String(item) });
  const others = await Promise.all([
    publish.mailed({ item }, { headers: { to: "ada" } }),
    publish.done({ item }, { parameters: { shelf } }),
  ]);
  return [kept, ...others].map(({ id }) => id);
}

export const Seen: WorkflowImplementations["Seen"] = async () => undefined;
`;

await describeWithServices(["kafka", "rabbitmq", "redis", "temporal"], "Workers whose workflows publish are killed", (services) => {
  const { kafka, rabbitmq, redis, temporal } = services;
  const prefix = uniqueName("acts");
  const taskQueue = `${prefix}-publishers`;
  const environment = {
    BOOST_KAFKA_URL: kafka.address,
    BOOST_RABBITMQ_URL: rabbitmq.address,
    BOOST_REDIS_URL: redis.address,
    TEMPORAL_ADDRESS: temporal.address,
  };
  /** `<act> <item>` → id → deliveries. */
  const seen = new Map<string, Map<string, number>>();
  const outcomes = new Map<string, number>();
  const lives: ConsumerChild<PublisherOrder>[] = [];
  let order: PublisherOrder;
  let project: Project;
  let consumers: BoostApp;
  let connection: Connection;
  let client: Client;

  before(async () => {
    for (const address of ["kept", "kept-dlq", "weighed"]) await kafka.createTopic(`${prefix}.${address}`, 2);
    project = await makeProject(documentOf(prefix), { "workflows.ts": workflows });
    const bundle = join(project.folder, "workflows.bundle.js");
    writeFileSync(bundle, await project.bundle());
    const contract = join(project.folder, "contract.mjs");
    buildSync({
      entryPoints: [join(project.folder, "generated/index.ts")],
      outfile: contract,
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["boost-gen-source"],
      external: ["@temporalio/client", "@temporalio/envconfig", "@temporalio/worker", "kafkajs", "amqplib", "ioredis"],
      logLevel: "error",
    });
    order = { contract, bundle, taskQueue, environment };
    consumers = new BoostApp(`${prefix}-consumers`, { environment, logger: { debug() {}, info() {}, warn() {}, error() {} } });
    const take = (act: string) => async (message: { readonly item: number }, context: Context) => {
      const { id } = context.delivery;
      const ids = seen.get(`${act} ${message.item}`) ?? new Map<string, number>();
      seen.set(`${act} ${message.item}`, ids.set(id, (ids.get(id) ?? 0) + 1));
      const { outcome } = await context.workflows.seen.start(message);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    };
    const handlers = { onKept: { kept: take("kept") }, onMailed: { mailed: take("mailed") }, onDone: { done: take("done") } };
    consumers.addSubscribers("consumers", project.contract, handlers);
    await consumers.start();
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });
  after(async () => {
    for (const life of lives) await life.end("SIGKILL");
    await consumers.stop();
    await connection.close();
    project.remove();
  });

  const begin = (): ConsumerChild<PublisherOrder> => {
    const life = new ConsumerChild(order, [], script);
    lives.push(life);
    return life;
  };
  const deliveries = (): number => [...seen.values()].flatMap((found) => [...found.values()]).reduce((sum, one) => sum + one, 0);
  const count = (query: string): Promise<number> => countWorkflows(temporal, query);

  test("G1, G3, F66: SIGKILL at random moments: each act is published at least once under one id, and starts one workflow", async (context) => {
    const random = randomsFrom(runSeed);
    const pair = [begin(), begin()];
    const starting = startAll();
    let kills = 0;
    for (; kills < size.kills; kills++) {
      const at = kills % 2;
      const life = pair[at] ?? begin();
      await life.hears("polling", 1, 120_000);
      // In the middle of its work: something came since it polls, or there is nothing left.
      const before = deliveries();
      await waitFor(async () => assert.ok(deliveries() > before || seen.size === size.workflows * acts.length), { timeoutMs: 300_000 });
      await delay(random() * 1_000);
      assert.equal(await life.end("SIGKILL"), "SIGKILL");
      pair[at] = begin();
    }
    const handles = await starting;
    const results = await inBatches(handles, 50, (handle): Promise<string[]> => handle.result());
    const expected: ReadonlyMap<string, string> = new Map(
      results.flatMap((ids, item) => acts.map((act, index) => [`${act} ${item}`, ids[index] ?? ""] as const)),
    );
    const missing = (): string[] => [...expected.keys()].filter((act) => !seen.has(act));
    await waitFor(async () => assert.deepEqual(missing(), []), { timeoutMs: 300_000, intervalMs: 500 });
    const started = `TaskQueue = "${prefix}-seen"`;
    // Deliveries that are still to come, of what was published twice, start nothing more; visibility is late by itself.
    await waitFor(async () => assert.equal(await count(started), expected.size), { timeoutMs: 300_000, intervalMs: 1_000 });

    const ids = [...seen].flatMap(([act, found]) => [...found.keys()].map((id) => [act, id] as const));
    assert.deepEqual(
      ids.filter(([act, id]) => expected.get(act) !== id),
      [],
      "published under an id that its workflow does not know",
    );
    assert.equal(new Set(ids.map(([, id]) => id)).size, expected.size);
    assert.equal(expected.size, size.workflows * acts.length);
    const runs = await listWorkflows(temporal, started);
    assert.equal(new Set(runs.map(({ workflowId }) => workflowId)).size, expected.size);
    assert.equal(outcomes.get("conflict") ?? 0, 0);
    context.diagnostic(
      `${size.workflows} workflows, ${kills} kills, ${expected.size} acts, ${ids.length} ids, ${deliveries() - expected.size} came again (${outcomes.get("duplicate") ?? 0} found their workflow started), ${runs.length} workflows started`,
    );
  });

  async function startAll(): Promise<readonly WorkflowHandle[]> {
    const items = Array.from({ length: size.workflows }, (_, item) => item);
    // Slowly enough that every kill meets some of them.
    return inBatches(items, 10, async (item) => {
      await delay(200);
      return client.workflow.start("Publishes", {
        taskQueue,
        workflowId: `${prefix}-p-${item}`,
        args: [item],
        workflowRunTimeout: "30 minutes",
      });
    });
  }
});

interface Context {
  readonly delivery: { readonly id: string };
  readonly workflows: { readonly seen: { start(message: object): Promise<{ readonly outcome: string }> } };
}

/** In order; so many at a time. */
async function inBatches<Item, Result>(items: readonly Item[], most: number, run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += most) results.push(...(await Promise.all(items.slice(at, at + most).map(run))));
  return results;
}
