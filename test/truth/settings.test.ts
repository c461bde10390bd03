import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { compareContracts } from "../../src/compiler/compare/index.ts";
import { HandlerNotWritten, kindOf } from "../../src/runtime/ground/errors.ts";
import { missingPackage } from "../../src/runtime/ground/missing-package.ts";
import { BoostApp } from "../../src/runtime/index.ts";
import { prepareReply } from "../../src/runtime/publish/reply.ts";
import { publishOne, publishTarget } from "../../src/runtime/tools/publish-one.ts";
import { typed } from "../cli/tools-setting.ts";
import { contractOf } from "../compiler/compare/contract-of.ts";
import { compiled, testApp } from "./compiled.ts";

interface Redis {
  readonly root?: string;
  readonly channel?: string;
  readonly receive?: string;
  readonly send?: string;
}

const pubsub = "redis: { kind: pubsub }";
const stream = "redis: { kind: stream }";
const boost = (...parts: readonly (string | undefined)[]): string => {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? "" : `, x-boost: { ${said.join(", ")} }`;
};

const document = ({ root, channel, receive, send }: Redis): string => `
asyncapi: 3.0.0
info: { title: Case, version: 1.0.0 }
x-boost: { delivery: at-most-once${root === undefined ? "" : `, ${root}`} }
servers: { r: { host: 'localhost:6379', protocol: redis } }
channels:
  told: { address: told${boost(channel)}, messages: { m: { name: m, payload: { type: object } } } }
  asked: { address: asked, messages: { q: { name: q, payload: { type: object } } } }
operations:
  onTold: { action: receive, channel: { $ref: '#/channels/told' }${boost(receive)} }
  tell: { action: send, channel: { $ref: '#/channels/told' }${boost(send)} }
  onAsked: { action: receive, channel: { $ref: '#/channels/asked' }, x-boost: { redis: { kind: stream } }, reply: { channel: { $ref: '#/channels/told' } } }
`;

describe("a Redis channel is of one kind, whoever says it", () => {
  const rows: readonly (readonly [string, Redis, "stream" | "pubsub" | undefined])[] = [
    ["nobody", {}, undefined],
    ["the channel", { channel: pubsub }, "pubsub"],
    ["the receiver alone", { receive: pubsub }, "pubsub"],
    ["the sender alone", { send: pubsub }, "pubsub"],
    ["the root", { root: pubsub }, "pubsub"],
    ["the channel before the root", { root: pubsub, channel: stream }, "stream"],
    ["both alike", { receive: pubsub, send: pubsub }, "pubsub"],
  ];
  for (const [title, given, want] of rows)
    test(title, async () => {
      const { contract } = await compiled(document(given));
      const [onTold, tell, onAsked] = contract.operations;
      assert.deepEqual([onTold?.options.redis?.kind, tell?.options.redis?.kind, onTold?.channel.redis?.kind], [want, want, want]);
      assert.equal(onAsked?.options.redis?.kind, "stream");
      // A reply belongs to no operation, so its channel says it.
      const run = {
        facts: { parameters: {} },
        identity: { id: "1", identifies: true },
        message: "q",
        published: 0,
        delivery: {},
        correlationId: undefined,
      };
      assert.ok(onAsked !== undefined);
      const schemas = { server: { key: "s", protocol: "redis" as const }, registry: undefined, isBare: true, variable: "" };
      const reply = await prepareReply({ contract, operation: onAsked, protocol: "redis", schemas, run: run as never }, {});
      assert.equal(reply?.options?.redis?.kind, want);
    });
  for (const [title, given] of [
    ["receiver and sender", { receive: pubsub, send: stream }],
    ["channel and operation", { channel: pubsub, receive: stream }],
    ["envelope", { channel: "redis: { kind: pubsub, envelope: true }", send: "redis: { envelope: false }" }],
  ] as const)
    test(`two answers are an error: ${title}`, () =>
      assert.rejects(compiled(document(given)), /of the same channel; what one side writes the other would never read/));
  test("what is about a stream alone does not stand on a channel", () =>
    assert.rejects(compiled(document({ channel: "redis: { minIdle: 5s }" })), /minIdle/));
  test("a change of kind is breaking for both sides", async () => {
    const of = (kind: string): object => ({
      asyncapi: "3.0.0",
      info: { title: "Case", version: "1" },
      servers: { r: { host: "localhost", protocol: "redis" } },
      channels: { c: { address: "c", "x-boost": { redis: { kind } }, messages: { m: { payload: {} } } } },
      operations: { tell: { action: "send", channel: { $ref: "#/channels/c" } } },
    });
    const changes = compareContracts(await contractOf(of("stream")), await contractOf(of("pubsub")));
    const found = changes.find(({ code }) => code === "channel-redis-changed");
    assert.deepEqual([found?.consumer, found?.producer], ["breaking", "breaking"]);
    assert.match(found?.text ?? "", /its kind on Redis.*stream.*pubsub/);
  });
});

