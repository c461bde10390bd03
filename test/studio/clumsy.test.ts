import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { BoostApp, type ContractDefinition, RejectMessage } from "../../src/runtime/index.ts";
import type { LetterDetail, LetterList } from "../../src/studio/shared/letters.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { uniqueName, waitFor } from "../services/index.ts";
import { compiled } from "../truth/compiled.ts";
import { type Asking, asking } from "./asking.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";

const documentOf = (contentType: string, payload: object, operations: object): string =>
  JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "Orders", version: "1.0.0" },
    defaultContentType: contentType,
    servers: { main: { host: "localhost", protocol: "kafka" } },
    channels: { orders: { address: "orders", messages: { ordered: { name: "Ordered", payload, headers: { type: "object" } } } } },
    operations,
  });

const channel = { $ref: "#/channels/orders" };
const received = documentOf(
  "application/json",
  { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  { onOrder: { action: "receive", channel, "x-boost": { deadLetter: "dead", retry: { attempts: 1 } } } },
);
/** Whoever sends knows nothing of what is wanted. */
const sent = documentOf("text/plain", { type: "string" }, { sendOrder: { action: "send", channel } });

const headers = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`header-${index}`, `value ${index}`]));
const bodies: readonly (readonly [string, object])[] = [
  ["this is <b>not</b> JSON", {}],
  ["null", {}],
  ["", {}],
  [`{"id":"${"long ".repeat(30_000)}"}`, {}],
  ['{"id":"many"}', { headers }],
];

interface Service extends Asking {
  readonly address: string;
}

/** A service that refuses what is not good, and got messages that nobody should send. */
async function service(context: TestContext): Promise<Service> {
  const [{ contract }, loose] = await Promise.all([compiled(received), compiled(sent)]);
  let address = "";
  const info = (fields: object): void => {
    if ("studio" in fields) address ||= String(fields.studio);
  };
  const app = new BoostApp("orders", {
    environment: { BOOST_MAIN_URL: `memory://${uniqueName("studio")}`, BOOST_STUDIO_PORT: "0", BOOST_STUDIO_WRITE: "true" },
    logger: { debug() {}, info, warn() {}, error() {} },
  });
  const ordered = async ({ id }: { readonly id: string }): Promise<void> => {
    if (id !== "good") throw new RejectMessage("no");
  };
  app.addSubscribers("orders", contract, { onOrder: { ordered } });
  await app.start();
  context.after(() => app.stop());
  const publishers = app.publishers(loose.contract as ContractDefinition) as {
    readonly [member: string]: (payload: unknown, options: object) => Promise<unknown>;
  };
  for (const [body, options] of bodies) await Object.values(publishers)[0]?.(body, options);
  const asked = asking(address);
  await waitFor(async () => assert.equal((await asked.ask<LetterList>("letters")).letters.length, bodies.length), { timeoutMs: 120_000 });
  return { address, ...asked };
}

describe("messages that nobody should send, in the studio", () => {
  test("are shown as what they are, and one that is no JSON can be made one", async (context) => {
    const { ask, status, live } = await service(context);
    const { letters } = await ask<LetterList>("letters");
    const details = await Promise.all(letters.map(({ handle }) => ask<LetterDetail>(`letter?${new URLSearchParams({ letter: handle })}`)));
    assert.deepEqual(
      details.map(({ unjudged, editable, issues }) => [unjudged, editable, issues.length]),
      [
        ["not JSON", true, 0],
        [undefined, true, 1],
        ["empty", true, 0],
        [undefined, true, 0],
        [undefined, true, 0],
      ],
    );
    const [first] = letters;
    assert.equal(await status("letters/edit", { letter: first?.handle, payload: "{" }), 409);
    assert.match(
      (await ask<{ readonly error: string }>("letters/edit", { letter: first?.handle, payload: "{" })).error,
      /^the payload is not JSON: /,
    );
    await ask("letters/edit", { letter: first?.handle, payload: '{"id":"good"}' });
    assert.equal((await live(({ outcome }) => outcome === "handled")).operation, "onOrder");
    const said = await ask<string>("letters/act", { act: "drop", letters: [first?.handle], dryRun: false }, true);
    assert.match(said, /"tone":"plain","text":"dropped 0 dead letters, 1 no longer there"/);
  });

  test("leave the page in order: back, forward, reload, and two tabs that act on one letter", async (context) => {
    const { address } = await service(context);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByRole("link", { name: "Dead letters" }).click();
    const rows = page.locator("a.row");
    await rows.first().click();
    await page.getByRole("heading", { name: "Payload, not JSON" }).waitFor();
    await rows.nth(2).click();
    await page.getByRole("heading", { name: "Payload, empty" }).waitFor();
    await rows.nth(4).click();
    await page.getByText("header-19: value 19").waitFor();
    assert.equal(await page.getByText("header-20: value 20").isVisible(), false);
    await page.getByText("more", { exact: false }).last().click();
    await page.getByText("header-299: value 299").waitFor();
    await assertAccessible(page);
    await page.goBack();
    await page.getByRole("heading", { name: "Payload, empty" }).waitFor();
    await page.goForward();
    await page.getByText("header-19: value 19").waitFor();
    await page.reload();
    await page.getByText("header-19: value 19").waitFor();

    const other = await page.context().newPage();
    await other.goto(address);
    await other.goto(page.url());
    const drop = { name: "Drop this one …" };
    await other.getByRole("button", drop).click();
    await page.getByRole("button", drop).click();
    await page.getByRole("button", { name: "Drop", exact: true }).click();
    await page.getByText("dropped 1 dead letter").waitFor();
    await other.getByRole("button", { name: "Drop", exact: true }).click();
    await other.getByText("dropped 0 dead letters, 1 no longer there").waitFor();
    await other.getByText("Choose one").waitFor();
    assert.equal(await other.locator("article").count(), 0);
    await rows.nth(3).click();
    await page.getByText("150,009").waitFor();
    for (const width of [380, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await assertFits(page);
    }
    await assertAccessible(page);
    assert.deepEqual(complaints, []);
  });

  for (const [words, screens] of [
    [
      ["studio", "none.yaml"],
      [
        "The document has no operations.",
        "The document has no messages to try.",
        "so there is no place to look into.",
        "is in no git repository",
        "so no server is needed.",
      ],
    ],
    [
      ["try", "none.yaml", "--studio"],
      [
        "The document has no operations.",
        "The document has no messages to try.",
        "No message has come",
        "so there is no place to look into.",
        "is in no git repository",
      ],
    ],
  ] as const)
    test(`a document without anything says so on each screen, also when it is loaded again: ${words.join(" ")}`, async (context) => {
      const space = workspace(context);
      space.write("none.yaml", "asyncapi: 3.0.0\ninfo: { title: None, version: 1.0.0 }\n");
      const { address } = await opened(context, space.folder, words);
      const visited = await visit(context, address);
      if (visited === undefined) return;
      const { page, complaints } = visited;
      const links = page.getByRole("navigation").getByRole("link");
      await links.first().waitFor();
      assert.equal(await links.count(), screens.length);
      for (const [index, text] of screens.entries()) {
        await links.nth(index).click();
        await page.getByText(text).waitFor();
        await page.reload();
        await page.getByText(text).waitFor();
        await assertAccessible(page);
      }
      assert.deepEqual(complaints, []);
    });
});
