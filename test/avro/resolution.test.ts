import assert from "node:assert/strict";
import { describe, test } from "node:test";
import avsc from "avsc";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";

interface Row {
  readonly name: string;
  readonly writer: unknown;
  readonly reader: unknown;
  /** As avsc takes it. */
  readonly written: unknown;
  /** What a handler gets, or why it gets nothing. */
  readonly wanted: unknown;
  /** Why the judgement of avsc is not asked. */
  readonly unlikeAvsc?: string;
  /** The writer's schema for avsc, where it does not take it as it is. */
  readonly byAvsc?: unknown;
}

const record = (name: string, fields: readonly object[], more: object = {}): object => ({ type: "record", name, fields, ...more });
const symbols = (names: readonly string[], more: object = {}): object => ({ type: "enum", name: "Status", symbols: names, ...more });
const decimal = (scale: number): object => ({ type: "bytes", logicalType: "decimal", precision: 9, scale });
const long = (logicalType: string): object => ({ type: "long", logicalType });

const money = (cents: string, second: unknown): object =>
  record("A", [
    { name: "first", type: ["null", record("Money", [{ name: "cents", type: cents }])] },
    { name: "second", type: second },
  ]);
const pair = (text: string): object => {
  const inner = record("Inner", [{ name: "outer", type: ["null", "Outer"] }]);
  const outer = record("Outer", [
    { name: "inner", type: ["null", inner] },
    { name: "text", type: text },
  ]);
  return record("A", [
    { name: "outer", type: ["null", outer] },
    { name: "inner", type: ["null", "Inner"] },
  ]);
};

