import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runApp } from "../../apps/app-process.ts";
import { describeWithServices } from "../../services/index.ts";

await describeWithServices(["temporal"], "a process whose worker lacks a workflow that messages start", ({ temporal }) => {
  test("ends with 2 and a sentence that names rule, type and file, before it polls", { timeout: 120_000 }, async () => {
    const environment = { TEMPORAL_ADDRESS: temporal.address, BOOST_KAFKA_URL: "memory://lacking", BOOST_LOG_FORMAT: "json" };
    const app = runApp("../runtime/temporal/lacking-app.ts", environment, ["run", "all"]);
    assert.equal(await app.ended, 2, app.output());
    const file = fileURLToPath(new URL("./workflows.ts", import.meta.url));
    assert.ok(
      app
        .output()
        .includes(
          `worker \\"order_worker\\": message \\"OrderCreated\\" of operation \\"onOrder\\" starts the workflow \\"OrderWorkflow\\" on task queue \\"order_queue\\", but ${file} exports no function of that name`,
        ),
      app.output(),
    );
    assert.doesNotMatch(app.output(), /Temporal worker started/);
  });
});
