import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RejectMessage } from "boost-gen/runtime";
import { addressField, bindsByWords, channelAddress, ownsQueue } from "../../src/addresses/channel-address.ts";
import type { Role } from "../../src/compiler/model/index.ts";
import { fillAddress } from "../../src/runtime/addresses/fill.ts";
import { publishOne, publishTarget } from "../../src/runtime/tools/publish-one.ts";
import { type Compiled, compiled, testApp, warnings } from "./compiled.ts";

type Binding = { readonly [key: string]: unknown };

describe("where a channel is", () => {
  const rows: readonly {
    readonly title: string;
    readonly protocol: string;
    readonly binding?: Binding;
    readonly want: string;
    readonly field?: string;
  }[] = [
    { title: "no binding", protocol: "kafka", want: "documented" },
    { title: "a topic", protocol: "kafka", binding: { topic: "real" }, want: "real", field: "topic" },
    { title: "an empty topic says nothing", protocol: "kafka", binding: { topic: "" }, want: "documented" },
    { title: "a topic that another protocol's server does not have", protocol: "amqp", binding: { topic: "real" }, want: "documented" },
    { title: "a queue", protocol: "amqp", binding: { is: "queue", queue: { name: "q" } }, want: "q", field: "queue.name" },
    { title: "a queue without a name", protocol: "amqp", binding: { is: "queue", queue: { durable: true } }, want: "documented" },
    {
      title: "a queue beside an exchange that it does not need",
      protocol: "amqp",
      binding: { is: "queue", queue: { name: "q" }, exchange: { name: "x" } },
      want: "q",
      field: "queue.name",
    },
    { title: "a routing key", protocol: "amqp", binding: { is: "routingKey", exchange: { name: "x" } }, want: "documented" },
    {
      title: "a routing key of an exchange, whatever queue is named",
      protocol: "amqp",
      binding: { is: "routingKey", exchange: { name: "x" }, queue: { name: "q" } },
      want: "documented",
    },
    {
      title: "`is` left out means a routing key",
      protocol: "amqp",
      binding: { exchange: { name: "x" }, queue: { name: "q" } },
      want: "documented",
    },
    {
      title: "a queue on the default exchange, as FastStream writes it",
      protocol: "amqp",
      binding: { is: "routingKey", queue: { name: "q" }, exchange: { type: "default" } },
      want: "q",
      field: "queue.name",
    },
    { title: "a Redis channel, as FastStream writes it", protocol: "redis", binding: { channel: "c" }, want: "c", field: "channel" },
  ];
  for (const { title, protocol, binding, want, field } of rows)
    test(title, () => {
      const channel = { address: "documented", ...(binding === undefined ? {} : { binding }) };
      assert.equal(channelAddress(channel, protocol), want);
      assert.equal(addressField(channel, protocol), field);
    });
  test("a queue is ours where an exchange feeds it", () => {
    assert.equal(ownsQueue({ binding: { exchange: { name: "x" } } }), true);
    assert.equal(ownsQueue({ binding: { is: "queue", exchange: { name: "x" } } }), false);
    assert.equal(ownsQueue({ binding: { is: "routingKey", exchange: { type: "topic" } } }), false);
    assert.equal(bindsByWords({ binding: { exchange: { name: "x", type: "topic" } } }), true);
    assert.equal(bindsByWords({ binding: { exchange: { name: "x", type: "fanout" } } }), false);
  });
});

interface Case {
  readonly title: string;
  readonly protocol: "kafka" | "amqp" | "redis";
  /** Of the channel that is received from, sent to, and replied to. */
  readonly bindings: readonly [string, string, string];
  readonly role?: Role;
  readonly want: { readonly in: string; readonly out: string; readonly reply: string };
}

const document = ({ protocol, bindings: [first, second, third], role }: Case): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { s: { host: 'localhost:1', protocol: ${protocol} } }
channels:
  in: { address: doc.in, bindings: { ${protocol}: ${first} }, messages: { ask: { name: ask, payload: { type: object } } } }
  out: { address: doc.out, bindings: { ${protocol}: ${second} }, messages: { told: { name: told, payload: { type: object } } } }
  answers: { address: doc.answers, bindings: { ${protocol}: ${third} }, messages: { answer: { name: answer, payload: { type: object } } } }