/** Row by row what the specification says under "Schema Resolution". */
const rows: readonly Row[] = [
  { name: "int as long", writer: "int", reader: "long", written: 5, wanted: 5 },
  { name: "int as float", writer: "int", reader: "float", written: 5, wanted: 5 },
  { name: "int as double", writer: "int", reader: "double", written: -5, wanted: -5 },
  { name: "long as float", writer: "long", reader: "float", written: 2 ** 40, wanted: 2 ** 40 },
  { name: "long as double", writer: "long", reader: "double", written: 2 ** 40, wanted: 2 ** 40 },
  { name: "float as double", writer: "float", reader: "double", written: 0.5, wanted: 0.5 },
  { name: "string as bytes", writer: "string", reader: "bytes", written: "é", wanted: "w6k=" },
  { name: "bytes as string", writer: "bytes", reader: "string", written: Buffer.from("é"), wanted: "é" },
  { name: "long as int", writer: "long", reader: "int", written: 5, wanted: /written as long and read as int/ },
  { name: "double as float", writer: "double", reader: "float", written: 5, wanted: /written as double and read as float/ },
  { name: "boolean as int", writer: "boolean", reader: "int", written: true, wanted: /written as boolean and read as int/ },
  {
    name: "fields in another order",
    writer: record("A", [
      { name: "x", type: "int" },
      { name: "y", type: "string" },
    ]),
    reader: record("A", [
      { name: "y", type: "string" },
      { name: "x", type: "int" },
    ]),
    written: { x: 1, y: "a" },
    wanted: { x: 1, y: "a" },
  },
  {
    name: "a field that the reader does not have",
    writer: record("A", [
      { name: "x", type: { type: "map", values: { type: "array", items: "string" } } },
      { name: "y", type: "int" },
    ]),
    reader: record("A", [{ name: "y", type: "int" }]),
    written: { x: { a: ["b", "c"] }, y: 7 },
    wanted: { y: 7 },
  },
  {
    name: "a field that the writer does not have, with a default",
    writer: record("A", [{ name: "x", type: "int" }]),
    reader: record("A", [
      { name: "x", type: "int" },
      { name: "y", type: ["null", "string"], default: null },
      { name: "z", type: "bytes", default: "\u00ff" },
    ]),
    written: { x: 1 },
    wanted: { x: 1, y: null, z: "/w==" },
  },
  {
    name: "a default of a union's second branch",
    writer: record("A", []),
    reader: record("A", [{ name: "y", type: ["null", "string"], default: "a" }]),
    written: {},
    wanted: { y: "a" },
    unlikeAvsc: "it knows the older rule only, by which it is the first branch",
  },
  {
    name: "a field that the writer does not have, without a default",
    writer: record("A", [{ name: "x", type: "int" }]),
    reader: record("A", [{ name: "y", type: "int" }]),
    written: { x: 1 },
    wanted: /the field "y" of "A" is not written, and has no default/,
  },
  {
    name: "a field by its alias",
    writer: record("A", [{ name: "old", type: "int" }]),
    reader: record("A", [{ name: "new", type: "long", aliases: ["old"] }]),
    written: { old: 1 },
    wanted: { new: 1 },
  },
  ...[
    ["old", "new"],
    ["new", "old"],
  ].map(
    (names): Row => ({
      name: `a field by its name, where the writer has one of its alias as well: ${names.join(", ")}`,
      writer: record(
        "A",
        names.map((name) => ({ name, type: "int" })),
      ),
      reader: record("A", [{ name: "new", type: "long", aliases: ["old"] }]),
      written: { old: 1, new: 2 },
      wanted: { new: 2 },
      unlikeAvsc: "it refuses both together",
    }),
  ),
  {
    name: "a record by its alias",
    writer: record("Old", [{ name: "x", type: "int" }]),
    reader: record("New", [{ name: "x", type: "int" }], { aliases: ["Old"] }),
    written: { x: 1 },
    wanted: { x: 1 },
  },
  {
    name: "a record of another name",
    writer: record("A", [{ name: "x", type: "int" }]),
    reader: record("B", [{ name: "x", type: "int" }]),
    written: { x: 1 },
    wanted: /written as the record "A" and read as the record "B"/,
    unlikeAvsc: "it does not ask for the names of records",
  },
  {
    name: "a record of another namespace",
    writer: record("shop.A", [{ name: "x", type: "int" }]),
    reader: record("store.A", [{ name: "x", type: "int" }]),
    written: { x: 1 },
    wanted: { x: 1 },
    unlikeAvsc: "it compares full names",
  },
  {
    name: "a symbol that both have",
    writer: symbols(["A", "B"]),
    reader: symbols(["B"]),
    written: "B",
    wanted: "B",
    unlikeAvsc: "it refuses the whole enum",
  },
  {
    name: "a symbol that the reader does not have, with a default",
    writer: symbols(["A", "B"]),
    reader: symbols(["B"], { default: "B" }),
    written: "A",
    wanted: "B",
    unlikeAvsc: "5.7 does not know the default of an enum",
  },
  {
    name: "a symbol that the reader does not have",
    writer: symbols(["A", "B"]),
    reader: symbols(["B"]),
    written: "A",
    wanted: /the symbol "A" is none of "Status", which has no default/,
  },
  {
    name: "a fixed of another size",
    writer: { type: "fixed", name: "F", size: 2 },
    reader: { type: "fixed", name: "F", size: 3 },
    written: Buffer.from([1, 2]),
    wanted: /the fixed "F" of 2 bytes/,
  },
  {
    name: "items are resolved",
    writer: { type: "array", items: "int" },
    reader: { type: "array", items: "double" },
    written: [1, 2],
    wanted: [1, 2],
  },
  {
    name: "values are resolved",
    writer: { type: "map", values: "int" },
    reader: { type: "map", values: "long" },
    written: { a: 1 },
    wanted: { a: 1 },
  },
  {
    name: "a union as one of its branches",
    writer: ["null", "int"],
    reader: "long",
    written: { int: 5 },
    wanted: 5,
    unlikeAvsc: "it asks all branches to fit",
  },
  {
    name: "a branch that the reader does not take",
    writer: ["null", "int"],
    reader: "long",
    written: null,
    wanted: /written as null and read as long/,
  },
  { name: "a type as a union with it", writer: "int", reader: ["null", "int"], written: 5, wanted: 5 },
  { name: "a type as a union with what it is promoted to", writer: "int", reader: ["null", "double"], written: 5, wanted: 5 },
  {
    name: "the very type before one that it is promoted to",
    writer: "int",
    reader: ["double", "int"],
    written: 5,
    wanted: { int: 5 },
    unlikeAvsc: "it takes the first that fits",
  },
  {
    name: "a union with a branch more",
    writer: ["null", record("A", [])],
    reader: ["null", record("A", []), record("B", [])],
    written: { A: {} },
    wanted: { A: {} },
  },
  {
    name: "a union without the branch",
    writer: ["null", "string"],
    reader: ["null", "int"],
    written: { string: "a" },
    wanted: /written as string and read as a union of null and int/,
  },
  {
    name: "a branch that cannot be read, used a second time as a branch",
    writer: money("string", ["null", "Money"]),
    reader: money("int", ["null", "Money"]),
    written: { first: null, second: { Money: { cents: "1" } } },
    wanted: /written as string and read as int/,
  },
  {
    name: "a branch that cannot be read, used a second time without a union",
    writer: money("string", "Money"),
    reader: money("int", "Money"),
    written: { first: null, second: { cents: "1" } },
    wanted: /written as string and read as int/,
  },
  {
    name: "a record inside one that cannot be read, which leads back to it",
    writer: pair("string"),
    reader: pair("int"),
    written: { outer: null, inner: { Inner: { outer: { Outer: { inner: null, text: "a" } } } } },
    wanted: /written as string and read as int/,
  },
  {
    name: "a default of the writer that is none, which nobody reads",
    writer: record("A", [
      { name: "x", type: "int", default: "0" },
      { name: "y", type: symbols(["A"], { default: "Z" }) },
    ]),
    reader: record("A", [
      { name: "x", type: "int" },
      { name: "y", type: symbols(["A"]) },
    ]),
    written: { x: 1, y: "A" },
    wanted: { x: 1, y: "A" },
    byAvsc: record("A", [
      { name: "x", type: "int" },
      { name: "y", type: symbols(["A"]) },
    ]),
  },
  {
    name: "a recursive record with a field more",
    writer: record("L", [{ name: "next", type: ["null", "L"] }]),
    reader: record("L", [
      { name: "next", type: ["null", "L"] },
      { name: "n", type: "int", default: 1 },
    ]),
    written: { next: { L: { next: null } } },
    wanted: { next: { next: null, n: 1 }, n: 1 },
  },
  {
    name: "a decimal of another scale",
    writer: decimal(2),
    reader: decimal(3),
    written: Buffer.from([1]),
    wanted: /decimal\(9, 2\) and read as decimal\(9, 3\)/,
  },
  {
    name: "a decimal that has room for more digits",
    writer: decimal(2),
    reader: { ...decimal(2), precision: 18 },
    written: Buffer.from([1]),
    wanted: "0.01",
  },
  {
    name: "a decimal that has room for fewer digits",
    writer: decimal(2),
    reader: { ...decimal(2), precision: 4 },
    written: Buffer.from([1]),
    wanted: /decimal\(9, 2\) and read as decimal\(4, 2\)/,
  },
  { name: "the same decimal", writer: decimal(2), reader: decimal(2), written: Buffer.from([1]), wanted: "0.01" },
  { name: "bytes as a decimal", writer: "bytes", reader: decimal(2), written: Buffer.from([1]), wanted: "0.01" },
  {
    name: "micros as millis",
    writer: long("timestamp-micros"),
    reader: long("timestamp-millis"),
    written: 1,
    wanted: /timestamp-micros and read as timestamp-millis/,
  },
  { name: "a long as a timestamp", writer: "long", reader: long("timestamp-millis"), written: 1, wanted: "1970-01-01T00:00:00.001Z" },
  { name: "a timestamp as a long", writer: long("timestamp-millis"), reader: "long", written: 1, wanted: 1 },
];

