import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { BoostApp, type ContractDefinition, PauseSource, RejectMessage } from "../../src/runtime/index.ts";
import type { About } from "../../src/studio/shared/about.ts";
import type { ContractView, MessageDetail } from "../../src/studio/shared/contract.ts";
import type { ActView, LetterDetail, LetterList } from "../../src/studio/shared/letters.ts";
import type { SpecimenView, TriedMessage } from "../../src/studio/shared/trial.ts";
import { root } from "../cli/program.ts";
import { uniqueName, waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { compiled } from "../truth/compiled.ts";
import { type Asking, asking, firstEvent } from "./asking.ts";
import { opened } from "./opened.ts";

const document = {
  asyncapi: "3.0.0",
  info: { title: "Orders", version: "1.0.0" },
  defaultContentType: "application/json",
  servers: { main: { host: "localhost", protocol: "kafka" } },
  channels: {
    orders: {
      address: "orders",
      messages: {
        ordered: {
          name: "Ordered",
          "x-boost": { key: "{$message.payload#/id}" },
          payload: { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 1 } } },
          examples: [{ name: "one", payload: { id: "tea-1" } }],
        },
      },
    },
  },
  operations: {
    onOrder: { action: "receive", channel: { $ref: "#/channels/orders" }, "x-boost": { deadLetter: "orders-dlq", retry: { attempts: 1 } } },
    sendOrder: { action: "send", channel: { $ref: "#/channels/orders" } },
  },
};

interface Opened extends Asking {
  readonly publish: (payload: object) => Promise<unknown>;
}

/** A service with a studio, on a broker in its memory. */
async function service(context: TestContext, environment: { readonly [name: string]: string } = {}): Promise<Opened> {
  const { contract } = await compiled(JSON.stringify(document));
  let address = "";
  const info = (fields: object): void => {
    if ("studio" in fields) address = String(fields.studio);
  };
  const app = new BoostApp("orders", {
    environment: { BOOST_MAIN_URL: `memory://${uniqueName("studio")}`, BOOST_STUDIO_PORT: "0", ...environment },
    logger: { debug() {}, info, warn() {}, error() {} },
  });
  const ordered = async ({ id }: { readonly id: string }): Promise<void> => {
    if (id.startsWith("tea")) throw new RejectMessage(`no ${id} here`);
    if (id.startsWith("away"))
      throw new PauseSource(`nobody answers for ${id}`, { probe: () => Promise.reject(new Error(`${id} is still away`)) });
  };
  app.addSubscribers("orders", contract, { onOrder: { ordered } });
  await app.start();
  context.after(() => app.stop());
  const publishers = app.publishers(contract as ContractDefinition) as { readonly [member: string]: (payload: object) => Promise<unknown> };
  return {
    publish: async (payload) => await Object.values(publishers)[0]?.(payload),
    ...asking(address),
  };
}

