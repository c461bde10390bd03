import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidReply, RequestLost, RequestTimeout, reply, TooManyRequests } from "boost-gen/runtime";
import { createTestApp } from "boost-gen/testing";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { compiled } from "../truth/compiled.ts";

type Ask = (payload: object, options?: object) => Promise<unknown>;
type Answer = (
  script: (request: { readonly sku: string }, context: { readonly headers: object; readonly correlationId?: string }) => unknown,
) => void;

interface Options {
  readonly protocol?: string;
  /** The application answers its own requests. */
  readonly answers?: (message: { readonly sku: string }, context: unknown) => unknown;
  readonly visited?: (message: { readonly sku: string }, ask: Ask, context: { readonly signal: AbortSignal }) => unknown;
  readonly request?: object;
  readonly clock?: "auto" | "manual";
}

async function app({
  protocol = "amqp",
  answers,
  visited = async ({ sku }, ask) => void (await ask({ sku })),
  request,
  clock = "auto",
}: Options = {}) {
  const named = { correlationId: { location: "$message.header#/request-id" } };
  const message = (name: string, type: string): object => ({ type: "object", required: [name], properties: { [name]: { type } } });
  const { contract } = await compiled(
    JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Shop window", version: "1.0.0" },
      servers: { main: { host: "localhost", protocol } },
      channels: {
        visits: { address: "visits", messages: { visited: { payload: message("sku", "string") } } },
        requests: { address: "requests", messages: { priceAsked: { ...named, payload: message("sku", "string") } } },
        replies: {
          address: protocol === "amqp" ? null : "replies",
          messages: {
            priceTold: { ...named, payload: message("price", "number") },
            priceUnknown: { ...named, payload: message("reason", "string") },
          },
        },
      },
      operations: {
        onVisit: { action: "receive", channel: { $ref: "#/channels/visits" }, "x-boost": { retry: { attempts: 2 } } },
        askPrice: {
          action: "send",
          channel: { $ref: "#/channels/requests" },
          ...(request === undefined ? {} : { "x-boost": { request } }),
          reply: { channel: { $ref: "#/channels/replies" } },
        },
        ...(answers === undefined
          ? {}
          : {
              tellPrice: {
                action: "receive",
                channel: { $ref: "#/channels/requests" },
                reply: { channel: { $ref: "#/channels/replies" } },
              },
            }),
      },
    }),
  );
  const member = Object.keys(contract.publishers)[0] ?? "";
  const made = await createTestApp(
    contract,
    {
      onVisit: {
        [Object.keys(contract.incoming)[0] ?? ""]: (
          payload: { readonly sku: string },
          context: { readonly request: { readonly [name: string]: Ask }; readonly signal: AbortSignal },
        ) => visited(payload, context.request[member] as Ask, context),
      },
      ...(answers === undefined ? {} : { tellPrice: { [member]: answers } }),
    },
    { clock },
  );
  const { request: requests, answer } = made as unknown as {
    readonly request: { readonly [name: string]: Ask };
    readonly answer: { readonly [name: string]: Answer };
  };
  return {
    ...made,
    contract,
    ask: requests[member] as Ask,
    answer: answer[member] as Answer,
    visit: () =>
      (made.publish as unknown as { readonly [name: string]: Ask })[Object.keys(contract.incoming)[0] ?? ""]?.({ sku: "tea" }) as Promise<{
        outcome: string;
        attempts: number;
        error: unknown;
      }>,
  };
}

for (const protocol of ["amqp", "kafka", "redis"]) {
  test(`${protocol}: a handler of the same application answers`, async () => {
    const seen: unknown[] = [];
    const shop = await app({
      protocol,
      answers: ({ sku }) => (sku === "tea" ? { price: 4 } : { reason: "sold out" }),
      visited: async ({ sku }, ask) => void seen.push(await ask({ sku }), await ask({ sku: "gold" })),
    });
    assert.equal((await shop.visit()).outcome, "handled");
    assert.deepEqual(seen, [{ price: 4 }, { reason: "sold out" }]);
    assert.deepEqual(await shop.ask({ sku: "tea" }), { price: 4 });
    await shop.stop();
  });
}

