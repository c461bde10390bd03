import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Delivery, Outgoing } from "../../src/runtime/brokers/broker.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { runtimeVersion } from "../../src/runtime/ground/version.ts";
import { type DeadLetterFacts, deadLetterRecord } from "../../src/runtime/subscription/dead-letter-record.ts";

const body = Buffer.from([0, 255, 1]);

function delivery(headers: Delivery["headers"] = new Map()): Delivery {
  return {
    address: "orders",
    position: "orders/0/7",
    body,
    key: "k",
    headers,
    messageId: "m",
    correlationId: "c",
    replyTo: "r",
    contentType: "application/json",
    timestamp: 5,
    priorRuns: 2,
    careful: false,
    lane: "orders/0",
    signal: new AbortController().signal,
    acknowledge: async () => {},
    failed: async () => {},
    release: async () => {},
  };
}

const facts: DeadLetterFacts = {
  target: "orders-dlq",
  id: "id-1",
  operation: "onOrder",
  cause: "rejected",
  error: new Error("no"),
  attempts: 3,
  failedAt: Date.UTC(2026, 4, 1),
  headerBytes: Number.POSITIVE_INFINITY,
};

const text = (record: Outgoing, name: string): string => String(record.headers.get(name)?.[0] ?? "");
const size = (record: Outgoing): number =>
  [...record.headers].reduce(
    (total, [name, values]) =>
      total +
      values.reduce(
        (sum: number, value) =>
          sum + Buffer.byteLength(name) + (value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value))),
        0,
      ),
    0,
  );

test("bytes, key, headers and properties as they came; cause, origin and identity beside them", () => {
  const original = new Map([["tenant", [Buffer.from([1, 255]), "two"]]]);
  const record = deadLetterRecord(delivery(original), facts);
  const { headers, ...rest } = record;
  assert.deepEqual(rest, {
    address: "orders-dlq",
    body,
    key: "k",
    contentType: "application/json",
    messageId: "m",
    correlationId: "c",
    replyTo: "r",
  });
  assert.equal(rest.body, body);
  assert.deepEqual(headers.get("tenant"), [Buffer.from([1, 255]), "two"]);
  const { "boost-error": error, ...own } = Object.fromEntries(
    [...headers].filter(([name]) => name.startsWith("boost-")).map(([name, values]) => [name, values[0]]),
  );
  assert.match(String(error), /^Error: no\n +at /);
  assert.deepEqual(own, {
    "boost-id": "id-1",
    "boost-origin": "orders",
    "boost-position": "orders/0/7",
    "boost-operation": "onOrder",
    "boost-cause": "rejected",
    "boost-attempts": "3",
    "boost-failed-at": "2026-05-01T00:00:00.000Z",
    "boost-version": runtimeVersion,
  });
});

test("an error of any size takes four KiB, cut between characters", () => {
  const error = new Error("ü".repeat(100_000));
  const record = deadLetterRecord(delivery(), { ...facts, error });
  assert.ok(Buffer.byteLength(text(record, "boost-error")) <= 4096);
  assert.doesNotMatch(text(record, "boost-error"), /\ufffd/);
});

test("issues take 16 KiB, whole ones only", () => {
  const issues = Array.from({ length: 2_000 }, (_, index) => ({ code: "x", path: ["list", index], message: "m".repeat(2_000) }));
  const record = deadLetterRecord(delivery(), { ...facts, error: new InvalidMessage("bad", { issues }) });
  const written = JSON.parse(text(record, "boost-issues")) as { path: string }[];
  assert.ok(Buffer.byteLength(text(record, "boost-issues")) <= 16_384);
  assert.ok(written.length > 10);
  assert.equal(written[0]?.path, "/list/0");
  assert.equal(text(record, "boost-error"), "bad", "no stack for what is the message's fault");
});

test("the path of an issue is a JSON Pointer", () => {
  const issues = [[], ["a/b", "m~n", 0]].map((path) => ({ code: "x", path, message: "m" }));
  const record = deadLetterRecord(delivery(), { ...facts, error: new InvalidMessage("bad", { issues }) });
  const written = JSON.parse(text(record, "boost-issues")) as { path: string }[];
  assert.deepEqual(
    written.map(({ path }) => path),
    ["", "/a~1b/m~0n/0"],
  );
});

test("dead-lettered ten times it does not grow", () => {
  let headers: Delivery["headers"] = new Map([["tenant", ["t"]]]);
  const sizes = Array.from({ length: 10 }, () => {
    const record = deadLetterRecord(delivery(headers), facts);
    headers = record.headers;
    return size(record);
  });
  assert.equal(new Set(sizes).size, 1);
});

test("where the broker bounds headers the largest give way, by name", () => {
  const headers = new Map<string, readonly (string | Uint8Array)[]>([
    ["big", ["x".repeat(50_000)]],
    ["bigger", [new Uint8Array(60_000)]],
    ["small", ["s"]],
  ]);
  const record = deadLetterRecord(delivery(headers), { ...facts, headerBytes: 60_000 });
  assert.ok(size(record) <= 60_000, String(size(record)));
  assert.equal(text(record, "boost-dropped-headers"), "bigger");
  assert.deepEqual(record.headers.get("small"), ["s"]);
});

test("anything can be thrown", () => {
  const hostile = {
    toJSON: () => {
      throw new Error("no");
    },
  };
  for (const error of [undefined, null, 5, "text", { a: 1 }, hostile, Symbol("s"), 10n])
    assert.notEqual(text(deadLetterRecord(delivery(), { ...facts, error }), "boost-error"), "");
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };
  assert.equal(runtimeVersion, version);
});

test("of very many headers as many are kept as any broker takes, the small ones", () => {
  const many = new Map(Array.from({ length: 20_000 }, (_, index) => [`h${index}`, [Buffer.alloc(index % 7)]] as const));
  const record = deadLetterRecord(delivery(many), facts);
  const kept = [...record.headers.keys()].filter((name) => !name.startsWith("boost-"));
  assert.ok(kept.length <= 1_000 && kept.length > 500, `${kept.length} headers`);
  assert.match(text(record, "boost-dropped-headers"), /^h\d+, h\d+/);
  const repeated = deadLetterRecord(delivery(new Map([["a", Array.from({ length: 50_000 }, () => "")]])), facts);
  assert.equal(repeated.headers.has("a"), false);
});
