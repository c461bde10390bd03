import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Delivery, Outgoing, RawHeaders } from "../../src/runtime/brokers/broker.ts";
import { readHeaders as readKafka, writeRecord } from "../../src/runtime/brokers/kafka/records.ts";
import { readHeaders as readRabbit, writeHeaders as writeRabbit } from "../../src/runtime/brokers/rabbitmq/headers.ts";
import { readEntry, readEnvelope, writeEnvelope, writeFields } from "../../src/runtime/brokers/redis/wire.ts";
import { decodeHeaders } from "../../src/runtime/decode/headers.ts";
import { defaultLimits } from "../../src/runtime/decode/limits.ts";
import { MessageReader } from "../../src/runtime/decode/message-reader.ts";
import { recognise } from "../../src/runtime/decode/recognise.ts";
import type { MessageDefinition } from "../../src/runtime/ground/contract.ts";
import { isTransportHeader } from "../../src/runtime/ground/transport-headers.ts";
import { prepare } from "../../src/runtime/publish/outgoing.ts";
import { compiled, testApp } from "./compiled.ts";
import { closedForms, documentOf } from "./header-forms.ts";

const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** What each broker makes of a message's headers between the two ends. */
const brokers: { readonly [broker: string]: (outgoing: Outgoing) => RawHeaders } = {
  Kafka: (outgoing) => readKafka(writeRecord(outgoing, null).headers),
  "Redis stream": (outgoing) =>
    readEntry(
      "1-0",
      writeFields(outgoing).map((field) => Buffer.from(field)),
    ).headers,
  "Redis pub/sub with an envelope": (outgoing) => readEnvelope(writeEnvelope(outgoing)).headers,
  RabbitMQ: (outgoing) => readRabbit(writeRabbit(outgoing.headers)),
};

describe("a closed schema of headers does not speak of what is written on the way", async () => {
  for (const protocol of ["kafka", "amqp", "redis"]) {
    const { contract } = await compiled(documentOf(protocol, (index) => `c${index}`));
    const handlers = Object.fromEntries(
      contract.operations
        .filter(({ action }) => action === "receive")
        .map(({ name, messages }) => [name, Object.fromEntries(Object.keys(messages).map((member) => [member, () => {}]))]),
    );
    const app = await testApp(contract, handlers);
    for (const [index, title] of Object.keys(closedForms).entries())
      test(`${protocol}: ${title}`, async () => {
        const sent = await app.publish[`m${index}`]?.({}, { headers: { tenant: "t" }, correlationId: "c-1" });
        assert.equal(sent?.outcome, "handled", String(sent?.error));
        const alien = {
          tenant: "t",
          traceparent: trace,
          "x-death": "[]",
          __TypeId__: "T",
          ce_id: "1",
          "spring.kafka.x": "1",
          "boost-new-mark": "1",
        };
        const raw = await app.publishRaw(`c${index}`, "{}", { headers: alien, contentType: "application/json", correlationId: "c" });
        assert.equal(raw.outcome, "handled", String(raw.error));
      });
  }
});