operations:
  onAsk: { action: ${role === "client" ? "send" : "receive"}, channel: { $ref: '#/channels/in' }${role === "client" ? "" : ", reply: { channel: { $ref: '#/channels/answers' } }"} }
  tell: { action: ${role === "client" ? "receive" : "send"}, channel: { $ref: '#/channels/out' } }
`;

const queue = (name: string): string => `{ is: queue, queue: { name: ${name} } }`;
const routed = `{ is: routingKey, exchange: { name: x, type: topic } }`;
const cases: readonly Case[] = [
  {
    title: "Kafka topics",
    protocol: "kafka",
    bindings: ["{ topic: r.in }", "{ topic: r.out }", "{ topic: r.answers }"],
    want: { in: "r.in", out: "r.out", reply: "r.answers" },
  },
  {
    title: "Kafka topics, as client",
    protocol: "kafka",
    role: "client",
    bindings: ["{ topic: r.in }", "{ topic: r.out }", "{}"],
    want: { in: "r.in", out: "r.out", reply: "" },
  },
  {
    title: "queues",
    protocol: "amqp",
    bindings: [queue("q-in"), queue("q-out"), queue("q-answers")],
    want: { in: "q-in", out: "q-out", reply: "q-answers" },
  },
  {
    title: "routing keys",
    protocol: "amqp",
    bindings: [routed, routed, routed],
    want: { in: "doc.in", out: "doc.out", reply: "doc.answers" },
  },
  {
    title: "Redis channels",
    protocol: "redis",
    bindings: ["{ channel: r.in }", "{ channel: r.out }", "{ channel: r.answers }"],
    want: { in: "r.in", out: "r.out", reply: "r.answers" },
  },
  {
    title: "nothing that names one",
    protocol: "kafka",
    bindings: ["{}", "{}", "{}"],
    want: { in: "doc.in", out: "doc.out", reply: "doc.answers" },
  },
];

describe("subscriber, publisher, reply, tool and comments say one address", () => {
  for (const given of cases)
    test(given.title, async () => {
      const { want, role } = given;
      const made = await compiled(document(given), role);
      const { contract } = made;
      const published = async (name: string): Promise<string> =>
        (await publishOne({ app: "a", contract, target: publishTarget(contract, name), payload: {}, dryRun: true, environment: {} }))
          .address;
      assert.deepEqual([await published("ask"), await published("told")], [want.in, want.out]);
      const comments = text(made, "operations.ts") + made.handlers.map(({ doc }) => doc.join("\n")).join("\n");
      assert.ok(comments.includes(`\`${want.in}\``) && comments.includes(`\`${want.out}\``), comments);
      const stray = /`doc\.[a-z]+`/g;
      for (const [found] of comments.matchAll(stray)) assert.ok(Object.values(want).includes(found.slice(1, -1)), found);
      const app = await testApp(contract, handlers);
      const settled = await app.publish["ask"]?.({});
      assert.equal(settled?.outcome, "handled", String(settled?.error));
      assert.equal(settled?.position.split("/")[0], want.in);
      assert.deepEqual(
        app.published.map(({ address }) => address),
        [want.out, want.reply].filter((address) => address !== ""),
      );
      await app.stop();
    });
});

type Publish = { readonly publish: { readonly [member: string]: (payload: object) => Promise<unknown> } };

const handlers = {
  onAsk: {
    ask: async (_: unknown, { publish }: Publish) => {
      await publish["told"]?.({});
      return {};
    },
  },
};

function text({ files }: Compiled, path: string): string {
  return files.find((file) => file.path === path)?.text ?? "";
}

