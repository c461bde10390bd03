import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, Connection } from "@temporalio/client";
import { BoostApp } from "../../src/runtime/app/boost-app.ts";
import { makeProject, type Project } from "../publishing/project.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { silent } from "./asker.ts";

const documentOf = (prefix: string): string => `asyncapi: 3.0.0
info: { title: Asking, version: 1.0.0 }
x-boost: { workflowCode: true, amqp: { declare: create, queueType: classic } }
servers: { rabbitmq: { host: localhost, protocol: amqp } }
channels:
  requests: { address: ${prefix}.requests, messages: { priceAsked: { $ref: "#/components/messages/PriceAsked" } } }
  stock: { address: ${prefix}.stock, messages: { stockAsked: { $ref: "#/components/messages/StockAsked" } } }
  replies: { address: null, messages: { priceTold: { $ref: "#/components/messages/PriceTold" } } }
operations:
  askPrice: { action: send, channel: { $ref: "#/channels/requests" }, reply: { channel: { $ref: "#/channels/replies" } } }
  askStock: { action: send, channel: { $ref: "#/channels/stock" }, reply: { channel: { $ref: "#/channels/replies" } }, x-boost: { request: { timeout: 45s } } }
  onStockAsked: { action: receive, channel: { $ref: "#/channels/stock" } }
  onPriceAsked: { action: receive, channel: { $ref: "#/channels/requests" }, reply: { channel: { $ref: "#/channels/replies" } } }
components:
  messages:
    PriceAsked: { payload: { type: object, required: [sku], properties: { sku: { type: string } } } }
    StockAsked: { payload: { type: object, required: [sku], properties: { sku: { type: string } } } }
    PriceTold: { payload: { type: object, required: [price], properties: { price: { type: number } } } }
`;

const workflows = `
import { ActivityFailure, ApplicationFailure, proxyActivities } from "@temporalio/workflow";
import { request, requestWith } from "./generated/workflow.ts";

export async function Ask(sku: string): Promise<number> {
  const { price } = await request.priceAsked({ sku }, { timeout: 20_000 });
  return price;
}

export async function AskImpatiently(sku: string): Promise<number> {
  const often = requestWith({ retry: { initialInterval: "100 milliseconds", backoffCoefficient: 1 } });
  return (await often.priceAsked({ sku }, { timeout: 500 })).price;
}

/** Nobody answers these. */
export const Patient = (): Promise<unknown> => request.stockAsked({ sku: "never" }, { timeout: 40_000 });
export const Documented = (): Promise<unknown> => request.stockAsked({ sku: "never" });
export const Cut = (): Promise<unknown> => requestWith({ startToCloseTimeout: "5 seconds" }).stockAsked({ sku: "never" });
export const Own = (): Promise<unknown> => requestWith({ startToCloseTimeout: "3 minutes" }).stockAsked({ sku: "never" }, { timeout: 50 });

export async function Wrong(): Promise<unknown> {
  try {
    return await request.priceAsked({ sku: 5 as unknown as string });
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error instanceof ActivityFailure) throw error;
    return [error.type, error.nonRetryable];
  }
}

const nonsense = [-1, 0, NaN, Infinity, "5 seconds"] as number[];

async function failureOf(asking: Promise<unknown>): Promise<string> {
  const error = await asking.then(() => new Error("it was answered"), (thrown: unknown) => thrown);
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? \`\${String(cause.nonRetryable)} \${String(cause.type)}: \${cause.message}\` : String(cause);
}

export const Nonsense = (): Promise<string[]> => Promise.all(nonsense.map((timeout) => failureOf(request.priceAsked({ sku: "1" }, { timeout }))));

/** As code calls the activity that no compiler of ours made. */
export async function NonsenseByHand(): Promise<string[]> {
  const activities = proxyActivities<any>({ startToCloseTimeout: "30 seconds" });
  return await Promise.all(nonsense.slice(0, 2).map((timeout) => failureOf(activities["asking.request.priceAsked"]({ sku: "1" }, { timeout }))));
}

export async function WithSignal(): Promise<unknown> {
  try {
    return await request.priceAsked({ sku: "1" }, { signal: {} as AbortSignal });
  } catch (error) {
    return error instanceof ApplicationFailure ? error.message : String(error);
  }
}
`;

