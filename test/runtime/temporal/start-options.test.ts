import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test as unlimited } from "node:test";
import { Client, Connection, type WorkflowExecutionDescription } from "@temporalio/client";
import { describeWithServices } from "../../services/index.ts";
import { type AnyTestApp, compiled, testApp } from "../../truth/compiled.ts";

const test = (title: string, run: () => Promise<void>): void => void unlimited(title, { timeout: 120_000 }, run);

/** Everything that a rule may say of a start, in the document's words and in the SDK's. */
const own = `
          idReusePolicy: allow-duplicate
          idConflictPolicy: terminate-existing
          executionTimeout: 1h
          runTimeout: 30m
          taskTimeout: 20s`;
const theirs = `
          workflowIdReusePolicy: ALLOW_DUPLICATE
          workflowIdConflictPolicy: TERMINATE_EXISTING
          workflowExecutionTimeout: 1h
          workflowRunTimeout: 30m
          workflowTaskTimeout: 20s`;

const common = `
          startDelay: 12s
          retry: { maximumAttempts: 3, initialInterval: 2s, maximumInterval: 40s, backoffCoefficient: 3, nonRetryableErrorTypes: [OutOfStock, CardRefused] }
          priority: 2
          fairnessKey: '{$message.payload#/build}'
          fairnessWeight: 2.5
          staticSummary: 'Order of {$message.payload#/customer}'
          staticDetails: "**{$message.payload#/customer}** says:\\n{$message.payload#/note}"
          memo: { customer: '{$message.payload#/customer}' }
          searchAttributes: { CustomerId: { type: keyword, value: '{$message.payload#/build}' } }`;

const message = (rule: string): string => `
      payload:
        type: object
        required: [kind, id, customer, note, build]
        properties: { kind: { const: KIND }, id: { type: string }, customer: { type: string }, note: { type: string }, build: { type: string } }
      x-temporal:
        - workflow: Order
          workflowId: '{$message.payload#/id}'${rule}`;

const pinned = `
          versioningOverride: { pinnedTo: { deploymentName: shop, buildId: '{$message.payload#/build}' } }`;
const upgrading = `
          versioningOverride: { behavior: AUTO_UPGRADE }`;
const signal = `
          signal: { name: note, args: ['{$message.payload#/note}'] }`;

const rules: { readonly [kind: string]: string } = {
  own: `${own}${common}`,
  theirs: `${theirs}${common}`,
  signalled: `${common}${signal}`,
  pinned,
  upgrading,
};

const document = (taskQueue: string): string => `
asyncapi: 3.0.0
info: { title: Start options, version: 1.0.0 }
x-temporal: { taskQueue: ${taskQueue} }
servers: { kafka: { host: localhost, protocol: kafka } }
channels:
  orders:
    address: orders
    messages: { ${Object.keys(rules)
      .map((kind) => `${kind}: { $ref: '#/components/messages/${kind}' }`)
      .join(", ")} }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
components:
  messages:${Object.entries(rules)
    .map(([kind, rule]) => `\n    ${kind}:${message(rule).replace("KIND", kind)}`)
    .join("")}
`;

const dispatching = Object.fromEntries(
  Object.keys(rules).map((kind) => [kind, (payload: unknown, { workflows }: Dispatching) => workflows.dispatch(payload)]),
);

type Dispatching = { readonly workflows: { dispatch(message: unknown): Promise<boolean> } };

