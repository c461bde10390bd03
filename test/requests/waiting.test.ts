import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { InvalidReply, RequestLost, RequestTimeout, TooManyRequests } from "boost-gen/runtime";
import type { Broker, Outgoing } from "../../src/runtime/brokers/broker.ts";
import type { ReplyPlan, ReplySink } from "../../src/runtime/brokers/replies.ts";
import { systemClock } from "../../src/runtime/ground/clock.ts";
import { Metrics } from "../../src/runtime/health/metrics.ts";
import { ReplyPlace } from "../../src/runtime/request/reply-place.ts";
import type { ReplyReader } from "../../src/runtime/request/reply-reader.ts";
import { RequestMonitor } from "../../src/runtime/request/request-monitor.ts";
import { Requests, requestMembers } from "../../src/runtime/request/requests.ts";
import { compiled } from "../truth/compiled.ts";
import { type Ask, silent } from "./asker.ts";
import { documentOf } from "./documents.ts";

/** A broker that sends nothing: the test answers, and ends what reads the replies. */
class Wire {
  readonly sent: Outgoing[] = [];
  readonly intakes: { readonly plan: ReplyPlan; readonly sink: ReplySink; closed: boolean }[] = [];
  readonly broker = {
    publish: async (message: Outgoing): Promise<void> => void this.sent.push(message),
    awaitReplies: async (plan: ReplyPlan, sink: ReplySink) => {
      const intake = { plan, sink, closed: false };
      this.intakes.push(intake);
      const close = async (): Promise<void> => {
        intake.closed = true;
      };
      return { ready: async () => undefined, close };
    },
  } as unknown as Broker;

  answer(correlationId: string | undefined, payload: unknown = { price: 1 }): void {
    const body = Buffer.from(JSON.stringify(payload));
    this.intakes.at(-1)?.sink.deliver({ body, headers: new Map(), contentType: "application/json", correlationId });
  }
}

async function wired(context: Pick<TestContext, "after">, asking: object = {}, replies: string | null = null) {
  const { contract } = await compiled(documentOf("asks", { protocol: "amqp", requests: "ask", replies, asking: { request: asking } }));
  const wire = new Wire();
  const metrics = new Metrics();
  const requests = new Requests({
    app: "asker",
    contract,
    brokerOf: () => ({
      protocol: "amqp",
      connected: async () => wire.broker,
      schemas: { server: { key: "main", protocol: "amqp" }, registry: undefined, isBare: true, variable: "" },
    }),
    clock: systemClock,
    monitor: new RequestMonitor(metrics),
    telemetry: undefined,
    log: silent,
  });
  context.after(() => requests.close());
  const [member] = requestMembers(contract)[0] ?? assert.fail();
  const ask = (requests.surface(undefined) as { readonly [member: string]: Ask })[member] ?? assert.fail();
  /** Samples of requests and replies, without the labels that all have. */
  const counted = async (): Promise<{ readonly [series: string]: number }> =>
    Object.fromEntries(
      [...(await metrics.text()).matchAll(/^(boost_(?:requests|replies)\w+)(\{[^}]*\})? (\d+)$/gm)].map(([, name, labels = "", value]) => [
        name + (/outcome="(\w+)"/.exec(labels)?.[1] ?? "").replace(/^(?=.)/, " "),
        Number(value),
      ]),
    );
  const sent = async (count: number): Promise<string[]> => {
    while (wire.sent.length < count) await turn();
    return wire.sent.map(({ correlationId }) => String(correlationId));
  };
  return { wire, requests, ask, member, counted, sent };
}

test("each outcome is counted, and nobody is left waiting", async (context) => {
  const { wire, requests, ask, counted, sent } = await wired(context, { limit: 2 });
  const [first, second] = [ask({ sku: "1" }), ask({ sku: "2" })];
  await assert.rejects(ask({ sku: "3" }), TooManyRequests);
  assert.equal((await counted())["boost_requests_waiting"], 2);
  const [one, two] = await sent(2);
  wire.answer(one);
  wire.answer(two, { price: "cheap" });
  assert.deepEqual(await first, { price: 1 });
  await assert.rejects(second, InvalidReply);
  await assert.rejects(ask({ sku: "4" }, { timeout: 1 }), RequestTimeout);
  const over = new AbortController();
  const given = ask({ sku: "5" }, { signal: over.signal });
  over.abort(new Error("enough"));
  await assert.rejects(given, /enough/);
  const lost = ask({ sku: "6" });
  await sent(wire.sent.length + 1);
  wire.intakes.at(-1)?.sink.lost(new Error("gone"));
  await assert.rejects(lost, RequestLost);
  const stopped = ask({ sku: "7" });
  await Promise.all([assert.rejects(stopped, RequestLost), requests.close()]);
  assert.deepEqual(await counted(), {
    "boost_requests_total answered": 1,
    "boost_requests_total invalid": 1,
    "boost_requests_total refused": 1,
    "boost_requests_total timeout": 1,
    "boost_requests_total cancelled": 1,
    "boost_requests_total lost": 2,
    boost_requests_waiting: 0,
    boost_replies_late_total: 0,
  });
});

