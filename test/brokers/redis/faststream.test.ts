import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { writeFastStream } from "../../../src/runtime/brokers/redis/faststream.ts";
import { readEntry, readPublished } from "../../../src/runtime/brokers/redis/wire.ts";
import { InvalidMessage } from "../../../src/runtime/ground/errors.ts";
import { unreadableHeader } from "../../../src/runtime/ground/transport-headers.ts";
import { randomsFrom } from "../../random/randoms.ts";
import { runSeed } from "../../random/run-seed.ts";

const message = (headers: readonly (readonly [string, string])[], body = "{}"): Buffer =>
  writeFastStream({ address: "a", body: Buffer.from(body), headers: new Map(headers.map(([name, value]) => [name, [value]])) });

const good = message([
  ["correlation_id", "c-1"],
  ["content-type", "application/json"],
]);

/** The same with a number of two or four bytes changed. */
function changed(at: number, bytes: 2 | 4, value: number): Buffer {
  const copy = Buffer.from(good);
  copy.writeUIntBE(value, at, bytes);
  return copy;
}

describe("FastStream's envelope", () => {
  test("is the same bytes that FastStream writes", () => {
    // Written by FastStream 0.6.7 for the bytes `hi` with the correlation id `c`.
    const theirs = "8942494e0d0a1a0a000100000012000000270001000e636f7272656c6174696f6e5f69640001636869";
    assert.equal(message([["correlation_id", "c"]], "hi").toString("hex"), theirs);
  });

  test("correlation id and reply address go under its names", () => {
    const bytes = writeFastStream({
      address: "a",
      body: Buffer.from("{}"),
      headers: new Map(),
      correlationId: "c",
      replyTo: "r",
      contentType: "t",
    });
    assert.deepEqual([...readPublished(bytes, undefined).headers.keys()].sort(), ["content-type", "correlation_id", "reply_to"]);
  });

  test("a text outside of ASCII is read whether its length counts bytes or characters", () => {
    const bytes = message([
      ["city", "Zürich ✓"],
      ["a", "b"],
    ]);
    const counted = Buffer.from(bytes);
    // What FastStream 0.6 writes: eight characters in eleven bytes.
    counted.writeUInt16BE(8, 20 + 2 + 4);
    for (const each of [bytes, counted])
      assert.deepEqual(
        [...readPublished(each, undefined).headers],
        [
          ["city", ["Zürich ✓"]],
          ["a", ["b"]],
        ],
      );
  });

  for (const [title, bytes] of [
    ["a version that there is not", changed(8, 2, 2)],
    ["headers that begin in the head", changed(10, 4, 4)],
    ["headers beyond the end", changed(10, 4, 0xffff_fff0)],
    ["a body before the headers", changed(14, 4, 18)],
    ["a body beyond the end", changed(14, 4, 0xffff_ffff)],
    ["fewer headers than it says", changed(18, 2, 3)],
    ["more headers than it says", changed(18, 2, 1)],
    ["65,535 headers that are not there", changed(18, 2, 65_535)],
    ["a name beyond the headers", changed(20, 2, 60_000)],
    ["a head that is cut off", good.subarray(0, 17)],
    ["nothing but the mark", good.subarray(0, 8)],
  ] as const)
    test(`${title}: cannot be read, says why and keeps its bytes`, () => {
      for (const { body, headers } of [readPublished(bytes, undefined), readEntry("1-0", [Buffer.from("__data__"), bytes])]) {
        assert.deepEqual(body, bytes);
        assert.deepEqual([...headers.keys()], [unreadableHeader]);
      }
    });

  test("mutated bytes never throw: 20,000 of them", () => {
    const random = randomsFrom(runSeed);
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(good.subarray(0, random() < 0.3 ? Math.floor(random() * good.length) : good.length));
      for (let times = 0; times < 3 && bytes.length > 8; times++)
        bytes[8 + Math.floor(random() * (bytes.length - 8))] = Math.floor(random() * 256);
      const { body, headers } = readPublished(bytes, undefined);
      assert.ok(body.length <= bytes.length && headers.size <= 3);
    }
  });

  test("a flood of headers is read in one go, and left to the bound on headers", () => {
    const names = Array.from({ length: 60_000 }, (_, index) => [`h${index}`, ""] as const);
    assert.equal(readPublished(message(names), undefined).headers.size, 60_000);
    assert.throws(() => message(Array.from({ length: 65_536 }, (_, index) => [`h${index}`, ""] as const)), InvalidMessage);
    assert.throws(() => message([["long", "x".repeat(65_536)]]), InvalidMessage);
  });
});

describe("FastStream's older envelope, of JSON", () => {
  const envelope = (value: object): Buffer => Buffer.from(JSON.stringify(value));

  test("is read, with values that are no text as JSON", () => {
    const bytes = envelope({
      data: '{"id":1}',
      headers: { correlation_id: "c", "content-type": "application/json", retries: 3, tags: ["a"] },
    });
    const { body, headers } = readPublished(bytes, undefined);
    assert.equal(String(body), '{"id":1}');
    assert.deepEqual(Object.fromEntries(headers), {
      correlation_id: ["c"],
      "content-type": ["application/json"],
      retries: [3],
      tags: ['["a"]'],
    });
  });

  for (const value of [
    { data: "x", headers: {} },
    { data: "x", headers: { correlation_id: "c" }, more: 1 },
    { data: { a: 1 }, headers: { correlation_id: "c" } },
    { data: "x", headers: '"correlation_id"' },
    { headers: { correlation_id: "c" } },
  ])
    test(`somebody's own object stays what it is: ${JSON.stringify(value)}`, () => {
      const bytes = envelope(value);
      assert.deepEqual(readPublished(bytes, undefined), { body: bytes, headers: new Map() });
    });

  test("a stream's field `__data__` without an envelope is the body", () => {
    const bytes = Buffer.from("plain");
    assert.deepEqual(readEntry("1-0", [Buffer.from("__data__"), bytes]), { id: "1-0", body: bytes, headers: new Map() });
  });
});
