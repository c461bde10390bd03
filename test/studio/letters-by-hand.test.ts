import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { RejectMessage } from "../../src/runtime/index.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, assertFits, type Visit, visit } from "./browser.ts";
import { opened } from "./opened.ts";

const document = (address: string): string =>
  JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "Orders", version: "1.0.0" },
    defaultContentType: "application/json",
    servers: { main: { host: "localhost", protocol: "redis" } },
    channels: { orders: { address, messages: { ordered: { $ref: "#/components/messages/Ordered" } } } },
    operations: {
      onOrder: {
        action: "receive",
        channel: { $ref: "#/channels/orders" },
        "x-boost": { deadLetter: `${address}.dlq`, retry: { attempts: 1 } },
      },
    },
    components: {
      messages: {
        Ordered: { name: "Ordered", payload: { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 1 } } } },
      },
    },
  });

interface Setting extends Visit {
  /** Ids that were handled. */
  readonly handled: readonly string[];
}

/** A studio over what a service refused: one dead letter for each payload. */
async function refused(
  context: TestContext,
  [url, address]: readonly [string, string],
  payloads: readonly { readonly id: string }[],
): Promise<Setting | undefined> {
  const space = workspace(context);
  space.write("asyncapi.json", document(address));
  const environment = { BOOST_MAIN_URL: url };
  const handled: string[] = [];
  const app = await service(await contractOf(join(space.folder, "asyncapi.json")), environment, (message) => {
    const { id } = message as { readonly id: string };
    if (id.startsWith("bad")) throw new RejectMessage(`the order ${id} is unknown`);
    handled.push(id);
  });
  context.after(() => app.stop());
  for (const payload of payloads) {
    space.write("payload.json", JSON.stringify(payload));
    assert.equal((await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment)).code, 0);
  }
  const listed = new RegExp(`^${payloads.length} dead letter`, "m");
  await waitFor(async () => assert.match((await typed(space.folder, ["dlq", "list"], environment)).out, listed), { timeoutMs: 120_000 });
  const studio = await opened(context, space.folder, ["studio", "asyncapi.json", "--write"], environment);
  const visited = await visit(context, studio.address);
  return visited === undefined ? undefined : { ...visited, handled };
}

/** What has the keyboard, as a person would call it. */
const focused = (page: Page): Promise<unknown> =>
  page.evaluate("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim()");

/** Tab, until that has the keyboard. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: unknown[] = [];
  for (let turn = 0; turn < 40; turn += 1) {
    await page.keyboard.press("Tab");
    const label = await focused(page);
    if (typeof label === "string" && name.test(label)) return;
    seen.push(label);
  }
  assert.fail(`nobody gets to ${name} by keyboard, only to ${seen.join(" | ")}`);
}

await describeWithServices(["redis"], "dead letters by hand", ({ redis }) => {
  test("the keyboard alone: from the address to a letter, corrected and replayed; a question is left and asked again", async (context) => {
    const setting = await refused(context, [redis.address, uniqueName("hand")], [{ id: "bad1" }, { id: "bad2" }]);
    if (setting === undefined) return;
    const { page, handled, complaints } = setting;
    await page.getByRole("link", { name: "Dead letters" }).waitFor();
    await tabTo(page, /^Dead letters$/);
    await page.keyboard.press("Enter");
    const rows = page.getByRole("list", { name: "Dead letters" }).getByRole("link");
    await rows.nth(1).waitFor();
    await tabTo(page, /^rejected.*onOrder/);
    await page.keyboard.press("ArrowDown");
    await page.locator('li[aria-posinset="2"] a:focus').waitFor();
    await page.keyboard.press("Enter");
    const editor = page.getByLabel("Payload of the dead letter");
    await editor.waitFor();
    await tabTo(page, /^Payload of the dead letter$/);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type('{ "id": "" }');
    await tabTo(page, /^Replay as edited/);
    await page.keyboard.press("Enter");
    await page.getByRole("alertdialog", { name: "Replay the edited copy?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await page.locator("button:focus", { hasText: "Replay as edited" }).waitFor();
    await page.keyboard.press("Enter");
    await tabTo(page, /^Replay the edited copy$/);
    await page.keyboard.press("Enter");
    await page.getByText(/the payload is none of Ordered\s+\/id Too small/).waitFor();
    assert.equal(await rows.count(), 2, "the original stays");
    await tabTo(page, /^Payload of the dead letter$/);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type('{ "id": "good" }');
    await tabTo(page, /^Replay as edited/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Replay the edited copy$/);
    await page.keyboard.press("Enter");
    await page.getByText(/with the new boost-id/).waitFor();
    await waitFor(async () => assert.deepEqual(handled, ["good"]), { timeoutMs: 120_000 });
    await waitFor(async () => assert.equal(await rows.count(), 1), { timeoutMs: 120_000 });
    await assertAccessible(page);
    // The other one is dropped; the keyboard is where the answer was read.
    await tabTo(page, /^rejected.*onOrder/);
    await page.keyboard.press("Enter");
    await editor.waitFor();
    await tabTo(page, /^Drop this one/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Drop$/);
    await page.keyboard.press("Enter");
    await page.getByText(/^No dead letters in/).waitFor();
    assert.deepEqual(complaints, []);
  });

  test("a megabyte, HTML and marks of direction in the payload, the error and the address run nothing and break nothing", async (context) => {
    const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202Eevil';
    const address = `${uniqueName("hand")}${evil}`;
    const setting = await refused(context, [redis.address, address], [{ id: `bad${evil}${"x".repeat(1_000_000)}` }]);
    if (setting === undefined) return;
    const { page, handled, complaints } = setting;
    await page.setViewportSize({ width: 380, height: 700 });
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByRole("list", { name: "Dead letters" }).getByRole("link").first().click();
    const editor = page.getByLabel("Payload of the dead letter");
    await editor.waitFor();
    assert.ok((await editor.inputValue()).length > 1_000_000);
    await assertFits(page);
    await assertAccessible(page);
    await editor.fill(JSON.stringify({ id: `good${"y".repeat(1_000_000)}` }));
    await page.getByRole("button", { name: "Replay as edited …" }).click();
    await page.getByRole("button", { name: "Replay the edited copy" }).click();
    await page.getByText(/with the new boost-id/).waitFor();
    await waitFor(async () => assert.equal(handled[0]?.length, 1_000_004), { timeoutMs: 120_000 });
    await page.getByRole("link", { name: "Doctor" }).click();
    await page.getByText(/are well|needs? attention/).waitFor();
    await assertFits(page);
    await page.getByRole("link", { name: "Contract" }).click();
    await page.getByText("1 channel, 1 operation").waitFor();
    await assertFits(page);
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.deepEqual(complaints, []);
  });
});
