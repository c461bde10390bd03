import assert from "node:assert/strict";
import { test } from "node:test";
import avsc from "avsc";
import { Unframer } from "../../src/runtime/decode/frame.ts";
import { defaultLimits } from "../../src/runtime/decode/limits.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import type { ChannelDefinition } from "../../src/runtime/ground/contract.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { randomAvro } from "../avro/random-avro.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";

const payloads = process.env["BOOST_TEST_LONG"] === "1" ? 1_000_000 : 20_000;

function mutated(body: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(body);
  const at = (): number => Math.floor(random() * (bytes.length + 1));
  const kind = Math.floor(random() * 5);
  if (kind === 0) return bytes.subarray(0, at());
  if (kind === 1) return Buffer.concat([bytes, Buffer.from([Math.floor(random() * 256)])]);
  const place = at();
  // The largest numbers that there are, where a count or a length may be.
  if (kind === 2) return Buffer.concat([bytes.subarray(0, place), Buffer.from("ffffffffffffffff7f", "hex"), bytes.subarray(place)]);
  if (kind === 3) return Buffer.concat([bytes.subarray(0, place), Buffer.from("80808080808080808010", "hex"), bytes.subarray(place + 1)]);
  for (let flips = 0; flips < 3 && bytes.length > 0; flips += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "object" && Object.values(value).every(isJson);
}

test(`${payloads} mutated payloads are JSON values or invalid messages, and nothing else`, (t) => {
  const random = randomsFrom(runSeed + 1);
  let read = 0;
  let refused = 0;
  while (read + refused < payloads) {
    const { schema, theirs } = randomAvro(random);
    const text = JSON.stringify(schema);
    const type = avsc.Type.forSchema(JSON.parse(text), { wrapUnions: true });
    const codec = avroCodec(text);
    for (let round = 0; round < 200; round += 1) {
      try {
        assert.ok(isJson(codec.decode(mutated(type.toBuffer(theirs()), random), { depth: 100 })), text);
        read += 1;
      } catch (error) {
        assert.ok(error instanceof InvalidMessage, `${text}: ${String(error)}`);
        refused += 1;
      }
    }
  }
  t.diagnostic(`${read} read, ${refused} refused`);
  assert.ok(refused > payloads / 10);
});

test("mutated keys are shown as a text, or stay as they came", (t) => {
  const random = randomsFrom(runSeed + 2);
  const frames = [[], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 1]];
  let shown = 0;
  let kept = 0;
  while (shown + kept < payloads / 4) {
    const { schema, theirs } = randomAvro(random);
    const text = JSON.stringify(schema);
    const type = avsc.Type.forSchema(JSON.parse(text), { wrapUnions: true });
    const writer = { text, type: "AVRO" };
    const channel = {
      messages: { Any: { contentType: "application/json", keyWire: { format: "avro", schema: text } } },
    } as unknown as ChannelDefinition;
    const unframers = (["none", "confluent", "apicurio"] as const).map(
      (framing) =>
        new Unframer(
          { ...channel, registry: { framing } },
          { server: {}, registry: { schema: () => writer } },
          { ...defaultLimits, depth: 100 },
        ),
    );
    for (let round = 0; round < 60; round += 1) {
      const keyBytes = mutated(Buffer.concat([Buffer.from(frames[round % 3] ?? []), type.toBuffer(theirs())]), random);
      const key = unframers[round % 3]?.keyOf({ keyBytes, headers: new Map() });
      assert.ok(key === undefined || typeof key === "string");
      if (key === undefined) kept += 1;
      else shown += 1;
    }
  }
  t.diagnostic(`${shown} shown, ${kept} kept`);
  assert.ok(shown > payloads / 100 && kept > payloads / 100, `${shown} shown, ${kept} kept`);
});