describe("a stub that nobody has filled in", () => {
  test("shows message and context", async () => {
    const { handlers } = await compiled(document({}));
    assert.match(
      handlers[0]?.members[0]?.text ?? "",
      /^m\(message, context\) \{\n {2}throw new HandlerNotWritten\("onTold.m", context\);\n\}$/,
    );
  });
  test("pauses its source with a sentence; the message waits and is not dead-lettered", async () => {
    const delivery = { position: "told/0", id: "1" };
    const error = new HandlerNotWritten("onTold.m", { delivery });
    assert.equal(kindOf(error), "infrastructure");
    await assert.rejects(error.probe?.() ?? Promise.resolve(), /onTold\.m is not written yet/);
    const { contract } = await compiled(document({}));
    const stub = (_: unknown, context: { readonly delivery: { readonly position: string; readonly id: string } }): never => {
      throw new HandlerNotWritten("onTold.m", context);
    };
    const lines: string[] = [];
    const note = (_: object, text: string): void => void lines.push(text);
    const app = await testApp(
      contract,
      { onTold: { m: stub }, onAsked: { q: () => ({}) } },
      { clock: "manual", logger: { debug() {}, info: note, warn: note, error: note } },
    );
    void app.publish["m"]?.({}).catch(() => {});
    for (let step = 0; step < 20; step += 1) await app.clock.advance(60_000);
    assert.deepEqual(app.deadLetters, []);
    assert.ok(
      lines.some((line) => /source paused: the handler onTold\.m is not written yet; message "told\/0" and its source wait/.test(line)),
      lines.join("\n"),
    );
    await app.stop();
  });
});

test("publishing to a broker in another process's memory is a sentence, and nothing is called published", async () => {
  const { contract } = await compiled(document({}));
  const request = { app: "a", contract, target: publishTarget(contract, "tell"), payload: {}, environment: { BOOST_R_URL: "memory://x" } };
  await assert.rejects(publishOne(request), /the server "r" is a broker in another process's memory.*BOOST_R_URL/);
  assert.equal((await publishOne({ ...request, dryRun: true })).address, "told");
});

test("a package that is missing and one that was bundled wrongly are told apart", () => {
  const missing = Object.assign(new Error("Cannot find package 'kafkajs' imported from x"), { code: "ERR_MODULE_NOT_FOUND" });
  assert.match(missingPackage(missing, "kafkajs", "the server")?.message ?? "", /not installed: npm i kafkajs$/);
  const bundled = new Error('Dynamic require of "net" is not supported');
  assert.match(missingPackage(bundled, "kafkajs", "the server")?.message ?? "", /in this bundle but is CommonJS.*--external:kafkajs/);
  assert.doesNotMatch(missingPackage(bundled, "kafkajs", "the server")?.message ?? "", /npm i/);
  assert.equal(missingPackage(new Error("other"), "kafkajs", "the server"), undefined);
});

describe("the application's name", () => {
  const named = (app: string): string => document({}).replace("x-boost: {", `x-boost: { ${app}`);
  test("a service that is called otherwise than its document says so", async () => {
    const { contract } = await compiled(named("app: shop, "));
    assert.equal(contract.app, "shop");
    const warned: string[] = [];
    const logger = { debug() {}, info() {}, warn: (_: object, text: string) => void warned.push(text), error() {} };
    const app = new BoostApp("other", { environment: { BOOST_R_URL: "memory://named" }, logger });
    app.addSubscribers("s", contract, { onTold: { m: () => {} }, onAsked: { q: () => ({}) } } as never);
    await app.start();
    await app.stop();
    assert.ok(
      warned.some((text) => text.includes('this application is "other", but "Case" calls it "shop" (x-boost.app)')),
      warned.join("\n"),
    );
  });
  const rows: readonly (readonly [string, string, readonly string[], string | undefined, string])[] = [
    ["the command line", "app: shop, ", ["--app", "given"], undefined, 'application "given", from --app'],
    [
      "the document",
      "app: shop, ",
      [],
      '{"boost-gen":{"documents":[{"document":"asyncapi.yaml","app":"packed"}]}}',
      'application "shop", from x-boost.app',
    ],
    [
      "package.json",
      "",
      [],
      '{"boost-gen":{"documents":[{"document":"asyncapi.yaml","app":"packed"}]}}',
      'application "packed", from `app` of the configuration',
    ],
    ["the title", "", [], undefined, "from the document's title"],
  ];
  for (const [title, app, words, packed, want] of rows)
    test(`doctor says which it used: ${title}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "boost-gen-app-"));
      try {
        writeFileSync(join(folder, "asyncapi.yaml"), named(app));
        if (packed !== undefined) writeFileSync(join(folder, "package.json"), packed);
        const { out } = await typed(folder, ["doctor", ...words], { BOOST_R_URL: "memory://x" });
        assert.ok(out.startsWith(want) || out.split("\n")[0]?.includes(want), out);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
});
