import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { plainLogicals, primitiveNames } from "../../src/avro/schema.ts";
import { dateText, dayOf, momentOf, momentText } from "../../src/runtime/formats/avro/calendar.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";

const page = readFileSync(new URL("../../src/guide/formats.md", import.meta.url), "utf8");

interface Row {
  readonly types: readonly string[];
  readonly example: string;
}

/** The first table of the page: types, what a value is, an example in JSON. */
const rows: readonly Row[] = page
  .slice(page.indexOf("| Avro | A value is |"))
  .split("\n\n", 1)
  .join("")
  .split("\n")
  .filter((line) => /^\| (?:`|any)/.test(line))
  .map((line) => {
    const [, types = "", , example = ""] = line.split("|").map((cell) => cell.trim());
    return { types: [...types.matchAll(/`([a-z][a-z-]*)`/g)].map(([, type = ""]) => type), example: example.replaceAll("`", "") };
  });

const logical = (type: string | object, name: string, more: object = {}): object =>
  typeof type === "string" ? { type, logicalType: name, ...more } : { ...type, logicalType: name, ...more };

/** A schema for each word of the table. */
const schemas: { readonly [type: string]: (example: unknown) => unknown } = {
  fixed: (example) => ({ type: "fixed", name: "F", size: Buffer.from(String(example), "base64").length }),
  decimal: () => logical("bytes", "decimal", { precision: 9, scale: 2 }),
  "big-decimal": () => logical("bytes", "big-decimal"),
  uuid: () => logical("string", "uuid"),
  date: () => logical("int", "date"),
  "time-millis": () => logical("int", "time-millis"),
  duration: () => logical({ type: "fixed", name: "D", size: 12 }, "duration"),
  enum: (example) => ({ type: "enum", name: "E", symbols: ["NEW", example] }),
  array: () => ({ type: "array", items: "int" }),
  map: () => ({ type: "map", values: "int" }),
  record: () => ({ type: "record", name: "R", fields: [{ name: "id", type: "string" }] }),
  union: (example) =>
    typeof example === "string"
      ? ["null", "string"]
      : [
          "null",
          { type: "record", name: "shop.Card", fields: [{ name: "number", type: "string" }] },
          { type: "record", name: "B", fields: [] },
        ],
};

describe("the table of the guide says what the code does", () => {
  test("every type of Avro has a row", () => {
    const said = new Set(rows.flatMap(({ types }) => types));
    const all = [...primitiveNames, ...plainLogicals, "decimal", "fixed", "enum", "array", "map", "record", "union"];
    assert.deepEqual(
      all.filter((type) => !said.has(type)),
      [],
    );
  });

  for (const { types, example } of rows) {
    for (const type of types.filter((each) => each !== "x-boost")) {
      test(`${type}: ${example}`, () => {
        const value: unknown = JSON.parse(example);
        const schema = schemas[type]?.(value) ?? (plainLogicals.some((name) => name === type) ? logical("long", type) : type);
        const mapping = type === "long" && typeof value === "string" ? ({ long: "string" } as const) : {};
        const codec = avroCodec(JSON.stringify(schema), mapping);
        assert.deepEqual(codec.decode(codec.encode(value), { depth: 100 }), value);
      });
    }
  }
});

describe("dates and moments", () => {
  test("are those of ECMAScript, wherever it has any", () => {
    const random = randomsFrom(runSeed + 2);
    const most = 8.64e15;
    for (const millis of [
      0,
      -1,
      1,
      951_782_400_000,
      most,
      -most,
      ...Array.from({ length: 5_000 }, () => Math.round((random() - 0.5) * 2 * most)),
    ]) {
      const wanted = new Date(millis).toISOString();
      assert.equal(`${momentText(millis, 3)}Z`, wanted);
      assert.equal(momentText(BigInt(millis), 3), momentText(millis, 3));
      assert.equal(momentOf(wanted, { digits: 3, isLocal: false }), BigInt(millis));
      const day = Math.floor(millis / 86_400_000);
      assert.equal(dateText(day), wanted.slice(0, wanted.indexOf("T")));
      assert.equal(dayOf(dateText(day)), day);
    }
  });

  test("micros and nanos keep every digit, up to the ends of a long", () => {
    for (const digits of [6, 9]) {
      for (const count of [0n, -1n, 1n, 1_700_000_000_123_456_789n, 2n ** 63n - 1n, -(2n ** 63n)])
        assert.equal(momentOf(momentText(count, digits), { digits, isLocal: true }), count);
      assert.equal(momentText(-1, digits), `1969-12-31T23:59:59.${"9".repeat(digits)}`);
    }
  });

  test("a zone is taken into account", () => {
    assert.equal(momentOf("2024-03-01T00:30:00+01:00", { digits: 3, isLocal: false }), BigInt(Date.UTC(2024, 1, 29, 23, 30)));
  });
});

describe("what a type cannot say is refused when it is published", () => {
  for (const [schema, value, wanted] of [
    [logical("bytes", "decimal", { precision: 4, scale: 2 }), "1.234", /more than 2 digits after the point/],
    [logical("bytes", "decimal", { precision: 4, scale: 2 }), "123.45", /more than the 4 digits/],
    [logical("bytes", "decimal", { precision: 4, scale: 2 }), "1e3", /no decimal number/],
    [logical("int", "date"), "2023-02-29", /no date/],
    [logical("int", "date"), "yesterday", /no date/],
    [logical("int", "time-millis"), "24:00:00", /no time/],
    [logical("int", "time-millis"), "10:00:00.0001", /more than 3 digits/],
    [logical("long", "timestamp-millis"), "2024-02-29T10:00:00", /with a zone/],
    [logical("long", "local-timestamp-millis"), "2024-02-29T10:00:00Z", /without a zone/],
    [logical("string", "uuid"), "1", /no UUID/],
    ["int", 2 ** 31, /not an int/],
    ["int", 1.5, /not an int/],
    ["long", 2 ** 53, /not a long/],
    ["float", 1e39, /no float/],
    ["double", Number.NaN, /no double/],
    ["string", "\ud800", /half a character/],
    ["bytes", "not base64", /not base64/],
    [{ type: "fixed", name: "F", size: 2 }, "AQID", /2 bytes, not 3/],
    [{ type: "enum", name: "E", symbols: ["A"] }, "B", /no symbol/],
    [["null", "int"], "a", /no branch of the union is string/],
    [["string", "bytes"], "a", /names its branch/],
    [{ type: "record", name: "R", fields: [{ name: "id", type: "string" }] }, {}, /"id" is missing/],
    [{ type: "record", name: "R", fields: [{ name: "toString", type: "string" }] }, {}, /"toString" is missing/],
  ] as const) {
    test(`${JSON.stringify(schema)}: ${JSON.stringify(value)}`, () => {
      const codec = avroCodec(JSON.stringify(schema));
      assert.throws(
        () => codec.encode(value),
        (error) => error instanceof InvalidMessage && wanted.test(error.message),
      );
    });
  }

  test("the place is told", () => {
    const codec = avroCodec(
      JSON.stringify({
        type: "record",
        name: "R",
        fields: [
          { name: "id", type: "string" },
          { name: "lines", type: { type: "array", items: "int" } },
        ],
      }),
    );
    assert.throws(() => codec.encode({ id: "1", lines: [1, "2"] }), /it should be an int and is string at \/lines\/1/);
    assert.throws(() => codec.encode({ id: "1" }), /the field "lines" is missing$/);
    assert.throws(() => codec.decode(Buffer.from([2, 49, 4, 2, 0x80]), { depth: 9 }), /ends too early at \/lines\/1/);
  });
});
