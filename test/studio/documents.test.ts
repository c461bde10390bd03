import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { BoostApp, type ContractDefinition, RejectMessage } from "../../src/runtime/index.ts";
import { letterRoutes, Mask, shareMemoryStore } from "../../src/runtime/tools/index.ts";
import type { About } from "../../src/studio/shared/about.ts";
import type { ContractView, MessageDetail } from "../../src/studio/shared/contract.ts";
import type { ActView, LetterDetail, LetterList } from "../../src/studio/shared/letters.ts";
import { uniqueName, waitFor } from "../services/index.ts";
import { compiled } from "../truth/compiled.ts";
import { type Asking, asking } from "./asking.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";

interface Shape {
  readonly title: string;
  readonly address: string;
  /** Key of the operation that receives. */
  readonly operation: string;
  readonly deadLetter: string;
}

const documentOf = ({ title, address, operation, deadLetter }: Shape): object => ({
  asyncapi: "3.0.0",
  info: { title, version: "1.0.0" },
  defaultContentType: "application/json",
  servers: { main: { host: "localhost", protocol: "kafka" } },
  channels: {
    things: {
      address,
      messages: {
        happened: { name: "Happened", payload: { type: "object", required: ["id"], properties: { id: { type: "string" } } } },
      },
    },
  },
  operations: {
    [operation]: { action: "receive", channel: { $ref: "#/channels/things" }, "x-boost": { deadLetter, retry: { attempts: 1 } } },
    send: { action: "send", channel: { $ref: "#/channels/things" } },
  },
});

/** Two have an operation of the same name, and their dead letters in the same place; the third has neither. */
const shapes: { readonly [name: string]: Shape } = {
  orders: { title: "Orders", address: "orders", operation: "onThing", deadLetter: "failed" },
  bills: { title: "Bills", address: "bills", operation: "onThing", deadLetter: "failed" },
  "stock & parts": { title: "Stock", address: "stock", operation: "onStock", deadLetter: "stock-failed" },
};

interface Opened extends Asking {
  readonly address: string;
  readonly publish: (name: string, id: string) => Promise<unknown>;
}

/** A service of three documents; what begins with "bad" it refuses. */
async function service(context: TestContext): Promise<Opened> {
  let address = "";
  const info = (fields: object): void => {
    if ("studio" in fields) address ||= String(fields.studio);
  };
  const app = new BoostApp("warehouse", {
    environment: { BOOST_MAIN_URL: `memory://${uniqueName("studio")}`, BOOST_STUDIO_PORT: "0", BOOST_STUDIO_WRITE: "true" },
    logger: { debug() {}, info, warn() {}, error() {} },
  });
  const happened = async ({ id }: { readonly id: string }): Promise<void> => {
    if (id.startsWith("bad")) throw new RejectMessage(`no ${id} here`);
  };
  const contracts = new Map<string, ContractDefinition>();
  for (const [name, shape] of Object.entries(shapes)) {
    const { contract } = await compiled(JSON.stringify(documentOf(shape)));
    contracts.set(name, contract as ContractDefinition);
    app.addSubscribers(name, contract, { [shape.operation]: { happened } });
  }
  await app.start();
  context.after(() => app.stop());
  return {
    address,
    ...asking(address),
    publish: async (name, id) => {
      const publishers = app.publishers(contracts.get(name) as ContractDefinition) as {
        readonly [member: string]: (payload: object) => Promise<unknown>;
      };
      await Object.values(publishers)[0]?.({ id });
    },
  };
}

async function deadLetters({ ask }: Opened, count: number): Promise<LetterList> {
  return await waitFor(
    async () => {
      const list = await ask<LetterList>("letters");
      if (list.letters.length !== count) throw new Error(`${list.letters.length} dead letters`);
      return list;
    },
    { timeoutMs: 120_000 },
  );
}

