import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test as unlimited } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { Client, Connection } from "@temporalio/client";
import ts from "typescript-5.9";
import { ConfigurationError } from "../../../src/runtime/ground/errors.ts";
import { dataConverterOf } from "../../../src/runtime/temporal/data-converter.ts";
import { openTemporal } from "../../../src/runtime/temporal/index.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";
import { openTaskQueues } from "../../../src/runtime/temporal/task-queues.ts";
import type { DataConverter, TemporalOptions, TemporalSettings } from "../../../src/runtime/workflows/worker-host.ts";
import { describeWithServices } from "../../services/index.ts";
import { compiled, testApp } from "../../truth/compiled.ts";
import { AesCodec } from "./aes-codec.ts";

await loadSdk();

const test = (title: string, run: () => Promise<void> | void): void => void unlimited(title, { timeout: 120_000 }, run);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const folder = mkdtempSync(join(tmpdir(), "boost-gen-converter-"));
after(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const codec = { encode: async (payloads: unknown[]) => payloads, decode: async (payloads: unknown[]) => payloads };

describe("the data converter, as configured", () => {
  const of = (path: string | undefined, options: TemporalOptions = {}) =>
    dataConverterOf({ environment: { TEMPORAL_DATA_CONVERTER: path }, options });

  test("is the environment's module, ES or CommonJS, else the option", () => {
    const text = "{ payloadCodecs: [{ encode: async (all) => all, decode: async (all) => all }] }";
    for (const file of [
      written("es.mjs", `export const dataConverter = ${text};`),
      written("common.cjs", `exports.dataConverter = ${text};`),
    ])
      assert.equal(of(file, { dataConverter: {} })?.payloadCodecs?.length, 1, file);
    const given = { payloadCodecs: [codec] };
    assert.equal(of(undefined, { dataConverter: given }), given);
    assert.equal(of("", { dataConverter: given }), given);
    assert.equal(of(undefined, { client: { dataConverter: given } }), given);
    assert.equal(of(undefined), undefined);
  });

  for (const [title, path, options, sentence] of [
    [
      "a file that is not there",
      join(folder, "absent.js"),
      {},
      /absent\.js, which TEMPORAL_DATA_CONVERTER names, cannot be loaded: Cannot find module/,
    ],
    ["a module that fails", "throws", {}, /throws\.mjs, which TEMPORAL_DATA_CONVERTER names, cannot be loaded: no key/],
    ["a module without it", "nothing", {}, /nothing\.mjs, which TEMPORAL_DATA_CONVERTER names, exports no `dataConverter`/],
    [
      "a misspelt member",
      undefined,
      { dataConverter: { payloadCodec: [codec] } as DataConverter },
      /has no member `payloadCodec`; it may have/,
    ],
    [
      "a codec without decode",
      undefined,
      { dataConverter: { payloadCodecs: [{ encode: codec.encode }] } },
      /needs a list of objects with the functions/,
    ],
    ["a single codec", undefined, { dataConverter: { payloadCodecs: codec } as unknown as DataConverter }, /needs a list of objects/],
    [
      "a path that is not absolute",
      undefined,
      { dataConverter: { payloadConverterPath: "./p.js" } },
      /needs an absolute path as `payloadConverterPath`/,
    ],
    ["both ways at once", undefined, { dataConverter: {}, client: { dataConverter: {} } }, /are the same option/],
  ] as const)
    test(`${title} is a sentence`, () => {
      const modules = {
        throws: () => written("throws.mjs", 'throw new Error("no key\\n  at all");'),
        nothing: () => written("nothing.mjs", "export const converter = {};"),
      };
      const file = path === "throws" || path === "nothing" ? modules[path]() : path;
      assert.throws(
        () => of(file, options),
        (error: unknown) => error instanceof ConfigurationError && sentence.test(error.message),
      );
    });

  test("a converter that the SDK refuses is told at start, not with the first message", () => {
    const settings = { app: "a", defaults: {}, environment: {}, log };
    const dataConverter = { payloadConverterPath: written("empty.cjs", "exports.payloadConverter = {};") };
    assert.throws(
      () => openTemporal({ ...settings, options: { dataConverter } }),
      (error: unknown) => error instanceof ConfigurationError && /payloadConverter export at .* must be an object/.test(error.message),
    );
  });
});

test("the codec of the guide reads what it writes, and what nobody encrypted", async () => {
  const guide = readFileSync(new URL("../../../src/guide/payloads.md", import.meta.url), "utf8");
  const [, block = ""] = /```ts data-converter\.ts\n([\s\S]*?)```/.exec(guide) ?? [];
  process.env["PAYLOAD_KEY"] = randomBytes(32).toString("hex");
  const file = written(
    "page.mjs",
    ts.transpileModule(block, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText,
  );
  const { dataConverter } = (await import(pathToFileURL(file).href)) as {
    readonly dataConverter: { readonly payloadCodecs: readonly [AesCodec] };
  };
  const [codec] = dataConverter.payloadCodecs;
  const payload = { metadata: { encoding: Buffer.from("json/plain") }, data: Buffer.from('"größe"') };
  const encoded = await codec.encode([payload]);
  assert.ok(!texts(encoded).some((text) => text.includes("gr")));
  assert.deepEqual(await codec.decode(encoded), [payload]);
  assert.deepEqual(await codec.decode([payload]), [payload]);
});

const document = (taskQueue: string): string => `
asyncapi: 3.0.0
info: { title: Secrets, version: 1.0.0 }
x-temporal: { taskQueue: ${taskQueue} }
servers: { kafka: { host: localhost, protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      placed:
        payload:
          type: object
          required: [kind, id, text]
          properties: { kind: { const: placed }, id: { type: string }, text: { type: string } }
        x-temporal:
          workflow: Collector
          workflowId: '{$message.payload#/id}'
          args: ['{$message.payload#/text}']
          memo: { note: '{$message.payload#/text}' }
          staticSummary: '{$message.payload#/text}'
          signal: { name: note, args: ['{$message.payload#/text}'] }
      echoed:
        payload:
          type: object
          required: [kind, id, text]
          properties: { kind: { const: echoed }, id: { type: string }, text: { type: string } }
        x-temporal: { workflow: Echo, workflowId: '{$message.payload#/id}', args: ['{$message.payload#/text}'] }
      finished:
        payload:
          type: object
          required: [kind, id]
          properties: { kind: { const: finished }, id: { type: string } }
        x-temporal: { workflowId: '{$message.payload#/id}', signal: { name: finish, args: [] } }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
`;

type Dispatching = { readonly workflows: { dispatch(message: unknown): Promise<boolean> } };
const dispatch = (message: unknown, { workflows }: Dispatching) => workflows.dispatch(message);
const handlers = { onOrder: { ordersPlaced: dispatch, ordersEchoed: dispatch, ordersFinished: dispatch } };
const workflowsPath = fileURLToPath(new URL("./workflows.ts", import.meta.url));

await describeWithServices(["temporal"], "the data converter, on a server", ({ temporal }) => {
  const environment = { TEMPORAL_ADDRESS: temporal.address };
  const settings = (options: TemporalOptions, more: Partial<TemporalSettings> = {}): TemporalSettings => ({
    app: "test",
    defaults: {},
    environment,
    options,
    log,
    ...more,
  });
  let connection: Connection;
  let bare: Client;

  before(async () => {
    connection = await Connection.connect({ address: temporal.address });
    bare = new Client({ connection });
  });
  after(() => connection.close());

  test("encryption reaches client and worker: a bare client sees nothing that was said", async () => {
    const aes = new AesCodec(randomBytes(32));
    const dataConverter = { payloadCodecs: [aes] };
    const taskQueue = `secret-${randomUUID()}`;
    const { contract } = await compiled(document(taskQueue));
    const app = await testApp(contract, handlers, {
      temporal: "server",
      environment,
      dataConverter,
      workers: { orders: { taskQueue, workflowsPath } },
    });
    const [id, text] = [randomUUID(), `the secret ${randomUUID()}`];
    try {
      const placed = { kind: "placed", id, text };
      assert.equal((await app.publish["ordersPlaced"]?.(placed))?.outcome, "handled");
      const echo = { kind: "echoed", id: `${id}-echo`, text };
      for (let i = 0; i < 2; i++) assert.equal((await app.publish["ordersEchoed"]?.(echo))?.outcome, "handled");
      assert.deepEqual(
        app.workflows.performed.map((performed) => "outcome" in performed && performed.outcome.kind),
        ["delivered", "started", "duplicate"],
      );
      await app.publish["ordersFinished"]?.({ kind: "finished", id });
      const reading = new Client({ connection, dataConverter });
      assert.deepEqual(await reading.workflow.getHandle(id).result(), { name: text, notes: [text], sum: 0 });
      const described = await reading.workflow.getHandle(id).describe();
      assert.deepEqual([described.memo?.["note"], await described.staticSummary()], [text, text]);
    } finally {
      await app.stop();
    }
    for (const workflowId of [id, `${id}-echo`]) {
      const raw = await bare.workflowService.describeWorkflowExecution({ namespace: "default", execution: { workflowId } });
      const history = await bare.workflow.getHandle(workflowId).fetchHistory();
      const seen = texts([raw, history]);
      assert.ok(seen.some((each) => each.includes("binary/encrypted")));
      assert.deepEqual(
        seen.filter((each) => each.includes("secret ")),
        [],
      );
    }
  });

  test("a run that another converter wrote is told from one that is absent, and not taken for a mistake in the message", async () => {
    const { contract } = await compiled(document(`other-${randomUUID()}`));
    const id = randomUUID();
    const send = async (member: string, message: object, dataConverter: DataConverter) => {
      const app = await testApp(contract, handlers, { temporal: "server", environment, dataConverter, retry: { attempts: 1 } });
      try {
        const settled = await app.publish[member]?.(message);
        return [settled?.outcome, settled?.error instanceof Error ? settled.error.message : ""];
      } finally {
        await app.stop();
      }
    };
    const echo = { kind: "echoed", id, text: "t" };
    await send("ordersEchoed", echo, { payloadCodecs: [new AesCodec(randomBytes(32))] });
    const [outcome, sentence] = await send("ordersEchoed", echo, {});
    assert.equal(outcome, "dead-lettered");
    assert.match(sentence ?? "", /exists, and whether this message began it cannot be told: the data converter does not read its memo: /);
    await bare.workflow.getHandle(id).terminate();
    assert.match((await send("ordersFinished", { kind: "finished", id }, {}))[1] ?? "", /is closed/);
  });

  test("sizes are those after encoding, and large ones are told once", async () => {
    const smaller = recoded(
      (data) => brotliCompressSync(data),
      (data) => brotliDecompressSync(data),
    );
    const larger = recoded(
      (data) => Buffer.from(data.toString("hex")),
      (data) => Buffer.from(data.toString(), "hex"),
    );
    const { contract } = await compiled(document(`sizes-${randomUUID()}`));
    const told: string[] = [];
    const logger = { ...log, warn: (_: object, text: string) => void told.push(text) };
    const send = async (payloadCodec: object, bytes: number) => {
      const app = await testApp(contract, handlers, {
        temporal: "server",
        environment,
        dataConverter: { payloadCodecs: [payloadCodec] },
        logger,
      });
      try {
        const outcomes = [];
        for (let i = 0; i < 2; i++)
          outcomes.push(await app.publish["ordersEchoed"]?.({ kind: "echoed", id: randomUUID(), text: "x".repeat(bytes) }));
        return outcomes.map((settled) => [settled?.outcome, settled?.error instanceof Error ? settled.error.message : ""]);
      } finally {
        await app.stop();
      }
    };
    assert.deepEqual(await send(smaller, 3_000_000), [
      ["handled", ""],
      ["handled", ""],
    ]);
    assert.deepEqual(told, []);
    assert.deepEqual(await send(larger, 200_000), [
      ["handled", ""],
      ["handled", ""],
    ]);
    assert.equal(told.length, 1);
    assert.match(
      told[0] ?? "",
      /^the arguments of the workflow type "Echo" have 4\d{5} bytes; Temporal warns from 262144 on and refuses more than 2097152$/,
    );
    const [[outcome, sentence] = []] = await send(larger, 1_100_000);
    assert.equal(outcome, "dead-lettered");
    assert.match(sentence ?? "", /the arguments would have 22\d{5} bytes; Temporal takes at most 2097152/);
  });

  test("tools say whether it reads what it writes", async () => {
    const good = await openTaskQueues(settings({ dataConverter: { payloadCodecs: [new AesCodec(randomBytes(32))] } }));
    assert.deepEqual([good.converter?.parts, await good.converter?.check()], [{ codecs: ["AesCodec"] }, undefined]);
    await good.close();
    const oneWay = recoded(
      (data) => brotliCompressSync(data),
      (data) => data,
    );
    const bad = await openTaskQueues(settings({ dataConverter: { payloadCodecs: [oneWay] } }));
    assert.match((await bad.converter?.check()) ?? "", /^it cannot write and read a value: /);
    await bad.close();
    const none = await openTaskQueues(settings({}));
    assert.equal(none.converter, undefined);
    await none.close();
  });
});

interface Bytes {
  readonly metadata?: { readonly [name: string]: Uint8Array } | null;
  readonly data?: Uint8Array | null;
}

function recoded(encode: (data: Buffer) => Uint8Array, decode: (data: Buffer) => Uint8Array) {
  const each = (change: typeof encode) => async (payloads: Bytes[]) =>
    payloads.map((payload) => ({ ...payload, data: change(Buffer.from(payload.data ?? [])) }));
  return { encode: each(encode), decode: each(decode) };
}

/** Every text and every run of bytes inside. */
function texts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString("latin1")];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