describe("what a typed publisher takes is what the subscriber reads", async () => {
  const { contract } = await compiled(`
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels:
  a:
    address: a
    messages:
      m:
        name: m
        headers:
          type: object
          properties:
            list: { type: array, items: { type: integer } }
            texts: { type: array, items: { type: string } }
            grid: { type: array, items: { type: array, items: { type: integer } } }
            parts: { type: array, items: { type: object } }
            ctx: { type: object, properties: { a: { type: integer } } }
            flag: { anyOf: [{ type: integer }, { type: boolean }] }
            either: { oneOf: [{ type: integer, minimum: 10 }, { type: string, pattern: '^[0-9]$' }] }
            many: { anyOf: [{ type: integer }, { type: array, items: { type: integer } }] }
            nothing: { type: [string, 'null'] }
            at: { type: integer, format: int64 }
            price: { type: number }
            kind: { enum: [1, 2, true, big] }
            named: { $ref: '#/components/schemas/Count' }
          patternProperties: { '^n-': { type: integer } }
          additionalProperties: { type: boolean }
        payload: { type: object }
operations:
  onA: { action: receive, channel: { $ref: '#/channels/a' } }
components: { schemas: { Count: { allOf: [{ type: integer }, { minimum: 0 }] } } }
`);
  const operation = contract.operations[0];
  assert.ok(operation !== undefined);
  const message = operation.channel.messages["m"];
  assert.ok(message !== undefined);
  const rows: readonly { readonly [name: string]: unknown }[] = [
    { list: [1, 2] },
    { list: [1] },
    { list: [] },
    { texts: ["[1]"] },
    { texts: ["a", "[b"] },
    { texts: [] },
    { texts: ["[]"] },
    { grid: [[1, 2], [3]] },
    { grid: [[1]] },
    { grid: [[]] },
    { parts: [{ a: 1 }, {}] },
    { parts: [{ a: [1] }] },
    { ctx: { a: 1 } },
    { flag: true },
    { flag: 3 },
    { either: "5" },
    { either: 50 },
    { many: 3 },
    { many: [3, 4] },
    { nothing: null },
    { nothing: "x" },
    { at: 170_000_000_000_000 },
    { at: 1_700_000_000_000_000 },
    { at: 1_700_000_000_000_000_000 },
    { at: 1e21 },
    { price: 1.5e-7 },
    { kind: 1 },
    { kind: true },
    { kind: "big" },
    { named: 3 },
    { "n-x": 4 },
    { other: true },
  ];
  for (const headers of rows)
    for (const [broker, wire] of Object.entries(brokers))
      test(`${broker}: ${JSON.stringify(headers)}`, () => {
        const { outgoing } = prepare(
          { channel: operation.channel, message, operation, protocol: "kafka" },
          {},
          { headers: headers as never },
        );
        const delivery = { headers: wire(outgoing), body: Buffer.from("{}"), contentType: "application/json" } as unknown as Delivery;
        const reader = new MessageReader(delivery, defaultLimits);
        const found = recognise(operation.channel, delivery, reader, { ours: { has: () => true }, trusted: false });
        const read = "headers" in found ? found.headers : {};
        assert.deepEqual(Object.fromEntries(Object.keys(headers).map((name) => [name, read[name]])), headers);
      });
});

describe("an integer of any size", () => {
  const message = { headerTypes: { at: "integer" } } satisfies Pick<MessageDefinition, "headerTypes">;
  const rows: readonly (readonly [string, unknown])[] = [
    ["170000000000000", 170_000_000_000_000],
    ["1700000000000000", 1_700_000_000_000_000],
    ["1700000000000000000", 1_700_000_000_000_000_000],
    ["-1700000000000000000000000", -1.7e24],
    ["1.0", 1],
    ["1e3", 1_000],
    ["1.5", "1.5"],
    ["1e999", "1e999"],
    ["0x10", "0x10"],
    ["", ""],
  ];
  for (const [text, want] of rows)
    test(JSON.stringify(text), () => assert.deepEqual(decodeHeaders(new Map([["at", [Buffer.from(text)]]]), message), { at: want }));
  test("a BigInt of AMQP", () =>
    assert.deepEqual(decodeHeaders(readRabbit({ at: 1_700_000_000_000_000_000n }), message), { at: 1_700_000_000_000_000_000 }));
});