describe("parameters of an address that a binding replaces", () => {
  const sites = (bindings: string): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels:
  sites:
    address: 'stock.{site}.in'
    parameters: { site: { enum: [north, south] } }
    bindings: { kafka: { ${bindings} } }
    messages: { moved: { name: moved, payload: { type: object } } }
operations:
  onMoved: { action: receive, channel: { $ref: '#/channels/sites' } }
`;
  test("a topic that names none of them is a warning; nobody is promised a value, and messages are handled", async () => {
    const made = await compiled(sites("topic: real.sites"));
    assert.deepEqual(warnings(made), ["parameter-not-in-binding"]);
    assert.doesNotMatch(text(made, "operations.ts"), /site\??:/);
    const seen: unknown[] = [];
    const app = await testApp(made.contract, {
      onMoved: { moved: (_: unknown, context: { parameters: unknown }) => void seen.push(context.parameters) },
    });
    assert.equal((await app.publishRaw("real.sites", "{}")).outcome, "handled");
    assert.deepEqual(seen, [{}]);
    await app.stop();
  });
  test("a topic that names them itself", async () => {
    const made = await compiled(sites("topic: 'real-{site}'"));
    assert.deepEqual(warnings(made), []);
    const seen: unknown[] = [];
    const app = await testApp(made.contract, {
      onMoved: { moved: (_: unknown, context: { parameters: unknown }) => void seen.push(context.parameters) },
    });
    assert.equal((await app.publishRaw("real-south", "{}")).outcome, "handled");
    assert.equal((await app.publish["moved"]?.({}, { parameters: { site: "north" } }))?.position, "real-north/0");
    assert.deepEqual(seen, [{ site: "south" }, { site: "north" }]);
    await app.stop();
  });
  test("on one broker with them and on the other without, they are optional", async () => {
    const made = await compiled(
      sites("topic: real.sites").replace("servers: {", "servers: { r: { host: 'localhost:5672', protocol: amqp },"),
    );
    assert.deepEqual(warnings(made), ["parameter-not-in-binding"]);
    assert.match(text(made, "operations.ts"), /readonly site\?: "north" \| "south"/);
    assert.match(text(made, "operations.ts"), /Receives from `stock\.\{site\}\.in` \(RabbitMQ\) or `real\.sites` \(Kafka\)/);
  });
  test("an expression that wants one is refused", async () => {
    const wanting = sites("topic: real.sites").replace(
      "onMoved: { action: receive,",
      "onMoved: { x-temporal: { workflow: W, taskQueue: q, workflowId: '{$channel.parameter.site}' }, action: receive,",
    );
    await assert.rejects(compiled(wanting), /expression-impossible/);
  });
  test("dead letters that would come back through the topic of the binding are refused", async () => {
    const circle = sites("topic: real.sites").replace("onMoved: {", "onMoved: { x-boost: { deadLetter: real.sites },");
    await assert.rejects(compiled(circle), /come back for ever/);
  });
});

test("the reply to a channel with parameters takes the request's, unless the reply says its own", async () => {
  const { contract } = await compiled(`
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers: { k: { host: 'localhost:9092', protocol: kafka } }
channels:
  asks: { address: 'asks.{site}', parameters: { site: { enum: [north, south] } }, messages: { ask: { name: ask, payload: { type: object } } } }
  answers:
    address: 'answers.{site}.{lane}'
    parameters: { site: {}, lane: { location: '$message.payload#/lane' } }
    messages: { answer: { name: answer, payload: { type: object, required: [lane], properties: { lane: { type: string } } } } }
operations:
  onAsk: { action: receive, channel: { $ref: '#/channels/asks' }, reply: { channel: { $ref: '#/channels/answers' } } }
`);
  const app = await testApp(contract, { onAsk: { ask: () => ({ lane: "fast" }) } });
  const settled = await app.publishRaw("asks.south", "{}");
  assert.equal(settled.outcome, "handled", String(settled.error));
  assert.deepEqual(
    app.published.map(({ address }) => address),
    ["answers.south.fast"],
  );
  await app.stop();
});

describe("servers of a test", () => {
  const served = (servers: string): string => `
asyncapi: 3.0.0
info: { title: t, version: '1' }
servers: { ${servers} }
channels: { a: { address: a, messages: { M: { name: m, payload: { type: object } } } } }
operations: { onA: { action: receive, channel: { $ref: '#/channels/a' } } }
components: { securitySchemes: { up: { type: userPassword } } }
`;
  const handlers = { onA: { m: () => {} } };
  test("several of one protocol, credentials and variables are no question where no broker is involved", async () => {
    const { contract } = await compiled(
      served(
        "dev: { host: 'localhost:9092', protocol: kafka, security: [{ $ref: '#/components/securitySchemes/up' }] }, prod: { host: '{name}:9092', protocol: kafka-secure, variables: { name: {} } }",
      ),
    );
    for (const options of [{}, { server: "prod" }, { environment: { BOOST_SERVER: "prod" } }]) {
      const app = await testApp(contract, handlers, options);
      assert.equal((await app.publish["m"]?.({}))?.outcome, "handled");
      await app.stop();
    }
  });
  test("a protocol that we do not speak is none to choose", async () => {
    const { contract } = await compiled(served("m: { host: 'localhost:1', protocol: mqtt }, k: { host: 'localhost:1', protocol: kafka }"));
    const app = await testApp(contract, handlers);
    assert.equal((await app.publish["m"]?.({}))?.outcome, "handled");
    await app.stop();
  });
  test("of two protocols the test says which", async () => {
    const { contract } = await compiled(served("k: { host: 'localhost:1', protocol: kafka }, r: { host: 'localhost:1', protocol: amqp }"));
    await assert.rejects(testApp(contract, handlers), /can be on "k", "r": name one in BOOST_SERVER or in the option `server`/);
    const app = await testApp(contract, handlers, { server: "r" });
    assert.equal((await app.publish["m"]?.({}))?.outcome, "handled");
    await app.stop();
  });
});

test("a channel that is known to a broker alone can be sent to without an address", () => {
  const channel = { key: "c", address: null, servers: [], messages: {}, dispatch: { by: "single" }, binding: { topic: "real" } } as const;
  const facts = { payload: {}, headers: {}, parameters: {}, key: undefined, id: "1" };
  assert.equal(fillAddress(channel, "kafka", {}, facts), "real");
  assert.throws(() => fillAddress(channel, "redis", {}, facts), /has no address/);
});

describe("a channel with a binding for each of several brokers is on each where its own binding says", async () => {
  const { contract, diagnostics } = await compiled(`
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
servers:
  main: { host: 'localhost:9092', protocol: kafka }
  rabbit: { host: 'localhost:5672', protocol: amqp }
  cache: { host: 'localhost:6379', protocol: redis }
channels:
  in:
    address: documented
    bindings:
      amqp: { is: queue, queue: { name: the-queue } }
      kafka: { topic: the-topic }
      redis: { channel: the-stream }
    messages: { m: { name: m, payload: { type: object } } }
  out:
    address: key
    bindings:
      amqp: { is: routingKey, exchange: { name: x, type: topic } }
      kafka: { topic: out-topic }
    messages: { n: { name: n, payload: { type: object } } }
operations:
  onIn: { action: receive, channel: { $ref: '#/channels/in' }, bindings: { amqp: { ack: true }, kafka: { groupId: { const: kafka-group } } } }
  onOut: { action: receive, channel: { $ref: '#/channels/out' } }
  sendOut: { action: send, channel: { $ref: '#/channels/out' } }
`);
  test("and nothing is said but what no broker reads", () =>
    assert.deepEqual(
      diagnostics.map(({ code, message }) => [code, /`ack`/.test(message)]),
      [["binding-fields-unused", true]],
    ));
  const rows = {
    main: { reads: ["out-topic", "the-topic"], sends: "out-topic", dead: "out-topic-dlq" },
    rabbit: { reads: ["key", "the-queue"], sends: "key", dead: "test.onOut-dlq" },
    cache: { reads: ["key", "the-stream"], sends: "key", dead: "key-dlq" },
  };
  for (const [server, want] of Object.entries(rows))
    test(server, async () => {
      const app = await testApp(
        contract,
        {
          onIn: { m: (_: object, { publish }: { publish: { n(payload: object): Promise<unknown> } }) => publish.n({}) },
          onOut: {
            n: () => {
              throw new RejectMessage("no");
            },
          },
        },
        { server },
      );
      assert.deepEqual([...app.store.read].sort(), want.reads);
      assert.equal((await app.publish["m"]?.({}))?.outcome, "handled");
      assert.equal((await app.publish["n"]?.({}))?.outcome, "dead-lettered");
      assert.deepEqual([app.published.map(({ address }) => address), app.deadLetters.at(-1)?.storedIn], [[want.sends], want.dead]);
      await app.stop();
    });
});