/** Bytes made to cost more than they are worth: each is refused before anything is laid out for it. */
const hostile: readonly {
  readonly name: string;
  readonly schema: unknown;
  readonly body: string;
  readonly writer?: unknown;
  readonly wanted: RegExp;
}[] = [
  {
    name: "a block of 2^60 items",
    schema: { type: "array", items: "int" },
    body: "80808080808080802000",
    wanted: /more than bytes are left|more items than/,
  },
  {
    name: "a block of 2^60 items that take no bytes",
    schema: { type: "array", items: "null" },
    body: "80808080808080802000",
    wanted: /nothing in them|more items than/,
  },
  {
    name: "a million items that take no bytes",
    schema: { type: "array", items: { type: "record", name: "E", fields: [] } },
    body: "80897a00",
    wanted: /nothing in them/,
  },
  {
    name: "a negative block with an immense size",
    schema: { type: "array", items: "null" },
    body: "01ffffffffffffffff7f00",
    wanted: /negative or immense|ends too early/,
  },
  { name: "a text of 2^40 bytes", schema: "string", body: "8080808080804061", wanted: /ends too early/ },
  { name: "a negative length", schema: "bytes", body: "01", wanted: /negative/ },
  { name: "a number without an end", schema: "long", body: "ffffffffffffffffffffffffffff", wanted: /more than 64 bits/ },
  { name: "a branch that there is not", schema: ["null", "int", "string"], body: "0e", wanted: /branch 7 of a union of 3/ },
  { name: "a negative branch", schema: ["null", "int"], body: "01", wanted: /branch -1 of a union of 2/ },
  {
    name: "a symbol that there is not",
    schema: { type: "enum", name: "E", symbols: ["A"] },
    body: "02",
    wanted: /symbol 1 of an enum of 1/,
  },
  { name: "NaN", schema: "double", body: "000000000000f87f", wanted: /NaN is no number of JSON/ },
  { name: "a long that a number does not hold", schema: "long", body: "feffffffffffffffff01", wanted: /9223372036854775807 is beyond/ },
  { name: "a boolean of 2", schema: "boolean", body: "02", wanted: /not 2/ },
  { name: "bytes that are no text", schema: "string", body: "02ff", wanted: /UTF-8/ },
  {
    name: "a key that is the prototype's",
    schema: { type: "map", values: "int" },
    body: `0212${Buffer.from("__proto__").toString("hex")}0200`,
    wanted: /__proto__/,
  },
  {
    name: "a decimal of a million bytes",
    schema: { type: "bytes", logicalType: "decimal", precision: 5, scale: 0 },
    body: `80897a${"01".repeat(1_000_000)}`,
    wanted: /a decimal of 5 digits has 1000000 bytes/,
  },
  {
    name: "what is passed over is distrusted as well",
    schema: { type: "record", name: "A", fields: [] },
    writer: { type: "record", name: "A", fields: [{ name: "x", type: { type: "array", items: "null" } }] },
    body: "80808080808080802000",
    wanted: /nothing in them|more items than/,
  },
];

for (const { name, schema, body, writer, wanted } of hostile) {
  test(`refused: ${name}`, () => {
    const codec = avroCodec(JSON.stringify(schema));
    const options = { depth: 100, ...(writer === undefined ? {} : { writer: { text: JSON.stringify(writer) } }) };
    assert.throws(
      () => codec.decode(Buffer.from(body, "hex"), options),
      (error) => error instanceof InvalidMessage && wanted.test(error.message),
    );
  });
}

test("a list within a list within a list ends at the limit of depth, read or passed over", () => {
  const list = { type: "record", name: "L", fields: [{ name: "next", type: ["null", "L"] }] };
  const codec = avroCodec(JSON.stringify(list));
  const deep = Buffer.alloc(4_000_000, 2);
  assert.throws(() => codec.decode(deep, { depth: 100 }), /nests deeper/);
  const outer = (fields: readonly object[]): string => JSON.stringify({ type: "record", name: "O", fields });
  const skipping = avroCodec(outer([]));
  assert.throws(() => skipping.decode(deep, { depth: 100, writer: { text: outer([{ name: "l", type: list }]) } }), /nests deeper/);
});

test("schemas of a registry that are broken, immense or made to break out are an invalid message", () => {
  const codec = avroCodec('"int"');
  const nested = `${'{"type":"array","items":'.repeat(10_000)}"int"${"}".repeat(10_000)}`;
  const names = ['A";process.exit(1);//', "__proto__", "constructor", "${1}", "A\u2028B"];
  const texts = ["", "{", "null", "5", '"varchar"', "[]", '{"type":"record"}', nested, `[${'"int",'.repeat(100_000)}"int"]`];
  const records = names.map((name) => JSON.stringify({ type: "record", name, fields: [{ name, type: "int" }] }));
  for (const text of [...texts, ...records])
    assert.throws(() => codec.decode(Buffer.from([2]), { depth: 100, writer: { text } }), InvalidMessage, text.slice(0, 60));
});

test("a field of the writer's that is called like code is passed over", () => {
  const field = { name: 'x";process.exit(1);//', type: "int" };
  const writer = { type: "record", name: "A", fields: [field, { name: "y", type: "int" }] };
  const codec = avroCodec(JSON.stringify({ type: "record", name: "A", fields: [{ name: "y", type: "int" }] }));
  assert.deepEqual(codec.decode(Buffer.from([2, 4]), { depth: 100, writer: { text: JSON.stringify(writer) } }), { y: 2 });
});