test("a test answers in somebody's place, at once or later, with headers and without", async () => {
  const shop = await app();
  const asked: unknown[] = [];
  shop.answer((request, { correlationId }) => {
    asked.push([request, typeof correlationId]);
    return reply({ price: 3 }, { source: "cache" });
  });
  assert.deepEqual(await shop.ask({ sku: "tea" }), { price: 3 });
  shop.answer(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { reason: "nobody knows" };
  });
  assert.deepEqual(await shop.ask({ sku: "tea" }), { reason: "nobody knows" });
  assert.deepEqual(asked, [[{ sku: "tea" }, "string"]]);
  shop.answer(() => {
    throw new Error("a mistake in the test");
  });
  await assert.rejects(shop.ask({ sku: "tea" }), /a mistake in the test/);
  await shop.stop();
});

test("nobody answers: a typed timeout, in virtual time; a handler that lets it through is run again", async () => {
  const shop = await app({ request: { timeout: "3s" } });
  await assert.rejects(
    shop.ask({ sku: "tea" }),
    (error) => error instanceof RequestTimeout && /no reply to the request "askPrice" came within 3000 ms/.test(error.message),
  );
  await assert.rejects(shop.ask({ sku: "tea" }, { timeout: 70 }), /within 70 ms/);
  const { outcome, attempts, error } = await shop.visit();
  assert.deepEqual([outcome, attempts, error instanceof RequestTimeout], ["dead-lettered", 2, true]);
  await shop.stop();
});

test("a timeout that cannot be is refused in a test as in production; without a bound, the test ends all the same", async () => {
  const shop = await app();
  for (const timeout of [-1, 0, Number.NaN, "5 seconds"])
    await assert.rejects(shop.ask({ sku: "tea" }, { timeout }), /must be a number of milliseconds above 0/);
  assert.deepEqual(shop.published, []);
  await assert.rejects(shop.ask({ sku: "tea" }, { timeout: Number.POSITIVE_INFINITY }), RequestTimeout);
  shop.answer(() => ({ price: 4 }));
  assert.deepEqual(await shop.ask({ sku: "tea" }, { timeout: Number.POSITIVE_INFINITY }), { price: 4 });
  await shop.stop();
});

test("a repeated run asks under the same id, and a late reply to the first run answers the second", async () => {
  const ids: unknown[] = [];
  const shop = await app({ request: { timeout: "1s" } });
  shop.answer((_, { correlationId }) => {
    ids.push(correlationId);
    return ids.length === 1 ? undefined : { price: 1 };
  });
  assert.equal((await shop.visit()).outcome, "handled");
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  await shop.stop();
});

test("code outside of handlers asks as with the application itself, and time passes while nobody answers", async () => {
  const shop = await app();
  const ask = Object.values(shop.requesters(shop.contract) as { readonly [member: string]: Ask })[0] ?? assert.fail();
  shop.answer(({ sku }) => (sku === "tea" ? { price: 4 } : undefined));
  assert.deepEqual(await ask({ sku: "tea" }), { price: 4 });
  await assert.rejects(ask({ sku: "gold" }, { timeout: 3_000_000 }), RequestTimeout);
  await shop.stop();
});

test("a repeated run asks again what its first run left behind, and need not wait for that", async () => {
  const asked: string[] = [];
  const shop = await app({
    request: { timeout: "1h" },
    visited: async (_, ask) => void (await Promise.all([ask({ sku: "tea" }), ask({ sku: "rice" })])),
  });
  shop.answer(({ sku }) => {
    asked.push(sku);
    if (asked.length > 2) return { price: 1 };
    return sku === "tea" ? { price: "cheap" } : undefined;
  });
  const { outcome, error } = await shop.visit();
  assert.deepEqual([outcome, error], ["handled", undefined]);
  assert.deepEqual(asked.toSorted(), ["rice", "rice", "tea", "tea"]);
  await shop.stop();
});