test("a late reply is counted once for each request, and one that answers nothing apart from it", async (context) => {
  const { wire, ask, counted, sent } = await wired(context);
  await Promise.all([1, 2, 3].map((sku) => assert.rejects(ask({ sku: String(sku) }, { timeout: 20 }), RequestTimeout)));
  const [one, two] = await sent(3);
  wire.answer(one);
  wire.answer(two);
  wire.answer(two);
  for (let count = 0; count < 500; count++) wire.answer(`foreign-${count}`);
  wire.answer(undefined);
  const asked = ask({ sku: "4" });
  wire.answer((await sent(4))[3]);
  assert.deepEqual(await asked, { price: 1 });
  const { boost_replies_late_total: late, boost_replies_unknown_total: unknown } = await counted();
  assert.deepEqual([late, unknown], [2, 502]);
});

test("at an address that others share, what answers nobody here is theirs and not counted", async (context) => {
  const { wire, ask, counted, sent } = await wired(context, {}, "told");
  const asked = ask({ sku: "1" });
  const [one] = await sent(1);
  wire.answer("another-ones");
  wire.answer(one);
  assert.deepEqual(await asked, { price: 1 });
  assert.equal((await counted())["boost_replies_unknown_total"], undefined);
});

test("what reads replies is closed when it says that it is over, and the next request opens another", async (context) => {
  const { wire, ask, sent } = await wired(context);
  const lost = ask({ sku: "1" });
  await sent(1);
  wire.intakes[0]?.sink.ended(new Error("the queue was deleted"));
  await assert.rejects(lost, RequestLost);
  const asked = ask({ sku: "2" });
  const [, two] = await sent(2);
  wire.answer(two);
  assert.deepEqual(await asked, { price: 1 });
  assert.deepEqual(
    wire.intakes.map(({ closed }) => closed),
    [true, false],
  );
});

test("a timeout that is no number of milliseconds above 0 is refused, and nothing is sent", async (context) => {
  const { wire, ask, requests, member } = await wired(context);
  const refused = (error: unknown): boolean =>
    error instanceof RangeError &&
    error.name === "InvalidOptions" &&
    /^the option `timeout` of the request "askPrice" must be a number of milliseconds above 0, not ./.test(error.message);
  for (const timeout of [Number.NaN, Number.NEGATIVE_INFINITY, -1, 0, "5 seconds", "", {}, 10n, true]) {
    await assert.rejects(ask({ sku: "1" }, { timeout }), refused);
    await assert.rejects(requests.ask(member, { id: "act", patience: 1_000 }, { sku: "1" }, { timeout: timeout as number }), refused);
  }
  assert.deepEqual(wire.sent, []);
});

test("who waits without a bound waits", async (context) => {
  const { wire, ask, sent } = await wired(context);
  const asked = ask({ sku: "1" }, { timeout: Number.POSITIVE_INFINITY });
  wire.answer((await sent(1))[0]);
  assert.deepEqual(await asked, { price: 1 });
});

test("a later attempt of one act takes the place of an earlier one, and another act does not", async (context) => {
  const { wire, requests, member, ask, sent } = await wired(context);
  const earlier = requests.ask(member, { id: "act" }, { sku: "1" }, {});
  await sent(1);
  const later = requests.ask(member, { id: "act" }, { sku: "1" }, {});
  await assert.rejects(earlier, /a later run asks the request "askPrice" again/);
  assert.deepEqual(await sent(2), ["act", "act"]);
  await assert.rejects(requests.ask(member, { id: "another" }, { sku: "1" }, { correlationId: "act" }), /"act" waits already/);
  await assert.rejects(ask({ sku: "1" }, { correlationId: "act" }), /"act" waits already/);
  wire.answer("act");
  assert.deepEqual(await later, { price: 1 });
});

test("a hundred that wait for one signal are told by it, and Node warns of nothing", async (context) => {
  const { ask, sent } = await wired(context);
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on("warning", warned);
  context.after(() => process.off("warning", warned));
  const over = new AbortController();
  const round = (options: object): Promise<unknown>[] =>
    Array.from({ length: 100 }, () => ask({ sku: "1" }, { signal: over.signal, ...options }));
  for (const late of await Promise.allSettled(round({ timeout: 50 })))
    assert.ok(late.status === "rejected" && late.reason instanceof RequestTimeout);
  const waiting = round({}).map((one) => assert.rejects(one, /enough/));
  await sent(200);
  over.abort(new Error("enough"));
  await Promise.all(waiting);
  await turn();
  assert.deepEqual(warnings, []);
});

test("a reply that came in time and was still being read when the time was over is late as well", async () => {
  const wire = new Wire();
  const late: string[] = [];
  const plan = { address: "told", isOwn: false, log: silent } as unknown as ReplyPlan;
  const monitor = new RequestMonitor(new Metrics());
  const place = new ReplyPlace({ server: "main", plan, connected: async () => wire.broker, clock: systemClock, monitor });
  // As where a schema has to be fetched first.
  let read = (): void => {};
  const reader = { idsIn: () => ["one"], read: () => new Promise<void>((resolve) => (read = resolve)) } as unknown as ReplyReader;
  place.addReader(reader);
  await place.open();
  const asker = { operation: "askPrice", reader, monitor: { ...monitor.of("asks", "askPrice"), late: () => void late.push("one") } };
  const waiting = place.waiting.add("one", asker, { timeout: 20, late: () => new RequestTimeout("over"), signals: [] });
  wire.answer("one");
  await assert.rejects(waiting.reply, RequestTimeout);
  assert.deepEqual(late, []);
  read();
  await turn();
  assert.deepEqual(late, ["one"]);
});
