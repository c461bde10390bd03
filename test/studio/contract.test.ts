import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { root } from "../cli/program.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { manyChannels } from "./many-channels.ts";
import { opened } from "./opened.ts";

describe("the contract in the studio", () => {
  test("a person sees what flows where, opens an operation, its message, its schema, each with its place", async (context) => {
    const { address } = await opened(context, root, ["studio", "specs/orders.yaml"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    for (const name of [
      ...["orders.v1 kafka", "onOrder receives", "OrderCreated start", "OrderCancelled signal cancel"],
      ...["OrderWorkflow order_queue", "orders.status.v1 orderStatus"],
    ])
      await page.getByRole("link", { name }).waitFor();
    assert.equal(await page.locator(".edge.dashed").count(), 1, "one line to the dead letters");
    await page.getByRole("link", { name: "onOrder receives" }).click();
    const details = page.getByRole("region", { name: "Details" });
    await details.getByText("specs/orders.yaml:39:3").waitFor();
    await details.getByText("orders.v1.dlq").waitFor();
    await details.getByText("order-{order_id}").first().waitFor();
    await details.getByRole("link", { name: "OrderCreated" }).click();
    await details.getByText("A customer placed an order.").waitFor();
    await details.getByText("Identifies an order in all messages.").waitFor();
    await details.getByText("matches /^[A-Za-z0-9-]{1,64}$/").waitFor();
    await details.getByText("at least 1 item").waitFor();
    await details.getByText('"c-42"').waitFor();
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  });

  test("the address bar has what is looked at, and no token", async (context) => {
    const { address } = await opened(context, root, ["studio", "specs/orders.yaml"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "onOrder receives" }).click();
    await page.getByRole("searchbox").fill("cancelled");
    await page.waitForURL(/operation=onOrder/);
    assert.doesNotMatch(page.url(), /token/);
    await page.reload();
    await page.getByRole("region", { name: "Details" }).getByText("specs/orders.yaml:39:3").waitFor();
    assert.equal(await page.getByRole("searchbox").inputValue(), "cancelled");
  });

  test("an address without the token shows nothing and says what to open", async (context) => {
    const { address } = await opened(context, root, ["studio", "specs/orders.yaml"]);
    const visited = await visit(context, address.replace(/#.*/, ""));
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByText("This address has no token").waitFor();
    assert.doesNotMatch(await page.content(), /Orders|onOrder/);
    await assertAccessible(page);
  });

  test("a thousand channels are searched, grouped and drawn only where they are seen", async (context) => {
    const space = workspace(context);
    space.write("asyncapi.json", manyChannels(1_000));
    const { address } = await opened(context, space.folder, ["studio", "asyncapi.json"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByText("1,000 channels, 1,000 operations").waitFor();
    assert.ok((await page.locator(".virtual li").count()) < 100);
    assert.ok((await page.locator("svg .node").count()) < 400);
    // Workflows that operations far from each other share are drawn again near them.
    const longest = await page.evaluate(
      "Math.max(...[...document.querySelectorAll('.edge')].map((edge) => edge.getBoundingClientRect().height))",
    );
    assert.ok(Number(longest) < 400, `a line of ${longest} pixels`);
    await page.getByText("billing 200").waitFor();
    await page.getByRole("searchbox").fill("workflow7 event57");
    await page.getByText("1 channel, 1 operation of 1000 and 1000").waitFor();
    await page.getByRole("link", { name: "onEvent57 receives" }).click();
    await page.getByRole("region", { name: "Details" }).getByText("event-57-{id}").waitFor();
    await page.getByRole("searchbox").fill("no such thing");
    await page.getByText("No operation has all of these words.").waitFor();
    assert.deepEqual(complaints, []);
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`it is understood on a small ${colorScheme} screen and at twice the size`, async (context) => {
      const { address } = await opened(context, root, ["studio", "specs/notifications.yaml"]);
      const visited = await visit(context, address, { colorScheme, viewport: { width: 380, height: 700 }, reducedMotion: "reduce" });
      if (visited === undefined) return;
      const { page } = visited;
      await page.locator("a.item").first().click();
      await page.getByRole("region", { name: "Details" }).getByText("address").waitFor();
      await assertFits(page);
      await assertAccessible(page);
      await page.setViewportSize({ width: 640, height: 400 });
      await assertFits(page);
    });

  test("the keyboard alone leads from the address to a message", async (context) => {
    const { address } = await opened(context, root, ["studio", "specs/orders.yaml"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "onOrder receives" }).waitFor();
    const press = async (name: string): Promise<void> => {
      for (let turn = 0; turn < 60; turn += 1) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(
          "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim()",
        );
        if (focused === name) return page.keyboard.press("Enter");
      }
      assert.fail(`nobody gets to "${name}" by keyboard`);
    };
    await press("onOrder receives");
    await press("OrderCreated");
    await page.getByText("A customer placed an order.").waitFor();
  });
});
