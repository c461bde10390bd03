import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { BoostApp } from "../../src/runtime/index.ts";
import { contractOf, type HandlerContext } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";

const document = (name: string): string => `\
asyncapi: 3.0.0
info: { title: Notes, version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: redis }
channels:
  notes:
    address: ${name}
    messages:
      noted:
        name: Noted
        payload: { type: object, required: [id], properties: { id: { type: string }, secret: { type: string } } }
        examples: [{ name: first, payload: { id: ${name}, secret: tea } }]
        x-temporal: { workflow: Collector, workflowId: "collect-{$message.payload#/id}", taskQueue: ${name} }
operations:
  onNote:
    action: receive
    channel: { $ref: "#/channels/notes" }
`;

await describeWithServices(["redis", "temporal"], "a message that starts a workflow, in the studio", ({ redis, temporal }) => {
  test("is followed: sent, the workflow running, then its result, with the way to Temporal's page", async (context) => {
    const name = uniqueName("notes");
    const space = workspace(context);
    space.write("asyncapi.yaml", document(name));
    const environment = { BOOST_MAIN_URL: redis.address, TEMPORAL_ADDRESS: temporal.address };
    const app = new BoostApp("notes", { environment, logger: { debug() {}, info() {}, warn() {}, error() {} } });
    const dispatch = (message: unknown, { workflows }: HandlerContext & { readonly workflows: Dispatching }) => workflows.dispatch(message);
    app.addSubscribers("notes", await contractOf(join(space.folder, "asyncapi.yaml")), { onNote: { noted: dispatch } });
    app.addWorker("collector", {
      taskQueue: name,
      workflowsPath: fileURLToPath(new URL("../runtime/temporal/workflows.ts", import.meta.url)),
    });
    await app.start();
    context.after(() => app.stop());
    const studio = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write", "--mask", "secret"], {
      ...environment,
      BOOST_TEMPORAL_UI_URL: "http://temporal.example:8233/",
    });
    const visited = await visit(context, studio.address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    await page.getByRole("button", { name: 'example "first"' }).waitFor();
    const facts = page.getByLabel("Before it is sent");
    await facts.getByText(`collect-${name}`).first().waitFor();
    await facts.getByText("there is none with this id yet").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    const steps = page.getByLabel("What became of it");
    await steps.getByText("published", { exact: true }).waitFor();
    await steps.getByText("running", { exact: true }).waitFor();
    const link = steps.getByRole("link", { name: "open in Temporal" });
    const connection = await Connection.connect({ address: temporal.address });
    context.after(() => connection.close());
    const handle = new Client({ connection }).workflow.getHandle(`collect-${name}`);
    const { runId } = await handle.describe();
    assert.equal(
      await link.first().getAttribute("href"),
      `http://temporal.example:8233/namespaces/default/workflows/collect-${name}/${runId}`,
    );
    await handle.signal("note", "hello");
    await handle.signal("finish");
    await steps.getByText("completed", { exact: true }).waitFor();
    await steps.getByText(/"notes":\["hello"\]/).waitFor();
    assert.match((await steps.textContent()) ?? "", /"secret":"•••"/);
    await assertAccessible(page);
    await page.setViewportSize({ width: 380, height: 700 });
    await assertFits(page);
    assert.deepEqual(complaints, []);
  });
});

interface Dispatching {
  dispatch(message: unknown): Promise<unknown>;
}