describe("the studio inside a service of several documents", () => {
  test("has the service's name, and each document's contract", async (context) => {
    const { ask } = await service(context);
    const about = await ask<About>("about");
    assert.deepEqual(
      [about.title, about.version, about.screens, about.documents],
      ["warehouse", "", ["live", "contract", "letters"], Object.keys(shapes)],
    );
    const titles = await Promise.all(
      ["", ...Object.keys(shapes), "nothing"].map((document) => ask<ContractView>(`contract?${new URLSearchParams({ document })}`)),
    );
    assert.deepEqual(
      titles.map(({ title }) => title),
      ["Orders", "Orders", "Bills", "Stock", "Orders"],
    );
    assert.equal(titles[2]?.operations.find(({ action }) => action === "receive")?.deadLetter, "failed");
    const id = titles[3]?.messages[0]?.id ?? "";
    const message = await ask<MessageDetail>(`message?${new URLSearchParams({ document: "stock & parts", id })}`);
    assert.equal(message.name, "Happened");
  });

  test("lists the dead letters of all, each once and as its own document's, and replays, corrects and drops them there", async (context) => {
    const opened = await service(context);
    const { ask, publish, live } = opened;
    for (const name of Object.keys(shapes)) await publish(name, `bad-${name}`);
    const { letters, operations, places, causes } = await deadLetters(opened, 3);
    assert.deepEqual(operations, ["onStock", "onThing (bills)", "onThing (orders)"]);
    assert.deepEqual([[...places].sort(), causes], [["failed", "stock-failed"], [{ cause: "rejected", count: 3 }]]);
    assert.deepEqual(letters.map(({ operation, document }) => [operation, document]).sort(), [
      ["onStock", "stock & parts"],
      ["onThing (bills)", "bills"],
      ["onThing (orders)", "orders"],
    ]);
    const of = (document: string): string => letters.find((letter) => letter.document === document)?.handle ?? "";
    for (const [document, target] of [
      ["orders", "orders"],
      ["bills", "bills"],
      ["stock & parts", "stock"],
    ] as const) {
      const letter = await ask<LetterDetail>(`letter?${new URLSearchParams({ letter: of(document) })}`);
      assert.deepEqual([letter.target, JSON.parse(letter.payload)], [target, { id: `bad-${document}` }]);
    }
    const filtered = await ask<LetterList>(`letters?${new URLSearchParams({ operation: "onThing (bills)" })}`);
    assert.deepEqual(
      filtered.letters.map(({ handle }) => handle),
      [of("bills")],
    );
    const { text } = await ask<ActView>("letters/edit", { letter: of("bills"), payload: '{"id":"good"}' });
    assert.match(text, /, edited, to "bills" with the new boost-id/);
    const copy = await live(({ outcome }) => outcome === "handled");
    assert.equal(copy.operation, "onThing (bills)");
    const rest = [of("orders"), of("stock & parts")];
    const said = await ask<string>("letters/act", { act: "drop", letters: rest, dryRun: false }, true);
    assert.match(said, /dropped 2 dead letters"/);
    await deadLetters(opened, 0);
  });

  test("shows the dead letters of those whose broker answers, and says whose does not; where none does, that", async (context) => {
    const { contract } = await compiled(JSON.stringify(documentOf(shapes["orders"] as Shape)));
    const there = `memory://${uniqueName("there")}`;
    context.after(shareMemoryStore(there));
    const toolsAt = (url: string) => ({ contract: contract as ContractDefinition, app: "warehouse", environment: { BOOST_MAIN_URL: url } });
    const list = async (urls: { readonly [name: string]: string }): Promise<LetterList> => {
      const tools = new Map(Object.entries(urls).map(([name, url]) => [name, toolsAt(url)]));
      const route = letterRoutes({ tools, mask: new Mask([]), log: () => {} }).find(({ path }) => path === "letters");
      assert.ok(route !== undefined && "answer" in route);
      const signal = AbortSignal.timeout(120_000);
      return (await route.answer({ query: new URLSearchParams(), body: undefined, signal })) as LetterList;
    };
    const { letters, notes } = await list({ gone: "memory://nobody", orders: there });
    assert.deepEqual([letters, notes.length], [[], 1]);
    assert.match(notes[0] ?? "", /^gone: the server "main" is a broker in another process's memory/);
    await assert.rejects(list({ gone: "memory://nobody" }), /another process's memory/);
    await assert.rejects(list({ gone: "memory://nobody", away: "memory://nowhere" }), /another process's memory/);
  });

  for (const colorScheme of ["light", "dark"] as const)
    test(`a person chooses a document, goes back, and finds the dead letters of all (${colorScheme})`, async (context) => {
      const opened = await service(context);
      for (const name of Object.keys(shapes)) await opened.publish(name, `bad-${name}`);
      await deadLetters(opened, 3);
      const visited = await visit(context, opened.address, { colorScheme });
      if (visited === undefined) return;
      const { page, complaints } = visited;
      await page.getByText("warehouse").waitFor();
      await page.getByRole("row", { name: "onThing (orders) dead-lettered" }).waitFor();
      await page.getByRole("link", { name: "Contract" }).click();
      await page.getByRole("heading", { name: "Orders 1.0.0" }).waitFor();
      await page.getByLabel("Document").selectOption("stock & parts");
      await page.getByRole("heading", { name: "Stock 1.0.0" }).waitFor();
      await page.getByRole("link", { name: "onStock receives" }).click();
      await page.getByRole("region", { name: "Details" }).getByRole("link", { name: "Happened" }).click();
      await page.getByRole("heading", { name: "Payload, application/json" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Happened" }).waitFor();
      assert.equal(await page.getByLabel("Document").inputValue(), "stock & parts");
      await assertAccessible(page);
      for (const width of [380, 800, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await assertFits(page);
      }
      for (let turn = 0; turn < 3; turn += 1) await page.goBack();
      await page.getByRole("heading", { name: "Orders 1.0.0" }).waitFor();
      assert.equal(await page.getByLabel("Document").inputValue(), "orders");
      await page.getByRole("link", { name: "Dead letters" }).click();
      await page.getByRole("link", { name: "onThing (bills)" }).click();
      await page.getByText("no bad-bills here").waitFor();
      await assertAccessible(page);
      for (const width of [380, 800, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await assertFits(page);
      }
      assert.deepEqual(complaints, []);
    });
});
