import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { ConfigurationError } from "../../../src/runtime/ground/errors.ts";
import { deploymentOf, deploymentOptions } from "../../../src/runtime/temporal/deployment.ts";
import { openTemporal } from "../../../src/runtime/temporal/index.ts";
import { openTaskQueues, type TaskQueues } from "../../../src/runtime/temporal/task-queues.ts";
import { pollersFinding } from "../../../src/runtime/tools/examine-temporal.ts";
import type { TemporalHost, TemporalSettings, WorkerHost } from "../../../src/runtime/workflows/worker-host.ts";
import { describeWithServices, waitFor } from "../../services/index.ts";

const log = { debug() {}, info() {}, warn() {}, error() {} };
const test = (title: string, run: () => Promise<void> | void): void => void unlimited(title, { timeout: 240_000 }, run);

describe("worker deployments, as configured", () => {
  test("the environment wins over the options, half a version is a sentence", () => {
    assert.equal(deploymentOf({}, undefined), undefined);
    assert.deepEqual(deploymentOf({ TEMPORAL_DEPLOYMENT_NAME: "shop", TEMPORAL_WORKER_BUILD_ID: "b2" }, { name: "x", buildId: "b1" }), {
      name: "shop",
      buildId: "b2",
    });
    assert.deepEqual(deploymentOf({ TEMPORAL_DEPLOYMENT_NAME: "", TEMPORAL_WORKER_BUILD_ID: "b2" }, { name: "x" }), {
      name: "x",
      buildId: "b2",
    });
    for (const [environment, sentence] of [
      [{ TEMPORAL_DEPLOYMENT_NAME: "shop" }, /the deployment "shop" of the workers has no build: set TEMPORAL_WORKER_BUILD_ID/],
      [{ TEMPORAL_WORKER_BUILD_ID: "b" }, /the build "b" of the workers belongs to no deployment: set TEMPORAL_DEPLOYMENT_NAME/],
      [{ TEMPORAL_DEPLOYMENT_NAME: "a:b", TEMPORAL_WORKER_BUILD_ID: "b" }, /"a:b" cannot name a deployment/],
    ] as const)
      assert.throws(
        () => deploymentOf(environment, undefined),
        (error: unknown) => error instanceof ConfigurationError && sentence.test(error.message),
      );
  });

  test("workflows are pinned unless somebody says otherwise; without a deployment nothing is said to the SDK", () => {
    assert.deepEqual(deploymentOptions(undefined, "pinned"), {});
    const behaviour = (versioning: "pinned" | "auto-upgrade" | undefined) =>
      deploymentOptions({ name: "shop", buildId: "b" }, versioning).workerDeploymentOptions?.defaultVersioningBehavior;
    assert.deepEqual([behaviour(undefined), behaviour("pinned"), behaviour("auto-upgrade")], ["PINNED", "PINNED", "AUTO_UPGRADE"]);
  });
});