describe("what one schema wrote and another reads", () => {
  for (const { name, writer, reader, written, wanted, unlikeAvsc, byAvsc = writer } of rows) {
    test(name, () => {
      const theirs = avsc.Type.forSchema(structuredClone(byAvsc) as avsc.Schema, { wrapUnions: true });
      const body = theirs.toBuffer(written);
      const read = (): unknown => avroCodec(JSON.stringify(reader)).decode(body, { writer: { text: JSON.stringify(writer) }, depth: 100 });
      if (wanted instanceof RegExp) assert.throws(read, (error) => error instanceof InvalidMessage && wanted.test(error.message));
      else assert.deepEqual(read(), wanted);
      if (unlikeAvsc !== undefined || JSON.stringify([writer, reader]).includes("logicalType")) return;
      const resolved = (): unknown => {
        const type = avsc.Type.forSchema(structuredClone(reader) as avsc.Schema, { wrapUnions: true });
        return type.fromBuffer(body, type.createResolver(theirs));
      };
      if (wanted instanceof RegExp) assert.throws(resolved);
      else resolved();
    });
  }
});

test("items that could not be read are refused where there are any, as values of a branch are", () => {
  for (const [kind, inner, empty] of [
    ["array", "items", []],
    ["map", "values", {}],
  ] as const) {
    const of = (type: string): string => JSON.stringify({ type: kind, [inner]: type });
    const read = (body: Buffer): unknown => avroCodec(of("string")).decode(body, { writer: { text: of("int") }, depth: 9 });
    assert.deepEqual(read(Buffer.of(0)), empty);
    const one = kind === "array" ? Buffer.of(2, 6, 0) : Buffer.of(2, 2, 0x61, 6, 0);
    assert.throws(
      () => read(one),
      (error) => error instanceof InvalidMessage && error.code === "schema" && /is written as int and read as string/.test(error.message),
    );
  }
});

