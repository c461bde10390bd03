import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { Client, Connection } from "@temporalio/client";
import { RejectMessage } from "../../../src/runtime/ground/errors.ts";
import { failureText } from "../../../src/runtime/temporal/failure-text.ts";
import { openTemporal } from "../../../src/runtime/temporal/index.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";
import type { WorkflowCall } from "../../../src/runtime/workflows/workflow-starter.ts";
import { describeWithServices, waitFor } from "../../services/index.ts";

await loadSdk();

class CardRefused extends Error {
  override readonly name = "CardRefused";
}

const failure = (name: string, message: string, more: object = {}): Error => Object.assign(new Error(message), { name, ...more });

describe("the text of a failure", () => {
  const application = failure("ApplicationFailure", "no tea is left", { type: "OutOfStock" });
  for (const [title, error, wanted] of [
    ["names the type that the workflow gave", application, { text: "OutOfStock: no tea is left", type: "OutOfStock" }],
    ["names the class of an error", new CardRefused("ask the bank"), { text: "CardRefused: ask the bank", type: "CardRefused" }],
    ["says nothing more of a bare Error", new Error("no"), { text: "no" }],
    ["nor of an application failure without a type", failure("ApplicationFailure", "no"), { text: "no" }],
    [
      "says what an activity failed of",
      failure("ActivityFailure", "Activity task failed", { cause: application }),
      { text: "Activity task failed: OutOfStock: no tea is left", type: "OutOfStock" },
    ],
    [
      "takes an error of another realm",
      runInNewContext('new TypeError("x is not y")'),
      { text: "TypeError: x is not y", type: "TypeError" },
    ],
    ["does not say a name twice", failure("CardRefused", ""), { text: "CardRefused", type: "CardRefused" }],
    ["takes what is no error", 5, { text: "5" }],
  ] as const)
    test(title, () => assert.deepEqual(failureText(error), wanted));
});

await describeWithServices(["temporal"], "failures of workflows, in the log by their types", ({ temporal }) => {
  test("of an update, of a workflow and of an activity", { timeout: 120_000 }, async () => {
    const lines: { readonly text: string; readonly failureType?: unknown; readonly error?: unknown }[] = [];
    const note = (fields: object, text: string) => void lines.push({ ...fields, text });
    const log = { debug() {}, info() {}, warn: note, error: note };
    const taskQueue = `failing-${randomUUID()}`;
    const host = openTemporal({ app: "test", defaults: {}, options: {}, environment: { TEMPORAL_ADDRESS: temporal.address }, log });
    const activities = {
      async shout(): Promise<string> {
        throw new CardRefused("ask the bank");
      },
    };
    const workflowsPath = fileURLToPath(new URL("./workflows.ts", import.meta.url));
    const worker = host.createWorker("failing", { taskQueue, workflowsPath, activities });
    const running = worker.run();
    const connection = await Connection.connect({ address: temporal.address });
    try {
      await Promise.race([running, waitFor(async () => assert.ok(worker.ready(), "not polling"))]);
      const call = (kind: "start" | "updateWithStart", type: string): WorkflowCall => ({
        kind,
        rule: { kind, workflow: type, member: "call", type, workflowId: [], args: [] },
        workflowId: `failing-${randomUUID()}`,
        taskQueue,
        args: ["x"],
        nth: 0,
        memo: {},
        searchAttributes: [],
        delivery: { id: randomUUID(), identifies: true, digest: "d" },
        abort: new AbortController().signal,
        log,
      });
      const update = { ...call("updateWithStart", "Refuser"), update: { name: "add", args: [1], id: randomUUID() } };
      await assert.rejects(
        host.perform(update),
        (error) => error instanceof RejectMessage && error.message.endsWith('refused the update "add": OutOfStock: no tea is left'),
      );
      const started = call("start", "Failing");
      await host.perform(started);
      const client = new Client({ connection });
      for (const { workflowId } of [update, started]) await assert.rejects(client.workflow.getHandle(workflowId).result());
      await waitFor(async () =>
        assert.deepEqual(
          new Set(
            lines
              .filter(({ text }) => /(?:Workflow|Activity) failed/.test(text))
              .map((line) => `${line.text} | ${line.failureType} | ${line.error}`),
          ),
          new Set([
            "temporal: Workflow failed | CardRefused | CardRefused: ask the bank",
            "temporal: Activity failed | CardRefused | CardRefused: ask the bank",
            "temporal: Workflow failed | CardRefused | Activity task failed: CardRefused: ask the bank",
          ]),
        ),
      );
    } finally {
      await worker.shutdown(10_000);
      await connection.close();
    }
    await running;
    await host.close();
  });
});