await describeWithServices(["temporal"], "worker deployments, on a server", ({ temporal }) => {
  const deploymentName = `deployment-${randomUUID()}`;
  const taskQueue = `deployed-${randomUUID()}`;
  const running: { readonly host: TemporalHost; readonly worker: WorkerHost; readonly ended: Promise<void> }[] = [];
  const told: string[] = [];
  let connection: Connection;
  let client: Client;
  let queues: TaskQueues;
  const settings = (environment: TemporalSettings["environment"]): TemporalSettings => ({
    app: "test",
    defaults: {},
    options: { rpcTimeout: 5_000 },
    environment: { TEMPORAL_ADDRESS: temporal.address, ...environment },
    log: { ...log, info: (fields) => void told.push(JSON.stringify(fields)) },
  });

  before(async () => {
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
    queues = await openTaskQueues(settings({}));
  });

  after(async () => {
    for (const { host, worker, ended } of running) {
      await worker.shutdown(10_000);
      await ended;
      await host.close();
    }
    await queues.close();
    await connection.close();
  });

  async function deploy(buildId: string, versioning?: "auto-upgrade"): Promise<void> {
    const host = openTemporal(settings({ TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId }));
    const workflowsPath = fileURLToPath(new URL("./workflows.ts", import.meta.url));
    const worker = host.createWorker(buildId, { taskQueue, workflowsPath, ...(versioning === undefined ? {} : { versioning }) });
    const ended = worker.run();
    running.push({ host, worker, ended });
    await Promise.race([ended, waitFor(async () => assert.ok(worker.ready(), "not polling"))]);
  }

  /** A version is known once one of its workers has polled. */
  async function route(kind: "current" | "ramping", buildId: string, percentage = 0): Promise<void> {
    const request = { namespace: "default", deploymentName, buildId, identity: "test", ignoreMissingTaskQueues: true };
    await waitFor(
      async () =>
        kind === "current"
          ? await connection.workflowService.setWorkerDeploymentCurrentVersion(request)
          : await connection.workflowService.setWorkerDeploymentRampingVersion({ ...request, percentage }),
      { intervalMs: 500 },
    );
  }

  const start = async (): Promise<string> =>
    (await client.workflow.start("Collector", { taskQueue, workflowId: `pinned-${randomUUID()}`, args: ["a"] })).workflowId;

  /** The build that a workflow runs on, once it has run there. */
  async function buildOf(workflowId: string): Promise<string | undefined> {
    const described = await client.workflow.getHandle(workflowId).describe();
    return described.raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
  }

  test("a pinned run ends on the build that it began on, while new ones go to the next", async () => {
    await deploy("one");
    assert.ok(
      told.some((line) => line.includes(`"deployment":"${deploymentName}","buildId":"one"`)),
      told.join("\n"),
    );
    await waitFor(async () => assert.deepEqual((await queues.pollers(taskQueue)).versions, [`${deploymentName}:one`]));
    assert.deepEqual((await queues.pollers(taskQueue)).takers, 0, "no version is current, so nobody would take a new workflow");

    await route("current", "one");
    const old = await start();
    await waitFor(async () => assert.equal(await buildOf(old), "one"));

    await deploy("two");
    await route("ramping", "two", 50);
    await waitFor(async () => {
      const { state, detail } = pollersFinding(taskQueue, '"Collector"', await queues.pollers(taskQueue));
      assert.equal(state, "ok", detail);
      assert.match(detail ?? "", new RegExp(`current version "${deploymentName}:one", ramping version "${deploymentName}:two" at 50 %$`));
    });
    // The server draws by the workflow's id; that forty fall on one side is not to be seen in a lifetime.
    const many = await Promise.all(Array.from({ length: 40 }, start));
    const builds = new Map<string, string[]>();
    for (const workflowId of many) {
      const build = await waitFor(async () => (await buildOf(workflowId)) ?? assert.fail("it has not run yet"));
      builds.set(build, [...(builds.get(build) ?? []), workflowId]);
    }
    assert.deepEqual([...builds.keys()].toSorted(), ["one", "two"]);

    await route("ramping", "two", 100);
    await waitFor(async () => {
      const { current, ramping, takers } = await queues.pollers(taskQueue);
      assert.deepEqual([current, ramping?.version, ramping?.percentage], [`${deploymentName}:one`, `${deploymentName}:two`, 100]);
      assert.ok(takers > 0, "nobody takes what is started");
    });
    const ramped = await start();
    await waitFor(async () => assert.equal(await buildOf(ramped), "two"));

    await route("current", "two");
    const [halfOne = "", halfTwo = ""] = ["one", "two"].map((build) => builds.get(build)?.[0]);
    for (const workflowId of [old, ramped, halfOne, halfTwo]) {
      const handle = client.workflow.getHandle(workflowId);
      await handle.signal("finish");
      assert.deepEqual(await handle.result(), { name: "a", notes: [], sum: 0 });
    }
    assert.deepEqual(await Promise.all([old, halfOne, ramped, halfTwo].map(buildOf)), ["one", "one", "two", "two"]);
    for (const workflowId of many)
      if (workflowId !== halfOne && workflowId !== halfTwo) await client.workflow.getHandle(workflowId).terminate();
  });
});