describe("a header that the schema names is judged, whoever wrote it", () => {
  const named = (headers: string): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels: { a: { address: a, messages: { m: { name: m, headers: ${headers}, payload: { type: object } } } } }
operations: { onA: { action: receive, channel: { $ref: '#/channels/a' } }, sendA: { action: send, channel: { $ref: '#/channels/a' } } }
`;
  const rows: readonly (readonly [string, string, object, "handled" | "dead-lettered"])[] = [
    ["in properties", "{ type: object, properties: { traceparent: { pattern: '^00-' } } }", { traceparent: "x" }, "dead-lettered"],
    ["in properties, and right", "{ type: object, properties: { traceparent: { pattern: '^00-' } } }", { traceparent: trace }, "handled"],
    ["in required", "{ type: object, required: [x-death] }", {}, "dead-lettered"],
    ["in not", "{ type: object, not: { required: [x-death] } }", { "x-death": "1" }, "dead-lettered"],
    ["in a dependency", "{ type: object, dependencies: { b3: [tenant] } }", { b3: "1" }, "dead-lettered"],
    [
      "in allOf",
      "{ allOf: [{ type: object }, { type: object, properties: { baggage: { const: a } } }] }",
      { baggage: "b" },
      "dead-lettered",
    ],
    ["what is not on the way stays refused", "{ type: object, additionalProperties: false }", { "x-my-own": "1" }, "dead-lettered"],
    [
      "our own mark, written before it is judged",
      "{ type: object, required: [boost-id, content-type], properties: { boost-id: { type: string }, content-type: { const: application/json } } }",
      {},
      "handled",
    ],
  ];
  for (const [title, headers, given, want] of rows)
    test(title, async () => {
      const { contract } = await compiled(named(headers));
      const app = await testApp(contract, { onA: { m: () => {} } });
      const settled = await app.publish["m"]?.({}, { headers: given, id: "m-1" });
      assert.equal(settled?.outcome, want, String(settled?.error));
      await app.stop();
    });
});

describe("the harness adds what a publisher of ours adds where the schema requires it", () => {
  const required = (names: string, extra = ""): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels: { a: { address: a, messages: { m: { name: m, ${extra}headers: ${names}, payload: { type: object, required: [n] } } } } }
operations: { onA: { action: receive, channel: { $ref: '#/channels/a' } }, sendA: { action: send, channel: { $ref: '#/channels/a' } } }
`;
  const rows: readonly (readonly [string, string, object?])[] = [
    ["trace context", "{ type: object, required: [traceparent] }"],
    [
      "trace context of a shape",
      "{ type: object, required: [traceparent], properties: { traceparent: { type: string, pattern: '^00-[0-9a-f]{32}-' } } }",
    ],
    ["trace context inside allOf", "{ allOf: [{ type: object }, { type: object, required: [traceparent] }] }"],
    ["our mark", "{ type: object, required: [boost-id] }"],
    ["content type", "{ type: object, required: [content-type] }"],
    ["correlation id", "{ type: object, required: [correlationId] }", { correlationId: "c-1" }],
    [
      "all of them, closed",
      "{ type: object, additionalProperties: false, required: [traceparent, boost-id, content-type], properties: { traceparent: {}, boost-id: {}, content-type: {} } }",
    ],
  ];
  for (const [title, headers, options] of rows)
    test(title, async () => {
      const { contract } = await compiled(required(headers));
      const app = await testApp(contract, { onA: { m: () => {} } });
      const sent = await app.publish["m"]?.({ n: 1 }, options);
      assert.equal(sent?.outcome, "handled", String(sent?.error));
      const foreign = await app.publishRaw("a", '{"n":1}');
      assert.equal(foreign.outcome, "dead-lettered", "somebody else has to write them");
      await app.stop();
    });
  test("a wrong payload is sent all the same, and refused for what is wrong with it", async () => {
    const { contract } = await compiled(required("{ type: object, required: [traceparent, tenant] }"));
    const app = await testApp(contract, { onA: { m: () => {} } });
    assert.match(String((await app.publish["m"]?.({ n: 1 }))?.error), /tenant/);
    assert.doesNotMatch(String((await app.publish["m"]?.({ n: 1 }))?.error), /traceparent/);
    assert.match(String((await app.publish["m"]?.({}, { headers: { tenant: "t" } }))?.error), /\/n/);
    await app.stop();
  });
});

test("names on the way are told in any case of letters, and users' names are not among them", () => {
  for (const name of ["Content-Type", "TraceParent", "X-B3-TraceId", "x-Death", "__TypeId__", "kafka_dlt-original-topic", "MT-Activity-Id"])
    assert.ok(isTransportHeader(name), name);
  for (const name of ["tenant", "REQUEST_ID", "x-tenant", "type", "id", "kind", "retries", "content", "trace", "key"])
    assert.ok(!isTransportHeader(name), name);
});

