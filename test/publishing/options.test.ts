import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ActivityFailure, ApplicationFailure, Client, Connection, WorkflowFailedError } from "@temporalio/client";
import { BoostApp } from "../../src/runtime/app/boost-app.ts";
import { silent } from "../requests/asker.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { makeProject, type Project } from "./project.ts";

const documentOf = (prefix: string): string => `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0 }
x-boost: { workflowCode: true }
servers: { redis: { host: "localhost:6379", protocol: redis } }
channels: { kept: { address: ${prefix}.kept, messages: { kept: { $ref: "#/components/messages/Kept" } } } }
operations: { keep: { action: send, channel: { $ref: "#/channels/kept" }, x-boost: { redis: { kind: stream } } } }
components: { messages: { Kept: { payload: { type: object, required: [item], properties: { item: { type: integer } } } } } }
`;

const time = 'milliseconds or a text such as "1 minute"';
/** What is given to `publishWith`, as code, and what the failure says. */
const refused: readonly (readonly [options: string, says: string])[] = [
  ...["startToCloseTimeout", "scheduleToCloseTimeout", "scheduleToStartTimeout", "heartbeatTimeout"].flatMap((name) =>
    [
      ["-1", "-1"],
      ["NaN", "NaN"],
      ["Infinity", "Infinity"],
      ['"5 parsecs"', '"5 parsecs"'],
      ['""', '""'],
      ['"-5s"', '"-5s"'],
      ["{}", "[object Object]"],
    ].map(([value, found]) => [`{ ${name}: ${value} }`, `\`${name}\` must be ${time}, not ${found}`] as const),
  ),
  ["{ startToCloseTimeout: 0 }", `\`startToCloseTimeout\` must be ${time}, above 0, not 0`],
  ['{ startToCloseTimeout: "0 s" }', `\`startToCloseTimeout\` must be ${time}, above 0, not "0 s"`],
  ["{ retry: { initialInterval: 0 } }", `\`retry.initialInterval\` must be ${time}, above 0, not 0`],
  ["{ retry: { initialInterval: -1 } }", `\`retry.initialInterval\` must be ${time}, above 0, not -1`],
  ["{ retry: { maximumInterval: 0 } }", `\`retry.maximumInterval\` must be ${time}, no shorter than \`retry.initialInterval\`, not 0`],
  ["{ retry: { maximumInterval: 100 } }", `\`retry.maximumInterval\` must be ${time}, no shorter than \`retry.initialInterval\`, not 100`],
  [
    '{ retry: { initialInterval: "2 minutes", maximumInterval: "1.5 mins" } }',
    `\`retry.maximumInterval\` must be ${time}, no shorter than \`retry.initialInterval\`, not "1.5 mins"`,
  ],
  ...["0", "0.5", "-1", "NaN"].map(
    (value) =>
      [`{ retry: { backoffCoefficient: ${value} } }`, `\`retry.backoffCoefficient\` must be a number, 1 or more, not ${value}`] as const,
  ),
  ...["0", "-1", "1.5", "NaN", "2147483648", '"3"'].map(
    (value) =>
      [`{ retry: { maximumAttempts: ${value} } }`, `\`retry.maximumAttempts\` must be a whole number, 1 or more, not ${value}`] as const,
  ),
  ["{ taskQueue: 5 }", "`taskQueue` must be the name of a task queue, not 5"],
  ['{ taskQueue: "/_sys/x" }', '`taskQueue` must be the name of a task queue, not "/_sys/x"'],
  ['{ taskQueue: "x".repeat(1001) }', `\`taskQueue\` must be the name of a task queue, not "${"x".repeat(1001)}"`],
];
/** What works, each kind of text that Temporal's own reader takes included. */
const taken: readonly string[] = [
  "{}",
  "{ startToCloseTimeout: undefined, retry: undefined, taskQueue: undefined }",
  "{ startToCloseTimeout: 1500.5 }",
  '{ startToCloseTimeout: 0, scheduleToCloseTimeout: "1 hour" }',
  "{ scheduleToCloseTimeout: 0, scheduleToStartTimeout: 0, heartbeatTimeout: 0 }",
  '{ taskQueue: "" }',
  '{ retry: { initialInterval: "40 seconds" } }',
  '{ retry: { initialInterval: "1h", maximumInterval: "1 Hour", backoffCoefficient: 1, maximumAttempts: Infinity } }',
  ...["60000", "60000ms", "60000 msecs", "60000 milliseconds", "60s", "60 sec", "60 seconds", "1m", "1.5 min", "2 minutes"].map(
    (text) => `{ startToCloseTimeout: "${text}" }`,
  ),
  ...["1h", ".5 hrs", "2 hours", "1d", "1 day", "1 w", "1 week", "1 y", "1 yr", "1 Year"].map(
    (text) => `{ scheduleToCloseTimeout: "${text}" }`,
  ),
];
/** What is given to `publish.kept`, which the activity judges, once. */
const refusedByActivity: readonly (readonly [options: string, says: RegExp])[] = [
  ["{ priority: 300 }", /^the option `priority` must be a whole number from 0 to 255, not 300$/],
  ['{ address: "" }', /^the option `address` must be a text that is not empty, not ""$/],
  ["{ correlationId: 5 }", /^the option `correlationId` must be a text, not 5$/],
  ["{ key: 5 }", /^the option `key` must be a text or bytes, not 5$/],
  ["{ key: 5n }", /^the message cannot be written as JSON: /],
  ["{ priority: NaN }", /^the message cannot be written as JSON: "priority" is NaN$/],
];

