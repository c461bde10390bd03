import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { z as generated, json } from "boost-gen/runtime";
import { z } from "zod";
import type { Publisher, PublishOptions } from "../../src/runtime/ground/context.ts";
import type { ChannelDefinition, ContractDefinition, MessageDefinition, OperationDefinition } from "../../src/runtime/ground/contract.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { type Prepared, prepare } from "../../src/runtime/publish/outgoing.ts";
import { publisherOf } from "../../src/runtime/publish/publish.ts";
import { judgeOptions } from "../../src/runtime/publish/publish-options.ts";
import type { MessageRun } from "../../src/runtime/run/message-run.ts";
import { runOf } from "./run-fixture.ts";

const message: MessageDefinition = {
  name: "Order",
  member: "order",
  contentType: "application/json",
  payload: z.looseObject({ id: z.string() }),
  key: ["k-", { from: "payload", path: ["id"] }],
};
const channel: ChannelDefinition = {
  key: "orders",
  address: "orders.v1",
  servers: [],
  messages: { order: message },
  dispatch: { by: "single" },
};

interface Given {
  readonly message?: Partial<MessageDefinition>;
  readonly channel?: Partial<ChannelDefinition>;
  readonly protocol?: string;
  readonly options?: PublishOptions;
  readonly payload?: unknown;
  readonly run?: MessageRun;
  readonly trace?: { readonly [name: string]: string };
}

function prepared(given: Given = {}): Prepared {
  const own = { ...message, ...given.message };
  return prepare(
    { channel: { ...channel, messages: { order: own }, ...given.channel }, message: own, protocol: given.protocol ?? "kafka" },
    "payload" in given ? given.payload : { id: "1" },
    given.options,
    { ...(given.run === undefined ? {} : { run: given.run }), ...(given.trace === undefined ? {} : { trace: () => given.trace ?? {} }) },
  );
}

const operation: OperationDefinition = { key: "op", name: "op", action: "receive", channel, messages: {}, options: {} };

function run(id: string, identifies = true): MessageRun {
  return runOf({ id, identifies, operation, message: "m", correlationId: "corr-1" });
}

const refuses = (given: Given, want: RegExp): void =>
  assert.throws(
    () => prepared(given),
    (error: unknown) => error instanceof InvalidMessage && want.test(error.message),
  );

describe("options that cannot be are refused before anybody is asked for a broker:", () => {
  const rows: readonly (readonly [options: unknown, want: RegExp])[] = [
    [null, /^the options must be an object, not null$/],
    ["key", /^the options must be an object, not "key"$/],
    [{ key: 5 }, /^the option `key` must be a text or bytes, not 5$/],
    [{ key: { id: 1 } }, /^the option `key` must be a text or bytes, not an object$/],
    [{ headers: "a=b" }, /^the option `headers` must be an object, not "a=b"$/],
    [{ headers: [["a", "b"]] }, /^the option `headers` must be an object, not a list$/],
    [{ address: "" }, /^the option `address` must be a text that is not empty, not ""$/],
    [{ address: 7 }, /^the option `address` must be a text that is not empty, not 7$/],
    [{ parameters: "eu" }, /^the option `parameters` must be an object, not "eu"$/],
    [{ correlationId: 5 }, /^the option `correlationId` must be a text, not 5$/],
    ...[-1, 256, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "9"].map(
      (priority) => [{ priority }, /^the option `priority` must be a whole number from 0 to 255, not /] as const,
    ),
  ];
  const publish = publisherOf({ publishers: { order: { operation, message } } } as unknown as ContractDefinition, "order", {
    brokerOf: () => assert.fail("nobody is asked"),
    telemetry: undefined,
  });
  for (const [options, want] of rows)
    test(String(want), () =>
      assert.rejects(
        publish({ id: "1" }, options as PublishOptions, {}),
        (error: unknown) => error instanceof InvalidMessage && want.test(error.message),
      ),
    );
  test("what is undefined was not given", () => {
    const names = ["key", "headers", "address", "parameters", "correlationId", "priority"];
    judgeOptions(Object.fromEntries(names.map((name) => [name, undefined])));
    judgeOptions(undefined);
  });
});