test("a reply that is not what the document says: a typed error with the issues", async () => {
  const shop = await app();
  shop.answer(() => ({ price: "cheap" }));
  await assert.rejects(shop.ask({ sku: "tea" }), (error) => {
    assert.ok(error instanceof InvalidReply);
    assert.equal(error.code, "unmatched");
    assert.match(error.message, /^the reply to the request "askPrice" is none of the messages/);
    assert.ok(error.issues.some(({ path }) => path.join("/") === "price"));
    return true;
  });
  await shop.stop();
});

test("a request that is not what the document says is not sent", async () => {
  const shop = await app();
  await assert.rejects(shop.ask({ sku: 5 }), /not valid RequestsPriceAsked at \/sku/);
  assert.deepEqual(shop.published, []);
  await shop.stop();
});

test("who gives up is told why, and who had given up already sends nothing", async () => {
  const shop = await app({ clock: "manual" });
  const over = new AbortController();
  const waits = shop.ask({ sku: "tea" }, { signal: over.signal });
  over.abort(new Error("closed by the visitor"));
  await assert.rejects(waits, /closed by the visitor/);
  const before = shop.published.length;
  await assert.rejects(shop.ask({ sku: "tea" }, { signal: over.signal }), /closed by the visitor/);
  assert.equal(shop.published.length, before);
  await shop.stop();
});

test("more than may wait is refused, and room comes back", async () => {
  const shop = await app({ request: { limit: 2 }, clock: "manual" });
  const over = new AbortController();
  const waiting = [1, 2].map(() => shop.ask({ sku: "tea" }, { signal: over.signal }));
  await assert.rejects(
    shop.ask({ sku: "tea" }),
    (error) => error instanceof TooManyRequests && /^2 requests "askPrice" wait/.test(error.message),
  );
  over.abort(new Error("enough"));
  await Promise.all(waiting.map((one) => assert.rejects(one, /enough/)));
  shop.answer(() => ({ price: 2 }));
  assert.deepEqual(await shop.ask({ sku: "tea" }), { price: 2 });
  await shop.stop();
});

test("two that wait cannot have one id", async () => {
  const shop = await app({ clock: "manual" });
  const over = new AbortController();
  const first = shop.ask({ sku: "tea" }, { correlationId: "one", signal: over.signal });
  await assert.rejects(shop.ask({ sku: "tea" }, { correlationId: "one" }), /"one" waits already/);
  over.abort(new Error("enough"));
  await assert.rejects(first, /enough/);
  await shop.stop();
});

test("a shutdown tells who waits", async () => {
  const shop = await app({ clock: "manual" });
  const waits = assert.rejects(
    shop.ask({ sku: "tea" }),
    (error) => error instanceof RequestLost && /the application is shutting down/.test(error.message),
  );
  await new Promise((resolve) => setImmediate(resolve));
  await shop.stop();
  await waits;
});

test("a broker that goes away tells who waits, and the next request is answered", async () => {
  const shop = await app({ clock: "manual" });
  const waits = assert.rejects(
    shop.ask({ sku: "tea" }),
    (error) => error instanceof RequestLost && /the reply may be lost/.test(error.message),
  );
  await new Promise((resolve) => setTimeout(resolve, 10));
  shop.store.down("the broker is restarted");
  await waits;
  shop.store.down(undefined);
  shop.answer(() => ({ price: 2 }));
  assert.deepEqual(await shop.ask({ sku: "tea" }), { price: 2 });
  await shop.stop();
});

test("a thousand at once, each with its own reply, in whatever order they come", async () => {
  const random = randomsFrom(runSeed);
  const shop = await app();
  shop.answer(async ({ sku }) => {
    await new Promise((resolve) => setTimeout(resolve, random() * 20));
    return { price: Number(sku) };
  });
  const all = Array.from({ length: 1_000 }, (_, index) => index);
  const told = await Promise.all(all.map((index) => shop.ask({ sku: String(index) })));
  assert.deepEqual(
    told,
    all.map((price) => ({ price })),
  );
  await shop.stop();
});
