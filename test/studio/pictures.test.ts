import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { Redis } from "ioredis";
import type { BrowserContextOptions, Page } from "playwright-core";
import { RejectMessage } from "../../src/runtime/index.ts";
import { root } from "../cli/program.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, waitFor } from "../services/index.ts";
import { visit } from "./browser.ts";
import { headersWith, history, ordersWith } from "./changing-document.ts";
import { opened } from "./opened.ts";
import { palettePng } from "./palette-png.ts";

// `BOOST_UPDATE=1 npm test -- studio/pictures` makes them.
const folder = join(root, "test/studio/pictures");
const names = ["changes.png", "contract.png", "letters.png", "live.png", "try.png"];

describe("the pictures of the studio", () => {
  for (const name of names)
    test(`${name} has a palette and at most 60 KB`, () => {
      const bytes = readFileSync(join(folder, name));
      assert.equal(bytes.subarray(1, 4).toString(), "PNG");
      assert.equal(bytes[25], 3, "colours by palette");
      assert.ok(bytes.length <= 60 * 1024, `${bytes.length} bytes`);
    });

  test("there are no others, and the README has one", () => {
    assert.deepEqual(readdirSync(folder).sort(), names);
    assert.match(readFileSync(join(root, "README.md"), "utf8"), /\]\(test\/studio\/pictures\/\w+\.png\)/);
  });
});

const document = `\
asyncapi: 3.0.0
info: { title: Orders, version: 2.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: redis }
channels:
  orders:
    address: orders
    messages:
      ordered:
        name: Ordered
        payload:
          type: object
          required: [order_id, total]
          properties: { order_id: { type: string, minLength: 1 }, customer: { type: string }, total: { type: number, minimum: 0 } }
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
    x-boost: { deadLetter: orders.dlq, retry: { attempts: 1 } }
`;

if (process.env["BOOST_UPDATE"])
  await describeWithServices(
    ["redis"],
    "the pictures of the studio, made anew",
    ({ redis }) => {
      test("in memory", async (context) => {
        const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio"]);
        const page = await tab(context, address);
        await page.getByRole("link", { name: "onOrder receives" }).click();
        await page.getByRole("region", { name: "Details" }).getByText("orders.v1.dlq").waitFor();
        await take(page, "contract");
        await page.getByRole("link", { name: "Try" }).click();
        await page.getByRole("button", { name: "Send" }).click();
        const steps = page.getByLabel("What became of it");
        await steps.getByText("acknowledged", { exact: true }).waitFor();
        await take(page, "try");
        await page.getByRole("link", { name: "OrderCancelled" }).click();
        await page.getByRole("heading", { name: "OrderCancelled" }).waitFor();
        await page.getByRole("button", { name: "Send" }).click();
        await steps.getByText("handled", { exact: true }).waitFor();
        await page.getByLabel(/^Payload/).fill('{ "type": "order.cancelled", "order_id": "" }');
        await page.getByRole("button", { name: "Send it all the same" }).click();
        await steps.getByText("dead letter", { exact: true }).waitFor();
        await page.getByRole("link", { name: "Live" }).click();
        await page.locator("tbody tr").nth(2).waitFor();
        await take(page, "live");
      });

      test("changes", async (context) => {
        const space = history(context);
        space.commit("Orders, as the shop sends them", "        total: { type: number }\n", headersWith("string"));
        space.commit("A customer may leave a note", "        total: { type: number }\n        note: { type: string }\n");
        space.commit("No order is free", "        total: { type: number, minimum: 0 }\n        note: { type: string }\n");
        space.write(
          "specs/orders.yaml",
          ordersWith("        total: { type: string }\n        gift: { type: boolean }\n").replace(
            "required: [id]",
            "required: [id, total]",
          ),
        );
        const { address } = await opened(context, space.folder, ["studio", "specs/orders.yaml", "--allow-ref", "common"]);
        const page = await tab(context, address);
        await page.getByRole("link", { name: "Changes" }).click();
        await page.getByRole("region", { name: "message Created" }).waitFor();
        await take(page, "changes");
      });

      test("dead letters", async (context) => {
        const space = workspace(context);
        space.write("asyncapi.yaml", document);
        const environment = { BOOST_MAIN_URL: redis.address };
        const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, (message) => {
          const { customer } = message as { readonly customer: string };
          throw new RejectMessage(`the customer ${customer} is unknown to billing`);
        });
        context.after(() => app.stop());

        const client = new Redis(redis.address);
        context.after(() => client.disconnect());
        for (let number = 1; number <= 12; number += 1) {
          const total = number % 4 === 0 ? -1 : 21;
          await client.xadd(
            "orders",
            "*",
            "data",
            JSON.stringify({ order_id: number % 4 === 0 ? "" : `o-${1000 + number}`, customer: "c-42", total }),
          );
        }
        await waitFor(async () => assert.match((await typed(space.folder, ["dlq", "list"], environment)).out, /12 dead letters/));
        const { address } = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write"], environment);
        const page = await tab(context, address, { colorScheme: "dark" });
        await page.getByRole("link", { name: "Dead letters" }).click();
        await page
          .getByRole("list", { name: "Dead letters" })
          .getByRole("link", { name: /invalid/ })
          .first()
          .click();
        await page.getByLabel("Payload of the dead letter").waitFor();
        await page.getByRole("list", { name: "What the validator says" }).waitFor();
        await take(page, "letters");
      });
    },
    { own: true },
  );

async function tab(context: TestContext, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const visited = await visit(context, address, { viewport: { width: 1120, height: 700 }, ...options });
  assert.ok(visited !== undefined, "pictures need Chromium");
  return visited.page;
}

/** The window as it is, its colours counted by the browser. */
async function take(page: Page, name: string): Promise<void> {
  const png = (await page.screenshot({ animations: "disabled", caret: "hide" })).toString("base64");
  const blank = await page.context().newPage();
  const { width, height, text } = (await blank.evaluate(`(async () => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64,${png}")).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let start = 0; start < data.length; start += 32768) text += String.fromCharCode(...data.subarray(start, start + 32768));
    return { width: image.width, height: image.height, text: btoa(text) };
  })()`)) as { width: number; height: number; text: string };
  await blank.close();
  writeFileSync(join(folder, `${name}.png`), palettePng({ width, height, bytes: Buffer.from(text, "base64") }));
}
