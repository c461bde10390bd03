import assert from "node:assert/strict";
import { test } from "node:test";
import type {
  ChannelDefinition,
  ContractDefinition,
  IncomingMessage,
  MessageDefinition,
  OperationDefinition,
  Validator,
} from "boost-gen/runtime";
import { createTestApp, type TestApp } from "boost-gen/testing";
import { z } from "zod";

interface Quote {
  price: number;
}
interface Types {
  handlers: { onAsk: { ask(message: { sku: string }): Promise<Quote> } };
  publish: object;
  workflows: object;
  incoming: { ask: IncomingMessage<{ sku: string }> };
}

const question: Validator<{ sku: string }> = z.looseObject({ sku: z.string() });
const answer: Validator<Quote> = z.looseObject({ price: z.number() });
const ask: MessageDefinition<{ sku: string }> = { name: "Ask", member: "ask", contentType: "application/json", payload: question };
const quote: MessageDefinition<Quote> = { name: "Quote", member: "quote", contentType: "application/json", payload: answer };
const channel: ChannelDefinition = { key: "asks", address: "asks", servers: [], messages: { ask }, dispatch: { by: "single" } };
const replies: ChannelDefinition = { key: "quotes", address: "quotes", servers: [], messages: { quote }, dispatch: { by: "single" } };

function app(reply: NonNullable<OperationDefinition["reply"]>, price: (sku: string) => unknown = () => 5): Promise<TestApp<Types>> {
  const onAsk: OperationDefinition = {
    key: "onAsk",
    name: "onAsk",
    action: "receive",
    channel,
    messages: { ask: { rules: [] } },
    reply,
    options: {},
  };
  const contract: ContractDefinition<Types> = {
    format: 1,
    name: "quotes",
    title: "Quotes",
    version: "1",
    role: "application",
    servers: { rabbit: { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "localhost" } },
    operations: [onAsk],
    publishers: {},
    incoming: { ask: { operation: onAsk, message: ask } },
  };
  return createTestApp(contract, { onAsk: { ask: async ({ sku }) => ({ price: price(sku) as number }) } });
}

test("what a handler returns goes to the reply channel, with the request's correlation id, before the acknowledgement", async () => {
  const quotes = await app({ channel: replies, messages: { quote } });
  assert.equal((await quotes.publish.ask({ sku: "tea" }, { correlationId: "c-1" })).outcome, "handled");
  assert.deepEqual(quotes.published, [{ address: "quotes", payload: { price: 5 }, key: undefined, headers: {} }]);
  assert.equal(quotes.store.entries("quotes")[0]?.correlationId, "c-1");
  await quotes.stop();
});

test("or where the request says; the id of the request correlates where nothing else does", async () => {
  const quotes = await app({ address: [{ from: "header", path: ["answerTo"] }], messages: { quote } });
  await quotes.publish.ask({ sku: "tea" }, { headers: { answerTo: "inbox-7" }, id: "request-1" });
  assert.equal(quotes.published[0]?.address, "inbox-7");
  assert.equal(quotes.store.entries("inbox-7")[0]?.correlationId, "request-1");
  await quotes.stop();
});

test("a reply that is not what the document says is not sent; the request is dead-lettered", async () => {
  const quotes = await app({ channel: replies, messages: { quote } }, () => "cheap");
  const settled = await quotes.publish.ask({ sku: "tea" });
  assert.equal(settled.cause, "invalid: schema");
  assert.match(String(settled.error), /not valid Quote at \/price/);
  assert.deepEqual(quotes.published, []);
  await quotes.stop();
});

test("of several replies the one that fits", async () => {
  const refusal: MessageDefinition = {
    name: "Refusal",
    member: "refusal",
    contentType: "application/problem+json",
    payload: z.looseObject({ price: z.null() }),
  };
  const quotes = await app({ channel: replies, messages: { quote, refusal } }, (sku) => (sku === "tea" ? 5 : null));
  await quotes.publish.ask({ sku: "tea" });
  await quotes.publish.ask({ sku: "gold" });
  assert.deepEqual(
    quotes.store.entries("quotes").map(({ contentType }) => contentType),
    ["application/json", "application/problem+json"],
  );
  await quotes.stop();
});

test("nobody says where to: the request is dead-lettered with that sentence", async () => {
  const quotes = await app({ messages: { quote } });
  assert.match(String((await quotes.publish.ask({ sku: "tea" })).error), /nobody says where the reply of "onAsk" goes/);
  await quotes.stop();
});

test("a reply that the broker does not confirm is sent again without a second run, and sent once", async () => {
  let runs = 0;
  const quotes = await app({ channel: replies, messages: { quote } }, () => {
    runs += 1;
    return 5;
  });
  quotes.store.refuse("quotes", "full");
  // Virtual time: how much of it passes in a moment of real time depends on the machine.
  quotes.clock.after(10_000, () => quotes.store.refuse("quotes", undefined));
  assert.equal((await quotes.publish.ask({ sku: "tea" })).outcome, "handled");
  assert.equal(runs, 1);
  assert.equal(quotes.published.length, 1);
  await quotes.stop();
});