await describeWithServices(["temporal", "rabbitmq"], "workflows that ask", ({ temporal, rabbitmq }) => {
  const prefix = uniqueName("asking");
  const asked: { readonly sku: string; readonly id: string }[] = [];
  let answers = 0;
  let project: Project;
  let app: BoostApp;
  let connection: Connection;
  let client: Client;

  before(async () => {
    project = await makeProject(documentOf(prefix), { "workflows.ts": workflows });
    const environment = { TEMPORAL_ADDRESS: temporal.address, BOOST_RABBITMQ_URL: rabbitmq.address };
    app = new BoostApp("asking", { environment, logger: silent });
    app.addWorker("worker", { taskQueue: prefix, workflowBundle: { code: await project.bundle() }, publishes: project.contract });
    const priceAsked = async (
      { sku }: { readonly sku: string },
      { delivery }: { readonly delivery: { readonly correlationId: string } },
    ) => {
      asked.push({ sku, id: delivery.correlationId });
      // The first two answers to each come too late for who is impatient.
      if (sku.startsWith("slow")) {
        answers += 1;
        if (answers < 3) await new Promise((resolve) => setTimeout(resolve, 1_500));
        return { price: 3 };
      }
      return { price: Number(sku) };
    };
    app.addSubscribers("prices", project.contract, { onPriceAsked: { priceAsked }, onStockAsked: { stockAsked: () => undefined } });
    await app.start();
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });
  after(async () => {
    await app.stop();
    await connection.close();
    project.remove();
  });

  const execute = async (workflow: string, ...args: unknown[]): Promise<unknown> =>
    await client.workflow.execute(workflow, {
      taskQueue: prefix,
      workflowId: uniqueName(workflow),
      args,
      workflowExecutionTimeout: "4 minutes",
    });

  test("they get the reply's payload", { timeout: 240_000 }, async () => {
    assert.deepEqual(await Promise.all(["1", "2", "3"].map((sku) => execute("Ask", sku))), [1, 2, 3]);
  });

  test("an attempt without a reply is followed by another, under the same id", { timeout: 240_000 }, async () => {
    assert.equal(await execute("AskImpatiently", "slow"), 3);
    await waitFor(async () => assert.ok(asked.filter(({ sku }) => sku === "slow").length >= 2));
    assert.equal(new Set(asked.filter(({ sku }) => sku === "slow").map(({ id }) => id)).size, 1);
  });

  test("an attempt lasts as long as its request may wait, and 20 seconds; what is given to `requestWith` wins", {
    timeout: 240_000,
  }, async () => {
    for (const [workflow, seconds] of [
      ["Patient", 60],
      ["Documented", 65],
      ["Own", 180],
    ] as const) {
      const handle = await client.workflow.start(workflow, { taskQueue: prefix, workflowId: uniqueName(workflow) });
      await waitFor(async () => {
        const { events } = await handle.fetchHistory();
        const [scheduled] = (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: one }) => one ?? []);
        assert.equal(Number(scheduled?.startToCloseTimeout?.seconds), seconds);
      });
      await handle.terminate();
    }
  });

  test("an attempt that is shorter than its request says so when it is over", { timeout: 240_000 }, async () => {
    const handle = await client.workflow.start("Cut", { taskQueue: prefix, workflowId: uniqueName("Cut") });
    await waitFor(
      async () => {
        const { raw } = await handle.describe();
        assert.match(
          raw.pendingActivities?.[0]?.lastFailure?.message ?? "",
          /^no reply to the request "askStock" came within 4500 ms; its timeout is 45000 ms, and the `startToCloseTimeout` of the activity leaves no more: give `requestWith` a longer one$/,
        );
      },
      { timeoutMs: 120_000 },
    );
    await handle.terminate();
  });

  test("what does not validate fails at once, and so does a signal, which no activity could hear", { timeout: 240_000 }, async () => {
    assert.deepEqual(await execute("Wrong"), ["InvalidMessage", true]);
    assert.match(String(await execute("WithSignal")), /a signal reaches no activity/);
  });

  test("a timeout that cannot be fails at once, in the workflow or in the activity", { timeout: 240_000 }, async () => {
    const rest = "must be a number of milliseconds above 0, not";
    assert.deepEqual(
      await execute("Nonsense"),
      ["-1", "0", "NaN", "Infinity", '"5 seconds"'].map((found) => `true InvalidOptions: the option \`timeout\` ${rest} ${found}`),
    );
    assert.deepEqual(
      await execute("NonsenseByHand"),
      ["-1", "0"].map((found) => `true InvalidOptions: the option \`timeout\` of the request "askPrice" ${rest} ${found}`),
    );
  });
});