describe("publishing", () => {
  test("body, key, content type, id", () => {
    const { id, outgoing } = prepared();
    assert.deepEqual(
      { ...outgoing, body: Buffer.from(outgoing.body ?? "").toString() },
      {
        address: "orders.v1",
        body: '{"id":"1"}',
        headers: new Map([["boost-id", [id]]]),
        contentType: "application/json",
        messageId: id,
        key: "k-1",
      },
    );
  });
  test("what the schema refuses never gets that far", () => refuses({ payload: { id: 1 } }, /^not valid Order at \/id/));
  test("what JSON cannot say", () => refuses({ message: { payload: z.unknown(), key: ["k"] }, payload: 10n }, /cannot be written as JSON/));
  test("undefined", () => refuses({ message: { payload: z.unknown(), key: ["k"] }, payload: undefined }, /undefined/));
  test("text wants a string", () =>
    refuses({ message: { contentType: "text/plain", payload: z.unknown(), key: ["k"] }, payload: 1 }, /is a string/));
  test("bytes stay bytes", () =>
    assert.deepEqual(
      prepared({ message: { contentType: "application/octet-stream", payload: z.unknown(), key: ["k"] }, payload: new Uint8Array([1, 2]) })
        .outgoing.body,
      new Uint8Array([1, 2]),
    ));
  test("the options' key wins", () => assert.equal(prepared({ options: { key: "mine" } }).outgoing.key, "mine"));
  test("a key that the payload does not have", () =>
    refuses({ message: { key: [{ from: "payload", path: ["nope"] }] } }, /has no \{\$message\.payload#\/nope\}/));
  test("headers are checked", () =>
    refuses({ message: { headers: z.looseObject({ tenant: z.string() }) } }, /headers of Order at \/tenant/));
  test("headers of ours are refused", () => refuses({ options: { headers: { "boost-attempts": 1 } } }, /boost-gen's own/));
  test("the header that tells messages apart is set by itself", () => {
    const dispatch: ChannelDefinition["dispatch"] = { by: "header", path: ["type"], cases: [["order", "order"]] };
    assert.deepEqual(prepared({ channel: { dispatch } }).outgoing.headers.get("type"), ["order"]);
    assert.deepEqual(prepared({ channel: { dispatch }, options: { headers: { type: "other" } } }).outgoing.headers.get("type"), ["other"]);
  });
  test("ids are random outside of handlers", () => assert.notEqual(prepared().id, prepared().id));
  test("inside one they follow from the delivery and a counter: a repeated run publishes the same ids", () => {
    const ids = (delivery: string): string[] => {
      const own = run(delivery);
      return [prepared({ run: own }).id, prepared({ run: own }).id];
    };
    assert.deepEqual(ids("d-1"), ids("d-1"));
    assert.equal(new Set([...ids("d-1"), ...ids("d-2")]).size, 4);
  });
  test("but not where equal messages share the delivery's id", () =>
    assert.notEqual(prepared({ run: run("hash", false) }).id, prepared({ run: run("hash", false) }).id));
  test("the correlation id is carried over, and written where the message says", () => {
    const { outgoing } = prepared({ run: run("d"), message: { correlationId: { from: "header", path: ["correlation"] } } });
    assert.equal(outgoing.correlationId, "corr-1");
    assert.deepEqual(outgoing.headers.get("correlation"), ["corr-1"]);
    assert.equal(prepared({ run: run("d"), options: { correlationId: "own" } }).outgoing.correlationId, "own");
  });
});

describe("a trace context that the headers require", () => {
  const traced = z.strictObject({ traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/) });
  const own = { headers: traced, headerTypes: { traceparent: "string" } } as const;
  const headerOf = (given: Given): unknown => prepared(given).outgoing.headers.get("traceparent")?.[0];
  test("begins where nobody gives one and no trace is open", () => {
    const { outgoing } = prepared({ message: own });
    assert.match(String(outgoing.headers.get("traceparent")?.[0]), /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    assert.deepEqual([...(outgoing.assumed ?? [])], ["traceparent"]);
  });
  const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  test("is the open trace's", () => assert.equal(headerOf({ message: own, trace: { traceparent: trace } }), trace));
  test("is what was given, and then the trace does not take it over", () => {
    const { outgoing } = prepared({ message: own, options: { headers: { traceparent: trace } }, trace: { traceparent: "another" } });
    assert.deepEqual([outgoing.headers.get("traceparent"), outgoing.assumed], [[trace], undefined]);
  });
  test("is refused where it was given wrong", () =>
    assert.throws(() => prepared({ message: own, options: { headers: { traceparent: "x" } } }), /headers of Order at \/traceparent/));
  test("is not written where it may be left out", () => {
    const optional = { headers: z.looseObject({ traceparent: z.string().optional() }), headerTypes: { traceparent: "string" } } as const;
    assert.equal(headerOf({ message: optional }), undefined);
  });
  test("goes on with that of the handled message", () => {
    const handled = runOf({ id: "1", operation, message: "m" });
    (handled.delivery.headers as Map<string, readonly string[]>).set("traceparent", [trace]);
    assert.equal(headerOf({ message: own, run: handled }), trace);
  });
  test("what boost-gen writes need not be given, other required headers must be", async () => {
    type Headers = { readonly "boost-id": string; readonly "content-type": string; readonly traceparent: string };
    const sent: (PublishOptions | undefined)[] = [];
    const publish = async (_: object, options?: unknown): Promise<{ id: string }> => {
      sent.push(options as PublishOptions);
      return { id: "1" };
    };
    const written: Publisher<object, Headers> = publish;
    await written({});
    await written({}, { headers: { traceparent: trace } });
    const tenanted: Publisher<object, Headers & { readonly tenant: string }> = publish;
    await tenanted({}, { headers: { tenant: "t" } });
    // @ts-expect-error: `tenant` is required.
    await tenanted({});
    assert.equal(sent.length, 4);
  });
});

describe("addresses", () => {
  const parametrised: Partial<ChannelDefinition> = { address: "orders.{region}", parameters: [{ key: "region" }] };
  const address = (given: Given): string => prepared(given).outgoing.address;
  test("take parameters from the options", () =>
    assert.equal(address({ channel: parametrised, options: { parameters: { region: "eu" } } }), "orders.eu"));
  test("or from their location", () =>
    assert.equal(
      address({ channel: { ...parametrised, parameters: [{ key: "region", location: { from: "payload", path: ["id"] } }] } }),
      "orders.1",
    ));
  test("or their default", () =>
    assert.equal(address({ channel: { ...parametrised, parameters: [{ key: "region", default: "us" }] } }), "orders.us"));
  test("a missing one", () => refuses({ channel: parametrised }, /needs a value for "region"/));
  test("one outside its enum", () =>
    refuses(
      { channel: { ...parametrised, parameters: [{ key: "region", enum: ["eu"] }] }, options: { parameters: { region: "us" } } },
      /allows eu/,
    ));
  test("an enum may hold separators", () =>
    assert.equal(
      address({
        channel: { ...parametrised, parameters: [{ key: "region", enum: ["eu.west"] }] },
        options: { parameters: { region: "eu.west" } },
      }),
      "orders.eu.west",
    ));
  for (const [protocol, value] of [
    ["kafka", "a.b"],
    ["kafka", "a/b"],
    ["amqp", "a.b"],
    ["amqp", "#"],
    ["amqp", "*"],
    ["redis", "a*"],
    ["redis", "a:b"],
    ["redis", ""],
    ["kafka", "a b"],
  ] as const) {
    test(`${protocol} refuses ${JSON.stringify(value)}`, () =>
      refuses({ channel: parametrised, protocol, options: { parameters: { region: value } } }, /cannot be the parameter "region"/));
  }
  test("no address in the document", () => refuses({ channel: { address: null } }, /has no address; pass one/));
  test("the options' address", () => assert.equal(address({ channel: { address: null }, options: { address: "elsewhere" } }), "elsewhere"));
  test("a publisher's type asks for the parameters that nothing else supplies, or for another address", async () => {
    const publish = async (): Promise<{ readonly id: string }> => ({ id: "1" });
    const needing: Publisher<object, undefined, { readonly region: "eu" | "us"; readonly shard?: string }> = publish;
    const knowing: Publisher<object, undefined, { readonly region?: string }> = publish;
    const describing: Publisher<object, { readonly trace: string }, { readonly region?: string }> = publish;
    await needing({}, { parameters: { region: "eu" } });
    await needing({}, { address: "elsewhere", key: "k" });
    await knowing({});
    await describing({}, { headers: { trace: "t" } });
    // @ts-expect-error Nothing supplies the region.
    await needing({});
    // @ts-expect-error No value of the parameter.
    await needing({}, { parameters: { region: "xx" } });
    // @ts-expect-error The headers are required whatever the parameters are.
    await describing({}, { parameters: { region: "eu" } });
  });
});

describe("formats of what is published", () => {
  const told = { payload: generated.looseObject({ to: generated.string().check(json.annotatedFormat("email")) }) };
  test("count, whatever the document says of what is received", () => {
    for (const formats of [undefined, "annotate", "assert"] as const) {
      const given = formats === undefined ? told : { ...told, formats };
      refuses({ message: given, payload: { to: "nobody" } }, /^not valid Order at \/to: Not a valid email$/);
      assert.equal(JSON.parse(String(prepared({ message: { ...given, key: [] }, payload: { to: "a@b.c" } }).outgoing.body)).to, "a@b.c");
    }
  });
  test("count in headers", () =>
    refuses(
      {
        message: { headers: generated.looseObject({ trace: generated.string().check(json.annotatedFormat("uuid")) }) },
        options: { headers: { trace: "1" } },
      },
      /^not valid headers of Order at \/trace: Not a valid uuid$/,
    ));
});

function deep(levels: number): object {
  let value: object = { id: "1" };
  for (let level = 0; level < levels; level++) value = { id: "1", next: value };
  return value;
}

const list: z.ZodType = z.looseObject({ id: z.string(), next: z.lazy(() => list).optional() });
const circular: { id: string; next?: object } = { id: "1" };
circular.next = circular;

describe("M16: what cannot be written is refused as an invalid message", () => {
  const throwing = {
    id: "1",
    get other(): never {
      throw new TypeError("nobody may look");
    },
  };
  test("leads back to itself", () => {
    refuses({ payload: circular }, /cannot be written as JSON/);
    refuses({ payload: circular, message: { payload: list as never } }, /cannot be written as JSON/);
  });
  test("a hundred thousand levels", () => {
    refuses({ payload: deep(100_000) }, /cannot be written as JSON/);
    refuses({ payload: deep(100_000), message: { payload: list as never } }, /nests too deep to be checked, or leads back to itself/);
  });
  test("throws when it is looked at", () => {
    refuses({ payload: throwing }, /cannot be read: nobody may look/);
    refuses({ payload: { id: "1", when: { toJSON: () => throwing.other } } }, /nobody may look/);
    refuses(
      { payload: throwing, message: { correlationId: { from: "payload", path: ["correlation"] } }, run: run("1") },
      /cannot be read: nobody may look/,
    );
  });
  test("headers of that kind", () => {
    const { next } = circular;
    for (const given of [next, deep(100_000), throwing, 1n, () => 1, [circular, circular]])
      refuses({ options: { headers: { trace: given as never } } }, /the header "trace".* cannot be/);
  });
});