describe("a reply", async () => {
  const asking = (
    answer: string,
    ask = "headers: { type: object, required: [REQUEST_ID], properties: { REQUEST_ID: { type: string } } }, ",
  ): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels:
  requests: { address: requests, messages: { ask: { name: ask, correlationId: { location: '$message.header#/REQUEST_ID' }, ${ask}payload: { type: object } } } }
  replies: { address: replies, messages: { answer: { name: answer, ${answer} } } }
operations:
  onAsk: { action: receive, channel: { $ref: '#/channels/requests' }, reply: { channel: { $ref: '#/channels/replies' } } }
`;
  const payload = "payload: { type: object, required: [price], properties: { price: { type: number } } }";
  const location = "correlationId: { location: '$message.header#/REQUEST_ID' }";
  const { reply } = await import("boost-gen/runtime");
  const rows: readonly {
    readonly title: string;
    readonly document: string;
    readonly returns: unknown;
    readonly type: RegExp;
    readonly want: { readonly payload: object; readonly headers: object };
  }[] = [
    {
      title: "gets the request's id before its headers are judged",
      document: asking(
        `${location}, headers: { type: object, additionalProperties: false, required: [REQUEST_ID], properties: { REQUEST_ID: { type: string } } }, ${payload}`,
      ),
      returns: { price: 3 },
      type: /ReplyOf<Answer, AnswerHeaders, "REQUEST_ID">/,
      want: { payload: { price: 3 }, headers: { REQUEST_ID: "41" } },
    },
    {
      title: "gets it as the number that its schema wants",
      document: asking(
        `${location}, headers: { type: object, required: [REQUEST_ID], properties: { REQUEST_ID: { type: integer } } }, ${payload}`,
      ),
      returns: { price: 3 },
      type: /ReplyOf<Answer, AnswerHeaders, "REQUEST_ID">/,
      want: { payload: { price: 3 }, headers: { REQUEST_ID: 41 } },
    },
    {
      title: "gets it into its payload",
      document: asking(
        "correlationId: { location: '$message.payload#/meta/id' }, payload: { type: object, required: [meta], properties: { meta: { type: object, required: [id] } } }",
      ),
      returns: { price: 3 },
      type: /ReplyOf<Answer>/,
      want: { payload: { price: 3, meta: { id: "41" } }, headers: {} },
    },
    {
      title: "keeps the one that the handler wrote into its payload",
      document: asking(`correlationId: { location: '$message.payload#/id' }, payload: { type: object }`),
      returns: { id: "own" },
      type: /ReplyOf<Answer>/,
      want: { payload: { id: "own" }, headers: {} },
    },
    {
      title: "may have headers of the handler's",
      document: asking(
        `${location}, headers: { type: object, required: [REQUEST_ID, source], properties: { REQUEST_ID: { type: string }, source: { type: string } } }, ${payload}`,
      ),
      returns: reply({ price: 3 }, { source: "cache" }),
      type: /ReplyOf<Answer, AnswerHeaders, "REQUEST_ID">/,
      want: { payload: { price: 3 }, headers: { REQUEST_ID: "41", source: "cache" } },
    },
    {
      title: "may have headers that nothing describes",
      document: asking(payload),
      returns: reply({ price: 3 }, { source: "cache" }),
      type: /ReplyOf<Answer>/,
      want: { payload: { price: 3 }, headers: { source: "cache" } },
    },
  ];
  for (const { title, document, returns, type, want } of rows)
    test(title, async () => {
      const { contract, files } = await compiled(document);
      assert.match(files.find(({ path }) => path === "operations.ts")?.text ?? "", type);
      const app = await testApp(contract, { onAsk: { ask: () => returns } });
      const settled = await app.publish["ask"]?.({}, { headers: { REQUEST_ID: "41" } });
      assert.equal(settled?.outcome, "handled", String(settled?.error));
      assert.deepEqual(
        app.published.map(({ payload: sent, headers }) => ({ payload: sent, headers })),
        [want],
      );
      await app.stop();
    });
  test("with headers that are wrong is not sent", async () => {
    const { contract } = await compiled(asking(`headers: { type: object, properties: { source: { enum: [cache] } } }, ${payload}`));
    const app = await testApp(contract, { onAsk: { ask: () => reply({ price: 3 }, { source: "moon" }) } });
    const settled = await app.publish["ask"]?.({}, { headers: { REQUEST_ID: "41" } });
    assert.match(String(settled?.error), /not valid headers of Answer at \/source/);
    await app.stop();
  });
});
