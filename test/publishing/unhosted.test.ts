import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Client, Connection } from "@temporalio/client";
import { BoostApp } from "../../src/runtime/app/boost-app.ts";
import type { Logger } from "../../src/runtime/ground/log.ts";
import { checkBundle } from "../../src/runtime/temporal/check-bundle.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { makeProject, type Project } from "./project.ts";

const documentOf = (prefix: string): string => `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
x-boost: { workflowCode: true }
servers: { redis: { host: "localhost:6379", protocol: redis } }
channels: { kept: { address: ${prefix}.kept, messages: { kept: { $ref: "#/components/messages/Kept" } } } }
operations: { keep: { action: send, channel: { $ref: "#/channels/kept" }, x-boost: { redis: { kind: stream } } } }
components: { messages: { Kept: { payload: { type: object, required: [item], properties: { item: { type: integer } } } } } }
`;

const workflows = `
import { publish } from "./generated/workflow.ts";
export const Keep = async (item: number): Promise<string> => (await publish.kept({ item })).id;
`;

const prefix = uniqueName("unhosted");
let project: Project;
let bundle: string;
before(async () => {
  project = await makeProject(documentOf(prefix), { "workflows.ts": workflows, "others.ts": "export async function Keep() {}" });
  bundle = await project.bundle();
});
after(() => project.remove());

function noting(): { readonly log: Logger; readonly told: string[] } {
  const told: string[] = [];
  const note = (fields: object, text: string): void => void told.push(`${text} ${JSON.stringify(fields)}`);
  return { told, log: { debug() {}, info() {}, warn: note, error: note } };
}

describe("a worker whose bundle has `publish`", () => {
  const told = (publishes: readonly string[] | undefined, code = bundle): readonly string[] => {
    const { log, told: lines } = noting();
    checkBundle(code, { name: "w", taskQueue: "q", file: "/app/workflows.js", started: [], publishes, log });
    return lines;
  };

  test("and does not publish the document is told what to add", () => {
    const [line, ...more] = told([]);
    assert.match(
      line ?? "",
      /^worker "w": \/app\/workflows\.js imports the generated\/workflow\.ts of "shop", and the worker does not publish this document: .* Add `publishes: contract`; or `publishes: \[\]` /,
    );
    assert.deepEqual(more, []);
    assert.equal(told(["another"]).length, 1);
  });

  test("and publishes it, or says that it need not, is told nothing; nor is one without `publish`", async () => {
    assert.deepEqual([told(["shop"]), told(undefined), told([], await project.bundle("others.ts"))], [[], [], []]);
  });
});

await describeWithServices(["temporal", "redis"], "a workflow that publishes where no worker hosts it", ({ temporal, redis }) => {
  let connection: Connection;
  let client: Client;
  before(async () => {
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });
  after(() => connection.close());

  for (const [title, activities, seen] of [
    ["waits, unattempted, where the worker has no activities at all", undefined, undefined],
    [
      "is attempted again and again where it has others",
      { hello: async () => "hello" },
      /Activity function shop\.publish\.kept is not registered on this Worker, available activities: \["hello"\]/,
    ],
  ] as const) {
    test(`${title}; the log says so at the start, and it ends once a worker publishes the document`, { timeout: 240_000 }, async () => {
      const taskQueue = uniqueName("unhosted");
      const { log, told } = noting();
      const start = async (definition: object): Promise<BoostApp> => {
        const environment = { TEMPORAL_ADDRESS: temporal.address, BOOST_REDIS_URL: redis.address };
        const app = new BoostApp("unhosted", { logger: log, environment });
        app.addWorker("keeper", { taskQueue, workflowBundle: { code: bundle }, ...definition });
        await app.start();
        return app;
      };
      const without = await start(activities === undefined ? {} : { activities });
      const workflowId = uniqueName("keep");
      await client.workflow.start("Keep", { taskQueue, workflowId, args: [1] });
      await waitFor(async () => {
        const { raw } = await client.workflow.getHandle(workflowId).describe();
        const [pending] = raw.pendingActivities ?? [];
        assert.equal(pending?.activityType?.name, "shop.publish.kept");
        if (seen !== undefined) assert.match(pending?.lastFailure?.message ?? "", seen);
      });
      assert.ok(
        told.some((line) => line.startsWith('worker "keeper": its workflowBundle imports the generated/workflow.ts of "shop"')),
        told.join("\n"),
      );
      await without.stop();
      const app = await start({ publishes: project.contract });
      assert.equal(typeof (await client.workflow.getHandle(workflowId).result()), "string");
      await app.stop();
    });
  }
});