await describeWithServices(["temporal"], "start options, from the document to the server and back", ({ temporal }) => {
  const taskQueue = `start-options-${randomUUID()}`;
  let app: AnyTestApp;
  let connection: Connection;
  let client: Client;

  before(async () => {
    const { contract } = await compiled(document(taskQueue));
    app = await testApp(contract, { onOrder: dispatching }, { temporal: "server", environment: { TEMPORAL_ADDRESS: temporal.address } });
    connection = await Connection.connect({ address: temporal.address });
    client = new Client({ connection });
  });

  after(async () => {
    await app.stop();
    await connection.close();
  });

  async function started(kind: string, more: object = {}): Promise<string> {
    const id = randomUUID();
    const payload = { kind, id, customer: "c-1", note: "by\nnoon", build: "b7", ...more };
    const settled = await app.publish[kind]?.(payload);
    assert.deepEqual([settled?.outcome, settled?.error], ["handled", undefined]);
    return id;
  }

  const described = (id: string): Promise<WorkflowExecutionDescription> => client.workflow.getHandle(id).describe();

  async function begun(id: string) {
    const { events = [] } = await client.workflow.getHandle(id).fetchHistory();
    return events?.[0]?.workflowExecutionStartedEventAttributes ?? assert.fail("it did not begin");
  }

  const seconds = (duration: { readonly seconds?: unknown } | null | undefined): number => Number(duration?.seconds);

  async function readBack(id: string): Promise<object> {
    const [description, event] = [await described(id), await begun(id)];
    const { retryPolicy } = event;
    return {
      type: description.type,
      taskQueue: description.taskQueue,
      timeouts: [event.workflowExecutionTimeout, event.workflowRunTimeout, event.workflowTaskTimeout].map(seconds),
      startDelay: seconds(event.firstWorkflowTaskBackoff),
      retry: {
        attempts: retryPolicy?.maximumAttempts,
        initial: seconds(retryPolicy?.initialInterval),
        most: seconds(retryPolicy?.maximumInterval),
        backoff: retryPolicy?.backoffCoefficient,
        not: retryPolicy?.nonRetryableErrorTypes,
      },
      priority: description.priority,
      summary: await description.staticSummary(),
      details: await description.staticDetails(),
      customer: description.memo?.["customer"],
      attribute: description.typedSearchAttributes
        .getAll()
        .filter(({ key }) => key.name === "CustomerId")
        .map(({ value }) => value),
    };
  }

  const all = {
    type: "Order",
    taskQueue,
    timeouts: [3_600, 1_800, 20],
    startDelay: 12,
    retry: { attempts: 3, initial: 2, most: 40, backoff: 3, not: ["OutOfStock", "CardRefused"] },
    priority: { priorityKey: 2, fairnessKey: "b7", fairnessWeight: 2.5 },
    summary: "Order of c-1",
    details: "**c-1** says:\nby\nnoon",
    customer: "c-1",
    attribute: ["b7"],
  };

  test("each option arrives, in the document's words", async () => {
    assert.deepEqual(await readBack(await started("own")), all);
  });

  test("and in the SDK's", async () => {
    assert.deepEqual(await readBack(await started("theirs")), all);
  });

  test("and with a signal", async () => {
    const { timeouts: _, ...rest } = (await readBack(await started("signalled"))) as typeof all;
    const { timeouts: __, ...wanted } = all;
    assert.deepEqual(rest, wanted);
  });

  test("the policies hold: a running workflow gives way, and a closed one's id is used again", async () => {
    for (const kind of ["own", "theirs"]) {
      const id = await started(kind);
      const first = (await described(id)).runId;
      await started(kind, { id, note: "again" });
      const second = await described(id);
      assert.notEqual(second.runId, first, kind);
      assert.equal((await client.workflow.getHandle(id, first).describe()).status.name, "TERMINATED");
      await client.workflow.getHandle(id).terminate();
      await started(kind, { id, note: "and again" });
      assert.notEqual((await described(id)).runId, second.runId, kind);
    }
  });

  test("a version is pinned, or follows the current one", async () => {
    const override = async (id: string) => (await described(id)).raw.workflowExecutionInfo?.versioningInfo?.versioningOverride;
    const toBuild = await override(await started("pinned"));
    assert.deepEqual(
      [toBuild?.pinned?.version?.deploymentName, toBuild?.pinned?.version?.buildId, toBuild?.autoUpgrade],
      ["shop", "b7", false],
    );
    const following = await override(await started("upgrading"));
    assert.deepEqual([following?.autoUpgrade, following?.pinned], [true, null]);
  });

  test("what is shown to people never keeps a workflow from being started", async () => {
    const long = `${"å".repeat(3_000)}\u0007\n${'<tag> "x" '.repeat(3_000)}`;
    const description = await described(await started("own", { customer: "a\n\tb", note: long }));
    assert.equal(await description.staticSummary(), "Order of a b");
    assert.match((await description.staticDetails()) ?? "", /^\*\*a\n\tb\*\* says:\nå{3000}\n<tag>.*…$/s);
  });

  test("the harness writes down what was asked for", async () => {
    const { contract } = await compiled(document(taskQueue));
    const recorded = await testApp(contract, { onOrder: dispatching });
    for (const kind of ["own", "pinned"]) await recorded.publish[kind]?.({ kind, id: kind, customer: "c-1", note: "n", build: "b7" });
    await recorded.stop();
    const [first, second] = recorded.workflows.calls;
    assert.deepEqual(
      [
        first?.staticSummary,
        first?.staticDetails,
        first?.fairnessKey,
        first?.rule.fairnessWeight,
        first?.rule.retry?.nonRetryableErrorTypes,
      ],
      ["Order of c-1", "**c-1** says:\nn", "b7", 2.5, ["OutOfStock", "CardRefused"]],
    );
    assert.deepEqual(second?.versioningOverride, { pinnedTo: { deploymentName: "shop", buildId: "b7" } });
  });
});
