import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { root } from "../cli/program.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";

describe("trying a message in the studio, in memory", () => {
  test("an example shows what it comes to before it is sent, and then what became of it", async (context) => {
    const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    await page.getByRole("button", { name: 'example "two-items"' }).waitFor();
    const facts = page.getByLabel("Before it is sent");
    for (const fact of [
      "orders.v1",
      "169 bytes",
      "o-1001",
      "start OrderWorkflow on order_queue",
      "order-o-1001",
      "there is none with this id yet",
    ])
      await facts.getByText(fact).first().waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    const steps = page.getByLabel("What became of it");
    for (const word of ["received", "as its schema says", 'OrderWorkflow "order-o-1001" on task queue "order_queue"', "acknowledged"])
      await steps.getByText(word, { exact: true }).first().waitFor();
    await facts.getByText("recorded").waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await steps.getByText("duplicate").or(steps.getByText("conflict")).first().waitFor();
    await assertAccessible(page);
    await assertFits(page);
    assert.deepEqual(complaints, []);
  });

  test("the validator says what is wrong where, and what is sent all the same becomes a dead letter", async (context) => {
    const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    const editor = page.getByLabel("Payload, json");
    await editor.fill(
      '{\n  "type": "order.created",\n  "order_id": "o-1",\n  "customer_id": "",\n  "items": [{ "sku": 3, "quantity": 1, "price": 1 }],\n  "total": 1\n}',
    );
    await page.getByRole("button", { name: "line 4 /customer_id" }).waitFor();
    await page.getByRole("button", { name: "line 5 /items/0/sku" }).click();
    const selected = await page.evaluate(
      "(() => { const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionStart + 1); })()",
    );
    assert.equal(selected, "3");
    await assertAccessible(page);
    await page.getByRole("button", { name: "Send it all the same" }).click();
    await page.getByLabel("What became of it").getByText("invalid", { exact: true }).waitFor();
    await editor.fill("{ no json");
    await page.getByText("the payload is not JSON").waitFor();
    assert.deepEqual(complaints, []);
  });

  test("a document and messages full of HTML, scripts, marks of direction and a megabyte of text run nothing and break nothing", async (context) => {
    const space = workspace(context);
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202Eevil';
    const channel = { address: evil, title: evil, description: evil, messages: { m: { $ref: "#/components/messages/Evil" } } };
    const message = {
      name: "Evil",
      title: evil,
      summary: evil,
      description: evil,
      payload: { type: "object", description: evil, properties: { [evil]: { type: "string", description: evil } } },
      examples: [
        { name: evil, payload: { [evil]: evil } },
        { name: "megabyte", payload: { text: "x".repeat(1_000_000) } },
      ],
    };
    space.write(
      "asyncapi.json",
      JSON.stringify({
        asyncapi: "3.0.0",
        info: { title: evil, version: evil, description: evil },
        servers: { kafka: { host: "localhost:9092", protocol: "kafka", description: evil } },
        channels: { evil: channel },
        operations: { onEvil: { action: "receive", summary: evil, channel: { $ref: "#/channels/evil" } } },
        components: { messages: { Evil: message } },
      }),
    );
    const { address } = await opened(context, space.folder, ["try", "asyncapi.json", "--studio"]);
    const visited = await visit(context, address, { viewport: { width: 380, height: 700 } });
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "onEvil receives" }).click();
    await page.getByRole("region", { name: "Details" }).getByRole("link", { name: "Evil", exact: true }).click();
    await page.getByRole("button", { name: /Show all/ }).waitFor();
    await assertFits(page);
    await page.getByRole("link", { name: "Try" }).click();
    for (const title of ['example "megabyte"', "example"]) {
      await page.getByRole("button", { name: title }).first().click();
      await page.getByRole("button", { name: /^Send/ }).click();
      await page.getByLabel("What became of it").getByText("received", { exact: true }).waitFor();
      await assertFits(page);
    }
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.deepEqual(complaints, []);
  });
});
