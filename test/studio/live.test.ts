import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { BoostApp, RejectMessage } from "../../src/runtime/index.ts";
import { LiveFeed } from "../../src/studio/server/index.ts";
import type { LiveEvent, LiveMessage } from "../../src/studio/shared/live.ts";
import { contractOf, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";

const message = (number: number): LiveMessage => ({
  at: number,
  subscription: "s",
  position: `p/${number}`,
  outcome: "handled",
  attempts: 1,
  milliseconds: 1,
});

/** As the service does with each message. */
function settle(feed: LiveFeed, number: number, outcome = "handled"): void {
  if (feed.counts(outcome)) feed.record({ ...message(number), outcome });
}

/** Longer than what is described at a time is described for. */
const later = (): Promise<void> => sleep(600);

describe("the feed of the studio inside a service", () => {
  test("describes so many handled messages at a time, as many others, and says how much it left out", async () => {
    const feed = new LiveFeed();
    const end = new AbortController();
    const events = feed.events(end.signal);
    const next = async (): Promise<LiveEvent> => (await events.next()).value as LiveEvent;
    for (let number = 0; number < 1_200; number += 1) settle(feed, number, number === 1_100 ? "dead-lettered" : "handled");
    const first = await next();
    assert.deepEqual([first.messages.length, first.omitted, first.total], [51, 1_149, 1_200]);
    assert.equal(first.messages.at(-1)?.outcome, "dead-lettered");
    await later();
    for (let number = 1_200; number < 11_200; number += 1) settle(feed, number);
    const second = await next();
    assert.deepEqual([second.messages.length, second.omitted, second.messages[0]?.at], [50, 9_950, 1_200]);
    await later();
    settle(feed, 11_200);
    const third = await next();
    assert.deepEqual([third.messages.map(({ at }) => at), third.omitted], [[11_200], 0]);
    end.abort();
    assert.equal((await events.next()).done, true);
  });

  test("whoever comes late gets what is remembered, and is told of what was left out in between only", async () => {
    const feed = new LiveFeed();
    for (let window = 0; window < 8; window += 1) {
      for (const outcome of ["handled", "skipped"]) for (let number = 0; number < 150; number += 1) settle(feed, window, outcome);
      await later();
    }
    const { value } = await feed.events(new AbortController().signal).next();
    const { messages, omitted, total } = value as LiveEvent;
    assert.deepEqual([messages.length, messages[0]?.at, messages[0]?.outcome, messages.at(-1)?.at], [500, 3, "handled", 7]);
    assert.deepEqual([omitted, total], [1_000, 2_400]);
  });
});

describe("the feed of the studio, when something is large or away", () => {
  test("keeps a thousand characters of each text", async () => {
    const feed = new LiveFeed();
    feed.counts("handled");
    feed.record({ ...message(1), why: "x".repeat(1_000_000), key: "k".repeat(1_000_000), id: "short" });
    const { value } = await feed.events(AbortSignal.timeout(60_000)).next();
    const [kept] = (value as LiveEvent).messages;
    assert.deepEqual([kept?.why?.length, kept?.key?.length, kept?.id], [1_001, 1_001, "short"]);
  });

  test("goes on while a broker answers nobody, asks it once, and takes its answer when it comes", async () => {
    const feed = new LiveFeed();
    let asked = 0;
    let answer: (lag: number) => void = () => {};
    const lag = (): Promise<number> => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    feed.watch({ subscription: "s", inFlight: () => 0, retried: () => 0, paused: () => "away", lag });
    const end = new AbortController();
    const events = feed.events(end.signal);
    const source = async (): Promise<unknown> => ((await events.next()).value as LiveEvent).sources[0];
    const silent = { subscription: "s", inFlight: 0, retried: 0, paused: "away" };
    assert.deepEqual([await source(), await source(), asked], [silent, silent, 1]);
    const next = source();
    answer(7);
    assert.deepEqual(await next, { ...silent, lag: 7 });
    end.abort();
  });
});

const document = (topic: string): string => `\
asyncapi: 3.0.0
info: { title: "Orders of ${topic}", version: 1.0.0 }
defaultContentType: application/json
servers:
  main: { host: localhost, protocol: kafka }
channels:
  orders:
    address: ${topic}
    messages:
      ordered:
        name: Ordered
        x-boost: { key: "{$message.payload#/id}" }
        payload: { type: object, required: [id], properties: { id: { type: string, minLength: 1 } } }
operations:
  onOrder:
    action: receive
    channel: { $ref: "#/channels/orders" }
    x-boost: { deadLetter: ${topic}.dlq, retry: { attempts: 2, initialInterval: 10ms } }
`;

await describeWithServices(["kafka"], "the studio inside a service", ({ kafka }) => {
  test("shows each message with its outcome, newest first, and filters them; another studio beside it looks on", async (context) => {
    const topic = uniqueName("live");
    const space = workspace(context);
    space.write("asyncapi.yaml", document(topic));
    const environment = { BOOST_MAIN_URL: kafka.address, BOOST_STUDIO_PORT: "0", BOOST_LOG_LEVEL: "info" };
    assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
    let address = "";
    const logger = {
      debug() {},
      info: (fields: object) => {
        if ("studio" in fields) address = String(fields.studio);
      },
      warn() {},
      error() {},
    };
    const app = new BoostApp("orders", { environment, logger });
    const handle = async ({ id }: { readonly id: string }): Promise<void> => {
      if (id === "bad") throw new RejectMessage("<b>no</b> such order");
    };
    app.addSubscribers("orders", await contractOf(join(space.folder, "asyncapi.yaml")), { onOrder: { ordered: handle } });
    await app.start();
    context.after(() => app.stop());
    const begun = performance.now();
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page, complaints } = visited;
    await page.getByText("No message has come since the service started.").waitFor();
    await assertAccessible(page);
    for (const id of ["1", "bad", "2"]) {
      space.write("payload.json", JSON.stringify({ id }));
      const { code, err } = await typed(space.folder, ["publish", "Ordered", "--data", "payload.json"], environment);
      assert.equal(code, 0, err);
    }
    const rows = page.locator("tbody tr");
    await rows.filter({ hasText: "handled" }).nth(1).waitFor();
    const [shown] = await rows.filter({ hasText: "handled" }).locator("[data-name=ms]").allTextContents();
    assert.ok(Number(shown?.replaceAll(",", "")) < performance.now() - begun, `${shown} ms from arrival to settlement`);
    await rows.filter({ hasText: "rejected: <b>no</b> such order" }).waitFor();
    await page.getByRole("heading", { name: "orders.onOrder" }).waitFor();
    await page.getByRole("img", { name: /^lag/ }).waitFor();
    await page.getByLabel("Outcome").selectOption("dead-lettered");
    await page.getByText("1 of 3 messages").waitFor();
    await page.getByLabel("Outcome").selectOption("");
    await page.getByLabel("Key, id or workflow").fill("2");
    await page.waitForURL(/q=2/);
    const second = await visit(context, address, { viewport: { width: 380, height: 700 }, colorScheme: "dark" });
    await second?.page.getByText("3 of 3 messages").waitFor();
    if (second !== undefined) {
      await assertFits(second.page);
      await assertAccessible(second.page);
    }
    assert.deepEqual(complaints, []);
    await app.stop();
    await page.getByText("The studio does not answer.").or(page.getByText("The connection to the studio ended.")).waitFor();
  });
});