describe("the studio inside a service on a broker in memory", () => {
  test("does not show what BOOST_STUDIO_MASK names, nor what repeats it", async (context) => {
    const { ask, publish, live } = await service(context, { BOOST_STUDIO_MASK: "card,id" });
    assert.deepEqual((await ask<About>("about")).masked, ["card", "id"]);
    await publish({ id: "tea-1" });
    const { why, key } = await live(({ outcome }) => outcome === "dead-lettered");
    assert.deepEqual([why, key], ["rejected: no ••• here", "•••"]);
  });

  test("draws its contract: what is received and sent, its servers, where dead letters go", async (context) => {
    const { ask, status } = await service(context);
    assert.deepEqual((await ask<About>("about")).screens, ["live", "contract", "letters"]);
    const { servers, channels, operations, messages } = await ask<ContractView>("contract");
    assert.deepEqual(servers, [{ key: "main", protocol: "kafka", host: "localhost" }]);
    assert.deepEqual(channels, [{ key: "orders", address: "orders", servers: [] }]);
    const [receives, sends] = operations;
    assert.deepEqual(
      [receives?.action, receives?.deadLetter, sends?.action, sends?.deadLetter],
      ["receive", "orders-dlq", "send", undefined],
    );
    assert.ok(receives?.options.some(([name, value]) => name === "retry.attempts" && value === "1"));
    assert.deepEqual(receives?.messages, [{ id: messages[0]?.id, rules: [] }]);
    const { name, examples } = await ask<MessageDetail>(`message?id=${encodeURIComponent(messages[0]?.id ?? "")}`);
    assert.deepEqual([name, examples.map(({ payload }) => payload)], ["Ordered", [{ id: "tea-1" }]]);
    assert.equal(await status("message?id=nothing"), 404);
  });

  test("shows its dead letters and has no way to write, unless it is told to", async (context) => {
    const { ask, status, publish, live } = await service(context);
    await publish({ id: "tea-1" });
    await live(({ outcome }) => outcome === "dead-lettered");
    const { letters } = await ask<LetterList>("letters");
    assert.deepEqual(
      letters.map(({ cause, operation }) => [cause, operation]),
      [["rejected", "onOrder"]],
    );
    const { error, target } = await ask<LetterDetail>(`letter?letter=${encodeURIComponent(letters[0]?.handle ?? "")}`);
    assert.match(error ?? "", /^RejectMessage: no tea-1 here/);
    assert.equal(target, "orders");
    const act = { act: "drop", letters: letters.map(({ handle }) => handle), dryRun: false };
    assert.equal(await status("letters/dry-run", act), 200);
    for (const path of ["letters/act", "letters/edit"]) assert.equal(await status(path, act), 404);
    assert.equal((await ask<LetterList>("letters")).letters.length, 1);
  });

  test("corrects a dead letter and sees the copy handled, replays one, drops one", async (context) => {
    const { ask, status, publish, live } = await service(context, { BOOST_STUDIO_WRITE: "true" });
    const places = async (): Promise<readonly string[]> => (await ask<LetterList>("letters")).letters.map(({ handle }) => handle);
    await publish({ id: "tea-1" });
    await live(({ outcome }) => outcome === "dead-lettered");
    const [place = ""] = await places();
    const { text } = await ask<ActView>("letters/edit", { letter: place, payload: '{"id":"cup-1"}' });
    const id = /new boost-id (\S+)/.exec(text)?.[1];
    const copy = await live((message) => message.id === id);
    assert.deepEqual([copy.outcome, copy.key, await places()], ["handled", "tea-1", []]);
    await publish({ id: "tea-2" });
    await live(({ key, outcome }) => key === "tea-2" && outcome === "dead-lettered");
    const [second = ""] = await places();
    assert.equal(await status("letters/act", { act: "replay", letters: [second], dryRun: false }), 200);
    await waitFor(
      async () => {
        const now = await places();
        if (now.length !== 1 || now[0] === second) throw new Error(`dead letters at ${now.join(", ")}`);
      },
      { timeoutMs: 120_000 },
    );
    assert.equal(await status("letters/act", { act: "drop", letters: await places(), dryRun: false }), 200);
    await waitFor(async () => assert.deepEqual(await places(), []), { timeoutMs: 120_000 });
  });

  test("hides why a source is paused where fields are masked: any message may have brought what it repeats", async (context) => {
    const { ask, asked, publish } = await service(context, { BOOST_STUDIO_MASK: "id" });
    await publish({ id: "away-1" });
    await waitFor(
      async () => {
        const { sources } = await firstEvent(await asked("live"));
        assert.equal(sources[0]?.paused, "paused: •••");
      },
      { timeoutMs: 120_000 },
    );
    assert.doesNotMatch(JSON.stringify(await ask<LetterList>("letters")), /away-1/);
  });

  test("leaves no port open when it cannot start", async (context) => {
    const { contract } = await compiled(JSON.stringify(document));
    const studioPort = await freePort();
    const app = new BoostApp("orders", {
      environment: { BOOST_MAIN_URL: `memory://${uniqueName("studio")}`, BOOST_STUDIO_PORT: String(studioPort) },
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    app.addSubscribers("orders", contract, {});
    context.after(() => app.stop());
    await assert.rejects(app.start(), /there are no handlers for the operation "onOrder"/);
    await assert.rejects(fetch(`http://127.0.0.1:${studioPort}/`), /fetch failed/);
  });

  test("says whose port is taken, and leaves the other one", async (context) => {
    const { contract } = await compiled(JSON.stringify(document));
    const taken = createServer().listen(0, "127.0.0.1");
    context.after(() => taken.close());
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const httpPort = await freePort();
    const app = new BoostApp("orders", {
      environment: {
        BOOST_MAIN_URL: `memory://${uniqueName("studio")}`,
        BOOST_STUDIO_PORT: String(port),
        BOOST_HTTP_PORT: String(httpPort),
      },
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    app.addSubscribers("orders", contract, { onOrder: { ordered: async () => {} } });
    context.after(() => app.stop());
    await assert.rejects(app.start(), /the studio's port 127\.0\.0\.1:\d+ cannot be opened: .*EADDRINUSE/);
    await assert.rejects(fetch(`http://127.0.0.1:${httpPort}/healthz`), /fetch failed/);
  });

  test("shows all of it without", async (context) => {
    const { publish, live } = await service(context);
    await publish({ id: "tea-1" });
    const { why, key } = await live(({ outcome }) => outcome === "dead-lettered");
    assert.deepEqual([why, key], ["rejected: no tea-1 here", "tea-1"]);
  });
});

describe("the dead letters of try --studio", () => {
  test("are listed, looked at, corrected and handled, replayed until they are dead letters again, dropped", async (context) => {
    const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio"]);
    const { ask, status, live } = asking(address);
    assert.deepEqual((await ask<LetterList>("letters")).letters, []);
    const [message] = await ask<readonly TriedMessage[]>("messages");
    const [specimen] = await ask<readonly SpecimenView[]>(`specimens?message=${encodeURIComponent(message?.key ?? "")}`);
    const good = specimen?.content.payload ?? "";
    const content = { ...specimen?.content, payload: JSON.stringify({ ...JSON.parse(good), items: [] }) };
    assert.equal(await status("publish", { message: message?.key, content }), 200);
    const letter = await waitFor(
      async () => {
        const { letters } = await ask<LetterList>("letters");
        if (letters[0] === undefined) throw new Error("no dead letter yet");
        return letters[0];
      },
      { timeoutMs: 120_000 },
    );
    assert.deepEqual([letter.cause, letter.operation], ["invalid: schema", message?.operation]);
    const at = `letter?letter=${encodeURIComponent(letter.handle)}`;
    const { issues, editable, target } = await ask<LetterDetail>(at);
    assert.deepEqual([issues.map(({ path }) => path), editable, target], [["/items"], true, "orders.v1"]);
    const places = async (): Promise<readonly string[]> => (await ask<LetterList>("letters")).letters.map(({ handle }) => handle);
    await ask("letters/act", { act: "replay", letters: [letter.handle], dryRun: false }, true);
    const [again = ""] = await places();
    assert.notEqual(again, letter.handle);
    const { tone } = await ask<ActView>("letters/edit", { letter: again, payload: good });
    assert.deepEqual([tone, await places()], ["good", []]);
    // Live lists the message that was tried, the letter as it came back, and its corrected copy, with the workflow that it started.
    const seen = [];
    for (const number of [0, 1, 2]) seen.push(await live(({ position }) => position === `orders.v1/${number}`));
    assert.deepEqual(
      seen.map(({ outcome, operation, subscription, workflow }) => [outcome, operation ?? subscription, workflow]),
      [
        ["dead-lettered", "onOrder", undefined],
        ["dead-lettered", "onOrder", undefined],
        ["handled", "onOrder", "order-o-1001"],
      ],
    );
    assert.equal(seen[1]?.id, letter.id);
    await ask("publish", { message: message?.key, content }, true);
    assert.equal((await places()).length, 1);
    await ask("letters/act", { act: "drop", letters: await places(), dryRun: false }, true);
    assert.deepEqual(await places(), []);
  });
});