const workflows = `
import { publish, publishWith } from "./generated/workflow.ts";
const refused: any[] = [${refused.map(([options]) => options).join(",\n")}];
const taken: any[] = [${taken.join(",\n")}];
const ofCalls: any[] = [${refusedByActivity.map(([options]) => options).join(",\n")}];
export const Refused = async (index: number): Promise<unknown> => await publishWith(refused[index]).kept({ item: 1 });
export const Taken = async (index: number): Promise<unknown> => await publishWith(taken[index]).kept({ item: 1 });
export const OfCalls = async (index: number): Promise<unknown> => await publish.kept({ item: 1 }, ofCalls[index]);
`;

await describeWithServices(["temporal", "redis"], "Options of a workflow that publishes", ({ temporal, redis }) => {
  const prefix = uniqueName("options");
  let project: Project;
  let app: BoostApp;
  let connection: Connection;

  before(async () => {
    project = await makeProject(documentOf(prefix), { "workflows.ts": workflows });
    app = new BoostApp("shop", { environment: { TEMPORAL_ADDRESS: temporal.address, BOOST_REDIS_URL: redis.address }, logger: silent });
    app.addWorker("worker", { taskQueue: prefix, workflowBundle: { code: await project.bundle() }, publishes: project.contract });
    await app.start();
    connection = await Connection.connect({ address: temporal.address });
  });
  after(async () => {
    await app.stop();
    await connection.close();
    project.remove();
  });

  const execute = async (workflow: string, index: number): Promise<unknown> =>
    await new Client({ connection }).workflow.execute(workflow, {
      taskQueue: prefix,
      workflowId: uniqueName(workflow),
      args: [index],
      workflowExecutionTimeout: "4 minutes",
    });
  /** What the workflow failed with: at once, because nothing is tried again. */
  const failure = async (workflow: string, index: number): Promise<ApplicationFailure> => {
    const error = await execute(workflow, index).then(
      () => assert.fail("it published"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof WorkflowFailedError, String(error));
    const cause = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
    assert.ok(cause instanceof ApplicationFailure, String(cause));
    assert.equal(cause.nonRetryable, true);
    return cause;
  };

  test("that cannot be fail the workflow with a sentence that names the option", { timeout: 300_000 }, async () => {
    const found = await Promise.all(refused.map((_, index) => failure("Refused", index)));
    assert.deepEqual(
      found.map(({ type, message }, index) => [refused[index]?.[0], type, message]),
      refused.map(([options, says]) => [options, "InvalidOptions", `the option ${says}`]),
    );
  });

  test("that can be are taken, in every form that Temporal reads", { timeout: 300_000 }, async () => {
    await Promise.all(taken.map((options, index) => assert.doesNotReject(execute("Taken", index), options)));
  });

  test("of one call that cannot be are an InvalidMessage, once", { timeout: 300_000 }, async () => {
    for (const [index, [options, says]] of refusedByActivity.entries()) {
      const { type, message } = await failure("OfCalls", index);
      assert.equal(type, "InvalidMessage", options);
      assert.match(message, says);
    }
  });
});