test("a registry's schema is read although its defaults are none", () => {
  const schema = record("Key", [
    { name: "day", type: { type: "int", logicalType: "date" }, default: "0" },
    { name: "tags", type: { type: "array", items: "string" }, default: null },
  ]);
  const codec = avroCodec({ text: JSON.stringify(schema) });
  assert.deepEqual(codec.decode(Buffer.from([2, 0]), { depth: 100 }), { day: "1970-01-02", tags: [] });
});

test("a default that is the greatest or the least long comes with its digits", () => {
  const schema =
    '{"type":"record","name":"A","fields":[{"name":"most","type":"long","default":9223372036854775807},{"name":"least","type":"long","default":-9223372036854775808}]}';
  const writer = { text: JSON.stringify(record("A", [])) };
  const read = avroCodec(schema, { long: "string" }).decode(Buffer.of(), { writer, depth: 100 });
  assert.deepEqual(read, { most: "9223372036854775807", least: "-9223372036854775808" });
});

test("a small schema that says the same thing very often is read as fast as another", () => {
  const nested = (levels: number, width: number, inner: unknown, more: object): object => {
    let type = inner;
    let name = typeof inner === "string" ? inner : Object(inner).name;
    for (let level = 0; level < levels; level += 1) {
      const [first, others] = [type, name];
      const fields = Array.from({ length: width }, (_, index) => ({ name: `f${index}`, type: index === 0 ? first : others, ...more }));
      name = `R${level}`;
      type = record(`R${level}`, fields);
    }
    return type as object;
  };
  // Each level holds the one below so many times: counted one by one, this took longer than anybody waits.
  const wide = { type: "array", items: nested(6, 500, "long", {}) };
  assert.deepEqual(avroCodec(JSON.stringify(wide)).decode(Buffer.of(0), { depth: 100 }), []);
  assert.throws(() => avroCodec(JSON.stringify(wide)).decode(Buffer.of(2, 0), { depth: 100 }), InvalidMessage);
  // A default of a default of a default, which is not looked at where nothing is filled in.
  const defaults = nested(40, 4, { type: "record", name: "Least", fields: [] }, { default: {} });
  const empty = avroCodec(JSON.stringify(record("Other", [])));
  assert.deepEqual(
    empty.decode(Buffer.of(), { writer: { text: JSON.stringify({ ...defaults, aliases: [], name: "Other" }) }, depth: 100 }),
    {},
  );
});
