import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { bundleWorkflowCode } from "@temporalio/worker";
import { ConfigurationError } from "../../../src/runtime/ground/errors.ts";
import { type CheckedWorker, checkBundle, missingTypes } from "../../../src/runtime/temporal/check-bundle.ts";
import { readBundle } from "../../../src/runtime/temporal/workflow-bundle.ts";

const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const folder = mkdtempSync(join(tmpdir(), "boost-gen-types-"));
symlinkSync(join(import.meta.dirname, "../../../node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

async function bundle(text: string): Promise<string> {
  const workflowsPath = join(folder, "workflows.ts");
  writeFileSync(workflowsPath, text);
  return (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code;
}

function worker(warnings: string[] = []): CheckedWorker {
  const log = { debug() {}, info() {}, warn: (_: object, text: string) => void warnings.push(text), error() {} };
  const started = [
    { type: "OrderWorkflow", taskQueue: "q", rule: 'message "OrderCreated" of operation "onOrder"' },
    { type: "OrderWorkflow", taskQueue: "q", rule: 'message "OrderPaid" of operation "onOrder"' },
  ];
  return { name: "w", taskQueue: "q", file: "/app/workflows.js", started, publishes: [], log };
}

describe("what a bundle exports", () => {
  test("is its functions, whatever is beside them, and however the module begins", async () => {
    const code = await bundle(`
      import { defineSignal, log, proxyActivities } from "@temporalio/workflow";
      const activities = proxyActivities({ startToCloseTimeout: "1 minute" });
      export const cancel = defineSignal("cancel");
      export const Loud = 5;
      export async function OrderWorkflow() { await activities["pay"]?.(); log.info("done"); }
      export { OrderWorkflow as Renamed };
    `);
    assert.deepEqual(readBundle(code).workflows, ["OrderWorkflow", "Renamed"]);
    checkBundle(code, worker());
  });

  test("is any type where there is a default", async () => {
    assert.equal(readBundle(await bundle("export default async function dynamic() {}")).workflows, "any");
  });

  test("lacks what a message starts: a sentence that names rule, type and file", async () => {
    const code = await bundle("export async function OrderWorklow() {}");
    assert.throws(
      () => checkBundle(code, worker()),
      (error: unknown) =>
        error instanceof ConfigurationError &&
        error.message ===
          'worker "w": message "OrderCreated" of operation "onOrder" and message "OrderPaid" of operation "onOrder" starts the workflow "OrderWorkflow" on task queue "q", but /app/workflows.js exports no function of that name (it exports OrderWorklow); export it there, or give the rule the `taskQueue` of a worker that has it',
    );
    assert.match(missingTypes({ workflows: [] }, worker())[0] ?? "", /\(it exports nothing\)/);
  });

  test("cannot be told where the top level needs a workflow: a warning, and the worker goes on", async () => {
    const warnings: string[] = [];
    checkBundle(
      await bundle('import { workflowInfo } from "@temporalio/workflow"; workflowInfo(); export async function X() {}'),
      worker(warnings),
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /^what \/app\/workflows\.js exports cannot be told before a workflow runs, .*: /);
  });
});
