import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { z as generated, json as words } from "boost-gen/runtime";
import { z } from "zod";
import type { Delivery } from "../../src/runtime/brokers/broker.ts";
import { Unframer } from "../../src/runtime/decode/frame.ts";
import { type Identity, identify } from "../../src/runtime/decode/identity.ts";
import { defaultLimits } from "../../src/runtime/decode/limits.ts";
import { MessageReader } from "../../src/runtime/decode/message-reader.ts";
import type { ChannelDefinition, MessageDefinition, OperationDefinition } from "../../src/runtime/ground/contract.ts";
import { type Reading, type ReadOptions, read } from "../../src/runtime/subscription/reading.ts";

type Headers = { readonly [name: string]: string | number | Uint8Array | readonly string[] };

function delivery(body: string | Uint8Array | null, more: Partial<Omit<Delivery, "headers">> & { headers?: Headers } = {}): Delivery {
  const { headers = {}, ...rest } = more;
  return {
    address: "topic",
    position: "topic/0/7",
    body: typeof body === "string" ? Buffer.from(body) : body,
    key: undefined,
    headers: new Map(
      Object.entries(headers).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.map((item) => Buffer.from(item))
          : [typeof value === "string" ? Buffer.from(value) : (value as number)],
      ]),
    ),
    messageId: undefined,
    correlationId: undefined,
    replyTo: undefined,
    contentType: undefined,
    timestamp: undefined,
    priorRuns: 0,
    careful: false,
    lane: "topic/0",
    signal: new AbortController().signal,
    acknowledge: async () => {},
    failed: async () => {},
    release: async () => {},
    ...rest,
  };
}

const json = (name: string, more: Partial<MessageDefinition> = {}): MessageDefinition => ({
  name,
  member: name,
  contentType: "application/json",
  payload: z.unknown(),
  ...more,
});

function readWith(
  messages: readonly MessageDefinition[],
  dispatch: ChannelDefinition["dispatch"],
  given: Delivery,
  more: Partial<ReadOptions> & { ours?: readonly string[] } = {},
): Reading {
  const channel: ChannelDefinition = {
    key: "c",
    address: "topic",
    servers: [],
    messages: Object.fromEntries(messages.map((message) => [message.member, message])),
    dispatch,
    ...(more.channel ?? {}),
  };
  const operation: OperationDefinition = { key: "op", name: "op", action: "receive", channel, messages: {}, options: {} };
  const { ours = messages.map(({ member }) => member), ...options } = more;
  return read(given, {
    protocol: "kafka",
    operations: new Map(ours.map((member) => [member, { operation }])),
    limits: defaultLimits,
    unframer: new Unframer(channel, { server: {} }, options.limits ?? defaultLimits),
    tombstone: undefined,
    unmatched: "dead-letter",
    foreign: "skip",
    repeated: () => {},
    ...options,
    channel,
  });
}

const outcome = (reading: Reading): string =>
  reading.kind === "ours"
    ? `ours ${reading.member} ${JSON.stringify(reading.payload)}`
    : reading.kind === "skip"
      ? `skip ${reading.reason}`
      : reading.kind === "unfetched"
        ? `unfetched: ${reading.needed.message}`
        : `${reading.error.code}: ${reading.error.message}`;

