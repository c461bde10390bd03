import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { BoostApp, type Logger, RequestTimeout } from "boost-gen/runtime";
import { describeWithServices, waitFor } from "../services/index.ts";
import { type Ask, answering, asking, silent } from "./asker.ts";
import { conversationsOn, environmentsOf } from "./conversations.ts";
import type { Conversation } from "./documents.ts";

interface Shop {
  readonly ask: Ask;
  /** Numbers of the requests whose replies are held back. */
  readonly held: ReadonlySet<string>;
  /** What was held, and what comes from now on, is answered. */
  release(): void;
  /** Samples of requests and replies by series, as a scrape sees them. */
  counted(series: string): Promise<number>;
}

/** A process that asks and answers: one that only asks has no port to be scraped at. What is called 1000 and above is answered late. */
async function shop(
  context: Pick<TestContext, "after">,
  conversation: Conversation,
  around: Readonly<Record<string, string>>,
): Promise<Shop> {
  let port = 0;
  const logger: Logger = {
    ...silent,
    info: (fields) => {
      const { httpPort } = fields as { readonly httpPort?: number };
      port = httpPort ?? port;
    },
  };
  const app = new BoostApp("shop", { environment: { ...around, BOOST_HTTP_PORT: "0", BOOST_HTTP_HOST: "127.0.0.1" }, logger });
  context.after(() => app.stop());
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const held = new Set<string>();
  const ask = await asking(app, conversation);
  await answering(app, conversation, async (sku) => {
    if (Number(sku) >= 1000) {
      held.add(sku);
      await released;
    }
    return { price: Number(sku) };
  });
  const counted = async (series: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return [...text.matchAll(/^(\w+)\S* (\d+)$/gm)].reduce((sum, [, name, value]) => (name === series ? sum + Number(value) : sum), 0);
  };
  return { ask, held, release, counted };
}

/** A process that asks at the same time, and the debug lines that it prints. */
async function bystander(
  context: Pick<TestContext, "after">,
  conversation: Conversation,
  around: Readonly<Record<string, string>>,
): Promise<{ readonly ask: Ask; readonly logged: readonly string[] }> {
  const logged: string[] = [];
  const logger: Logger = { ...silent, debug: (_, text) => void logged.push(text) };
  const app = new BoostApp("bystander", { environment: { ...around, BOOST_LOG_LEVEL: "debug" }, logger });
  context.after(() => app.stop());
  return { ask: await asking(app, conversation), logged };
}

await describeWithServices(["rabbitmq", "kafka", "redis"], "A reply that comes too late, on", (servers) => {
  const environment = environmentsOf(servers);
  for (const [name, make] of conversationsOn(servers)) {
    test(`${name}: it is counted by who asked, answers nobody else, and the next request gets its own`, async (context) => {
      const conversation = await make();
      const around = environment[conversation.protocol];
      const { ask, held, release, counted } = await shop(context, conversation, around);
      const other = await bystander(context, conversation, around);
      assert.deepEqual(price(await other.ask({ sku: "1" }, { timeout: 120_000 })), 1);
      assert.deepEqual(price(await ask({ sku: "2" }, { timeout: 120_000 })), 2);
      let sku = 1000;
      // One whose time is over before it is sent is not sent at all.
      for (let timeout = 200; held.size < 3; timeout *= 1.5, sku += 1)
        await assert.rejects(ask({ sku: String(sku) }, { timeout: Math.min(timeout, 60_000) }), RequestTimeout);
      // And somebody who gives up before the time is over.
      const over = new AbortController();
      const waits = ask({ sku: String(sku) }, { signal: over.signal, timeout: 240_000 });
      waits.catch(() => undefined);
      await waitFor(async () => assert.ok(held.has(String(sku))));
      over.abort(new Error("enough"));
      await assert.rejects(waits, /enough/);
      release();
      assert.deepEqual(price(await ask({ sku: "3" }, { timeout: 120_000 })), 3);
      assert.deepEqual(price(await other.ask({ sku: "4" }, { timeout: 120_000 })), 4);
      await waitFor(async () => assert.equal(await counted("boost_replies_late_total"), held.size));
      assert.equal(await counted("boost_replies_unknown_total"), 0);
      assert.equal(await counted("boost_requests_waiting"), 0);
      assert.deepEqual(
        other.logged.filter((line) => line.startsWith("a reply ")),
        [],
      );
    });
  }
});

function price(told: unknown): unknown {
  return (told as { readonly price?: unknown }).price;
}
