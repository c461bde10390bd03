import assert from "node:assert/strict";
import { test } from "node:test";
import avsc from "avsc";
import { JsonSource } from "../../src/avro/json-source.ts";
import { readAvro } from "../../src/avro/read.ts";
import type { AvroType } from "../../src/avro/schema.ts";
import { isNatural, wrapperOf } from "../../src/avro/shape.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { randomAvro } from "./random-avro.ts";

const schemas = process.env["BOOST_TEST_LONG"] === "1" ? 20_000 : 300;

/** avsc's value as a handler would get it. */
function ours(type: AvroType, value: unknown): unknown {
  switch (type.kind) {
    case "bytes":
    case "fixed":
      return Buffer.from(value as Uint8Array).toString("base64");
    case "array":
      return (value as readonly unknown[]).map((item) => ours(type.items, item));
    case "map":
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, ours(type.values, item)]));
    case "record":
      return Object.fromEntries(type.fields.map(({ name, type: inner }) => [name, ours(inner, (value as Record<string, unknown>)[name])]));
    case "union": {
      if (value === null) return null;
      const [[key, inner] = ["", null]] = Object.entries(value as object);
      const branch = type.branches.find((each) => wrapperOf(each) === key);
      assert.ok(branch);
      return isNatural(type, {}) ? ours(branch, inner) : { [key]: ours(branch, inner) };
    }
    default:
      return value;
  }
}

test("avsc reads what we write, and we read what avsc writes, for random schemas and values", () => {
  const random = randomsFrom(runSeed);
  for (let count = 0; count < schemas; count += 1) {
    const { schema, theirs } = randomAvro(random);
    const text = JSON.stringify(schema);
    const type = avsc.Type.forSchema(JSON.parse(text), { wrapUnions: true });
    const codec = avroCodec(text);
    const parsed = readAvro(new JsonSource(JSON.parse(text)), (code) => assert.fail(`${code} in ${text}`));
    for (let round = 0; round < 3; round += 1) {
      const value = theirs();
      const body = type.toBuffer(value);
      const decoded = codec.decode(body, { depth: 100 });
      assert.deepEqual(decoded, ours(parsed, value), text);
      assert.deepEqual(JSON.parse(JSON.stringify(decoded)), JSON.parse(JSON.stringify(ours(parsed, value))), "a JSON value");
      const written = codec.encode(decoded);
      assert.deepEqual(ours(parsed, type.fromBuffer(Buffer.from(written))), decoded, text);
      assert.ok(Buffer.from(written).equals(body), text);
    }
  }
});