describe("bodies", () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]);
  const table: readonly (readonly [string, string | Uint8Array | null, RegExp])[] = [
    ["an object", '{"a":1}', /^ours m {"a":1}$/],
    ["no JSON", "{", /^syntax: the body is not JSON/],
    ["nothing", "", /^empty: /],
    ["a tombstone", null, /^ours m null$/],
    ["a byte order mark", "\ufeff{}", /^syntax: .*byte order mark/],
    ["UTF-16", utf16, /^encoding: the body is UTF-16/],
    ["invalid UTF-8", new Uint8Array([0x22, 0xc3, 0x28, 0x22]), /^encoding: .*UTF-8/],
    ["gzip by mistake", gzipSync("{}"), /^encoding: .*gzip/],
    ["20,000 levels", `${"[".repeat(20_000)}${"]".repeat(20_000)}`, /^too-deep: .*100 levels/],
    ["101 levels of objects", `${'{"a":'.repeat(101)}1${"}".repeat(101)}`, /^too-deep: /],
    ["100 levels", `${"[".repeat(100)}${"]".repeat(100)}`, /^ours m \[/],
    ["brackets in strings", JSON.stringify([`${"[".repeat(300)}\\"`, "]"]), /^ours m \["\[/],
    ["__proto__", '{"a":{"__proto__":{"admin":true}}}', /^forbidden-key: /],
    ["__proto__ in escapes", '{"\\u005f_proto__":{}}', /^forbidden-key: /],
    ["__proto__ in other escapes", '{"__\\u0070roto__":{}}', /^forbidden-key: /],
    ["the word in a value", '{"a":"__proto__"}', /^ours m /],
    ["constructor", '{"constructor":{"prototype":{}}}', /^ours m {"constructor"/],
    ["too many bytes", JSON.stringify("x".repeat(5 * 1024 * 1024)), /^too-large: the body has 5242882 bytes/],
  ];
  for (const [name, body, want] of table)
    test(name, () => assert.match(outcome(readWith([json("m")], { by: "single" }, delivery(body))), want));

  test("no key of a body reaches a prototype", () => {
    const reading = readWith([json("m")], { by: "single" }, delivery('{"constructor":{"prototype":{"polluted":1}}}'));
    assert.equal(reading.kind, "ours");
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });

  test("a validator that overflows the stack condemns the message, not the process", () => {
    const overflowing = json("m", {
      payload: {
        parse: () => null,
        safeParse: () => {
          throw new RangeError("Maximum call stack size exceeded");
        },
      },
    });
    assert.match(outcome(readWith([overflowing], { by: "single" }, delivery("1"))), /^schema: not a valid m: nests too deep to be checked/);
  });
});

describe("content types", () => {
  const table: readonly (readonly [string, string, string | undefined, unknown])[] = [
    ["application/vnd.shop+json", '{"a":1}', undefined, { a: 1 }],
    ["application/json; charset=utf-8", '"ü"', undefined, "ü"],
    ["text/plain", "plain ü", undefined, "plain ü"],
    ["text/plain", "", undefined, ""],
    ["application/octet-stream", "\u0000\u0001", undefined, Buffer.from([0, 1])],
  ];
  for (const [contentType, body, sent, want] of table) {
    test(`${contentType} ${JSON.stringify(body)}`, () => {
      const reading = readWith([json("m", { contentType })], { by: "single" }, delivery(body, { contentType: sent }));
      assert.deepEqual(reading.kind === "ours" && reading.payload, want);
    });
  }
  test("a charset that is not UTF-8", () =>
    assert.match(
      outcome(readWith([json("m")], { by: "single" }, delivery("{}", { contentType: "application/json; charset=utf-16" }))),
      /^encoding: .*"utf-16"/,
    ));
});

describe("tombstones", () => {
  const object = json("m", { payload: z.looseObject({}) });
  test("invalid unless the payload allows null", () =>
    assert.match(outcome(readWith([object], { by: "single" }, delivery(null))), /^schema: /));
  test("skip", () => assert.equal(outcome(readWith([object], { by: "single" }, delivery(null), { tombstone: "skip" })), "skip tombstone"));
  test("handler", () =>
    assert.equal(outcome(readWith([object], { by: "single" }, delivery(null), { tombstone: "handler" })), "ours m null"));
});

describe("dispatch", () => {
  const a = json("a", { payload: z.looseObject({ type: z.literal("A") }) });
  const b = json("b", { payload: z.looseObject({ type: z.literal("B"), n: z.number() }) });
  const byPayload: ChannelDefinition["dispatch"] = {
    by: "payload",
    path: ["type"],
    cases: [
      ["A", "a"],
      ["B", "b"],
    ],
  };
  const byHeader: ChannelDefinition["dispatch"] = {
    by: "header",
    path: ["ce_type"],
    cases: [
      ["order.a", "a"],
      [2, "b"],
    ],
  };
  const anyA = json("a");
  const anyB = json("b");

  const table: readonly (readonly [string, Reading, RegExp])[] = [
    ["by a value of the payload", readWith([a, b], byPayload, delivery('{"type":"B","n":1}')), /^ours b /],
    [
      "only the validator of the match runs",
      readWith([a, b], byPayload, delivery('{"type":"B","n":"x"}')),
      /^schema: not a valid b at \/n/,
    ],
    [
      "an unknown value",
      readWith([a, b], byPayload, delivery('{"type":"C"}')),
      /^unmatched: "\/type" of the payload is "C"; messages of this channel have "A", "B"/,
    ],
    ["no value", readWith([a, b], byPayload, delivery("{}")), /^unmatched: .*absent/],
    ["an inherited value is no value", readWith([a, b], { ...byPayload, path: ["constructor", "name"] }, delivery("{}")), /^unmatched: /],
    [
      "unmatched, skipped where the document says so",
      readWith([a, b], byPayload, delivery("{}"), { unmatched: "skip" }),
      /^skip unmatched/,
    ],
    ["by a header", readWith([anyA, anyB], byHeader, delivery("1", { headers: { ce_type: "order.a" } })), /^ours a 1/],
    ["by a header of a number", readWith([anyA, anyB], byHeader, delivery("1", { headers: { ce_type: "2" } })), /^ours b 1/],
    ["by a header that is not there", readWith([anyA, anyB], byHeader, delivery("1")), /^unmatched: the header "ce_type" is absent/],
    [
      "by content type",
      readWith(
        [anyA, anyB],
        {
          by: "contentType",
          cases: [
            ["application/a+json", "a"],
            ["application/b+json", "b"],
          ],
        },
        delivery("1", { contentType: "application/b+json; charset=utf-8" }),
      ),
      /^ours b 1/,
    ],
    ["by trial: exactly one", readWith([a, b], { by: "trial", mode: "exact" }, delivery('{"type":"A"}')), /^ours a /],
    ["by trial: none", readWith([a, b], { by: "trial", mode: "exact" }, delivery('{"type":"C"}')), /^unmatched: none of the messages/],
    ["by trial: two", readWith([anyA, anyB], { by: "trial", mode: "exact" }, delivery("1")), /^ambiguous: "a" and "b" accept it/],
    ["by trial: the first of two", readWith([anyA, anyB], { by: "trial", mode: "first" }, delivery("1")), /^ours a 1/],
    [
      "by trial: text beside JSON",
      readWith([a, json("text", { contentType: "text/plain", payload: z.string() })], { by: "trial", mode: "exact" }, delivery("no JSON")),
      /^ours text /,
    ],
    [
      "another operation's message is skipped, not validated",
      readWith([a, b], byPayload, delivery('{"type":"B"}'), { ours: ["a"] }),
      /^skip other operation/,
    ],
    [
      "another operation's message on a shared queue",
      readWith([a, b], byPayload, delivery('{"type":"B"}'), { ours: ["a"], foreign: "dead-letter" }),
      /^not-ours: the message "b"/,
    ],
  ];
  for (const [name, reading, want] of table) test(name, () => assert.match(outcome(reading), want));

  test("every issue of every candidate is kept", () => {
    const reading = readWith([a, b], { by: "trial", mode: "exact" }, delivery('{"type":"C"}'));
    assert.deepEqual(reading.kind === "invalid" && reading.error.issues.map(({ message }) => message.slice(0, 2)), ["a:", "b:", "b:"]);
  });
});

describe("headers", () => {
  const types = { retries: "integer", price: "number", express: "boolean", tags: "array" } as const;
  const message = json("m", {
    headerTypes: types,
    headers: z.looseObject({ retries: z.int().optional(), express: z.boolean().optional() }),
  });
  const headersOf = (headers: Headers, repeated: (name: string) => void = () => {}): unknown => {
    const reading = readWith([message], { by: "single" }, delivery("1", { headers }), { repeated });
    return reading.kind === "ours" ? reading.headers : outcome(reading);
  };
  test("bytes become what the schema says", () =>
    assert.deepEqual(headersOf({ retries: "3", price: "1.5", express: "true", tags: ["a", "b"], other: "x" }), {
      retries: 3,
      price: 1.5,
      express: true,
      tags: ["a", "b"],
      other: "x",
    }));
  test("what does not fit stays text, for the validator to refuse", () =>
    assert.match(String(headersOf({ retries: "three" })), /^schema: not a valid m at \/headers\/retries/));
  test("a repeated header: the last one, and somebody is told", () => {
    const told: string[] = [];
    assert.deepEqual(
      headersOf({ other: ["1", "2"] }, (name) => told.push(name)),
      { other: "2" },
    );
    assert.deepEqual(told, ["other"]);
  });
  test("boost-gen's own headers are not the user's", () => assert.deepEqual(headersOf({ "boost-attempts": "99" }), {}));
  test("a header of the name __proto__", () =>
    assert.match(String(headersOf({ ["__proto__"]: "x" } as Headers)), /^\[object Object\]|forbidden-key/));
  test("bytes that are not text are kept where nothing describes them", () =>
    assert.deepEqual(headersOf({ raw: new Uint8Array([0xff]) as never }), { raw: new Uint8Array([0xff]) }));
});

describe("CloudEvents", () => {
  const typed = json("m", { headers: z.looseObject({ ce_type: z.literal("t") }) });
  const envelope = JSON.stringify({ specversion: "1.0", id: "e-1", type: "t", source: "s", data: { a: 1 } });
  test("binary mode", () =>
    assert.match(outcome(readWith([typed], { by: "single" }, delivery('{"a":1}', { headers: { ce_type: "t" } }))), /^ours m {"a":1}/));
  test("binary mode as AMQP spells it", () =>
    assert.match(
      outcome(readWith([typed], { by: "single" }, delivery('{"a":1}', { headers: { "cloudEvents:type": "t" } }))),
      /^ours m {"a":1}/,
    ));
  test("structured mode", () =>
    assert.match(
      outcome(readWith([typed], { by: "single" }, delivery(envelope, { contentType: "application/cloudevents+json; charset=utf-8" }))),
      /^ours m {"a":1}/,
    ));
  test("structured mode with bytes", () => {
    const text = json("m", { contentType: "text/plain", payload: z.string() });
    const body = JSON.stringify({ id: "1", type: "t", datacontenttype: "text/plain", data_base64: Buffer.from("hi").toString("base64") });
    assert.match(
      outcome(readWith([text], { by: "single" }, delivery(body, { contentType: "application/cloudevents+json" }))),
      /^ours m "hi"/,
    );
  });
  test("a document that describes the envelope gets it", () => {
    const whole = json("m", { contentType: "application/cloudevents+json" });
    assert.match(
      outcome(readWith([whole], { by: "single" }, delivery(envelope, { contentType: "application/cloudevents+json" }))),
      /^ours m {"specversion"/,
    );
  });
});

describe("parameters", () => {
  const channel = { address: "orders.{region}.v1", parameters: [{ key: "region" }] } as const;
  const parametersOf = (address: string, more: object = {}): unknown => {
    const reading = readWith([json("m")], { by: "single" }, delivery("1", { address }), { channel: { ...channel, ...more } as never });
    return reading.kind === "ours" ? reading.parameters : outcome(reading);
  };
  test("are read from the address", () => assert.deepEqual(parametersOf("orders.eu-1.v1"), { region: "eu-1" }));
  test("another address", () => assert.match(String(parametersOf("orders.v1")), /^parameters: the address "orders.v1" is not of the form/));
  test("a value outside its enum", () =>
    assert.match(String(parametersOf("orders.xx.v1", { parameters: [{ key: "region", enum: ["eu", "us"] }] })), /^parameters: /));
});

describe("identity", () => {
  const id = (more: Parameters<typeof delivery>[1], fromBody = false): Identity => identify(delivery("body", more), fromBody);
  const long = "x".repeat(300);
  test("our header before all", () =>
    assert.deepEqual(id({ headers: { "boost-id": "b", ce_id: "c" }, messageId: "m" }), { id: "b", identifies: true }));
  test("then CloudEvents", () =>
    assert.deepEqual(id({ headers: { ce_id: "c", ce_source: "/shop" }, messageId: "m" }), { id: "/shop#c", identifies: true }));
  test("F53: two events of one id from two sources are two, whatever their sources contain", () => {
    const pairs = [
      ["/shop-a", "1"],
      ["/shop-b", "1"],
      ["", "/shop-a#1"],
      ["/shop", "a#1"],
      ["/shop#a", "1"],
      ["/shop%23a", "1"],
      ["/shop%a", "1"],
    ];
    const ids = pairs.map(([ce_source = "", ce_id = ""]) => id({ headers: { ce_id, ce_source } }).id);
    assert.equal(new Set(ids).size, pairs.length, ids.join(" "));
  });
  test("an event reads alike in a header of any spelling and in an envelope", () => {
    const spelt = ["ce_", "ce-", "cloudEvents:", "cloudEvents_"].map((prefix) =>
      id({ headers: { [`${prefix}id`]: "1", [`${prefix}source`]: "/shop" } }),
    );
    const envelope = delivery('{ "specversion": "1.0", "type": "t", "id": "1", "source": "/shop" }', {
      contentType: "application/cloudevents+json",
    });
    assert.deepEqual(new Set([...spelt.map((each) => each.id), new MessageReader(envelope, defaultLimits).eventId]), new Set(["/shop#1"]));
  });
  test("then AMQP's message id", () => assert.deepEqual(id({ messageId: "m" }), { id: "m", identifies: true }));
  test("then the position", () => assert.deepEqual(id({}), { id: "topic/0/7", identifies: true }));
  test("then the body, which does not identify", () =>
    assert.deepEqual(id({ position: "" }), { id: "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5", identifies: false }));
  test("unless the document says that it does", () =>
    assert.equal((id({ position: "" }, true) as { identifies: boolean }).identifies, true));
  test("long ids are hashed", () => assert.match((id({ messageId: long }) as { id: string }).id, /^[0-9a-f]{64}$/));
});

test("a text that is not of its format is refused where the message, else its channel, says so", () => {
  const mail = json("mail", { payload: generated.looseObject({ to: generated.string().check(words.annotatedFormat("email")) }) });
  const verdict = (message: MessageDefinition["formats"], channel: MessageDefinition["formats"]): string => {
    const own = message === undefined ? mail : { ...mail, formats: message };
    const rest = channel === undefined ? {} : { formats: channel };
    return readWith([own], { by: "single" }, delivery('{"to":"nobody"}'), { channel: rest as ChannelDefinition }).kind;
  };
  const modes = [undefined, "annotate", "assert"] as const;
  assert.deepEqual(
    modes.map((message) => modes.map((channel) => verdict(message, channel))),
    [
      ["ours", "ours", "invalid"],
      ["ours", "ours", "ours"],
      ["invalid", "invalid", "invalid"],
    ],
  );
});
