import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import avsc from "avsc";
import type { AvroType, AvroUnion } from "../../src/avro/schema.ts";
import { isNatural, shapeOf, wrapperOf } from "../../src/avro/shape.ts";
import { parsedSchema } from "../../src/runtime/formats/avro/codec.ts";
import { avroCodec } from "../../src/runtime/formats/avro/index.ts";
import { InvalidMessage } from "../../src/runtime/ground/errors.ts";
import { randomAvro } from "../avro/random-avro.ts";
import { evolved } from "../avro/random-evolution.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { describeWithPython } from "../services/python.ts";

interface Row {
  readonly title: string;
  readonly writer: object | string;
  readonly reader?: object | string;
  /** As a handler has it, by the writer's schema. */
  readonly ours: unknown;
  /** By the reader's. */
  readonly read?: unknown;
  /** As Python has it. */
  readonly theirs: unknown;
}

const logical = (type: string | object, name: string, more: object = {}): object =>
  typeof type === "string" ? { type, logicalType: name, ...more } : { ...type, logicalType: name, ...more };
const record = (name: string, fields: readonly object[], more: object = {}): object => ({ type: "record", name, fields, ...more });

const rows: readonly Row[] = [
  { title: "decimal", writer: logical("bytes", "decimal", { precision: 9, scale: 2 }), ours: "-12.50", theirs: { Decimal: "-12.50" } },
  {
    title: "decimal in fixed",
    writer: logical({ type: "fixed", name: "F", size: 8 }, "decimal", { precision: 18, scale: 4 }),
    ours: "99999999999999.9999",
    theirs: { Decimal: "99999999999999.9999" },
  },
  {
    title: "uuid",
    writer: logical("string", "uuid"),
    ours: "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    theirs: { UUID: "1b4e28ba-2fa1-11d2-883f-0016d3cca427" },
  },
  { title: "date", writer: logical("int", "date"), ours: "1969-12-31", theirs: { date: "1969-12-31" } },
  { title: "time-millis", writer: logical("int", "time-millis"), ours: "10:15:30.250", theirs: { time: "10:15:30.250000" } },
  { title: "time-micros", writer: logical("long", "time-micros"), ours: "10:15:30.000001", theirs: { time: "10:15:30.000001" } },
  {
    title: "timestamp-millis",
    writer: logical("long", "timestamp-millis"),
    ours: "1969-12-31T23:59:59.999Z",
    theirs: { datetime: "1969-12-31T23:59:59.999000+00:00" },
  },
  {
    title: "timestamp-micros",
    writer: logical("long", "timestamp-micros"),
    ours: "2024-02-29T10:15:30.250001Z",
    theirs: { datetime: "2024-02-29T10:15:30.250001+00:00" },
  },
  {
    title: "local-timestamp-micros",
    writer: logical("long", "local-timestamp-micros"),
    ours: "2024-02-29T10:15:30.250001",
    theirs: { datetime: "2024-02-29T10:15:30.250001" },
  },
  { title: "bytes", writer: "bytes", ours: "AP8=", theirs: { bytes: "AP8=" } },
  {
    title: "a union of records in another namespace",
    writer: ["null", record("a.Card", [{ name: "number", type: "string" }]), record("b.Transfer", [{ name: "iban", type: "string" }])],
    ours: { "b.Transfer": { iban: "DE1" } },
    theirs: { iban: "DE1" },
  },
  {
    title: "a record that contains itself",
    writer: record("Node", [
      { name: "value", type: "int" },
      { name: "next", type: ["null", "Node"] },
    ]),
    ours: { value: 1, next: { value: 2, next: null } },
    theirs: { value: 1, next: { value: 2, next: null } },
  },
  {
    title: "resolution: a wider number, an alias, a default, a field that is gone",
    writer: record("Order", [
      { name: "id", type: "int" },
      { name: "sum", type: "float" },
      { name: "gone", type: { type: "array", items: "string" } },
    ]),
    reader: record("Order", [
      { name: "total", aliases: ["sum"], type: "double" },
      { name: "id", type: "long" },
      { name: "currency", type: "string", default: "EUR" },
    ]),
    ours: { id: 7, sum: 2.5, gone: ["x", "y"] },
    read: { total: 2.5, id: 7, currency: "EUR" },
    theirs: { total: 2.5, id: 7, currency: "EUR" },
  },
  {
    title: "resolution: a symbol that the reader does not know, and a branch for what was none",
    writer: record("Order", [
      { name: "status", type: { type: "enum", name: "Status", symbols: ["NEW", "GONE"] } },
      { name: "note", type: "string" },
    ]),
    reader: record("Order", [
      { name: "status", type: { type: "enum", name: "Status", symbols: ["NEW", "OTHER"], default: "OTHER" } },
      { name: "note", type: ["null", "string"] },
    ]),
    ours: { status: "GONE", note: "n" },
    read: { status: "OTHER", note: "n" },
    theirs: { status: "OTHER", note: "n" },
  },
];

const script = join(import.meta.dirname, "rewrite_avro.py");
const depth = 100;

/** avsc's value as Python has it: it does not keep which branch of a union a value has. */
function plain(schema: unknown, value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (Array.isArray(schema)) {
    if (value === null) return null;
    const [[name, inner] = ["", null]] = Object.entries(value as object);
    return plain(
      schema.find((branch) => branch === name || branch.name === name || branch.type === name),
      inner,
    );
  }
  const { items, values, fields } = Object(schema) as {
    readonly items?: unknown;
    readonly values?: unknown;
    readonly fields?: readonly Field[];
  };
  if (Array.isArray(value)) return value.map((item) => plain(items, item));
  if (fields !== undefined) return Object.fromEntries(fields.map(({ name, type }) => [name, plain(type, (value as Json)[name])]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(values, item)]));
}

interface Field {
  readonly name: string;
  readonly type: unknown;
}
type Json = { readonly [name: string]: unknown };

await describeWithPython({ packages: ["fastavro==1.13.1"], services: [] }, "Python's fastavro as neighbour", ({ python }) => {
  interface Question {
    readonly writer: unknown;
    readonly reader?: unknown;
    readonly body: string;
    readonly again?: boolean;
    /** Its refusal is an answer as well. */
    readonly mayFail?: boolean;
  }
  const ask = async (
    questions: readonly Question[],
  ): Promise<readonly { readonly value?: unknown; readonly body?: string; readonly error?: string }[]> =>
    JSON.parse(await python.run(script, [], { input: JSON.stringify(questions) }));

  test("it reads what we write as the value that it is, and we read what it writes, for what has a meaning and for two schemas", async () => {
    const answers = await ask(
      rows.map(({ writer, reader, ours }) => ({
        writer,
        ...(reader === undefined ? {} : { reader }),
        body: Buffer.from(avroCodec(JSON.stringify(writer)).encode(ours)).toString("base64"),
      })),
    );
    for (const [index, { title, writer, reader = writer, ours, read = ours, theirs }] of rows.entries()) {
      const { value, body = "" } = answers[index] ?? assert.fail();
      assert.deepEqual(value, theirs, title);
      const codec = avroCodec(JSON.stringify(reader));
      assert.deepEqual(codec.decode(Buffer.from(body, "base64"), { depth }), read, title);
      const written = avroCodec(JSON.stringify(writer)).encode(ours);
      assert.deepEqual(codec.decode(written, { writer: { text: JSON.stringify(writer) }, depth }), read, title);
    }
  });

  test("random schemas: it reads what we write, and where no branch has to be guessed writes the same bytes again", async () => {
    const random = randomsFrom(runSeed + 7);
    const all = Array.from({ length: 200 }, () => {
      const { schema, theirs } = randomAvro(random);
      const writer = record("Whole", [{ name: "value", type: schema }]);
      const value = { value: theirs() };
      const codec = avroCodec(JSON.stringify(writer));
      const type = avsc.Type.forSchema(JSON.parse(JSON.stringify(writer)), { wrapUnions: true });
      const body = Buffer.from(codec.encode(codec.decode(type.toBuffer(value), { depth }))).toString("base64");
      return { writer, value, body, again: !hasUnion(schema) };
    });
    const answers = await ask(all);
    for (const [index, { writer, value, body, again }] of all.entries()) {
      assert.deepEqual(answers[index]?.value, plain(writer, value), JSON.stringify(writer));
      if (again) assert.equal(answers[index]?.body, body, JSON.stringify(writer));
    }
    assert.ok(all.some(({ again }) => again));
  });

  test("random schemas that changed: what we read of another version is what it reads", async () => {
    const random = randomsFrom(runSeed + 11);
    const all = Array.from({ length: 400 }, () => {
      const { schema, theirs } = randomAvro(random);
      const writer = record("Whole", [{ name: "value", type: schema }]);
      const reader = evolved(writer, random);
      const body = Buffer.from(avsc.Type.forSchema(JSON.parse(JSON.stringify(writer)), { wrapUnions: true }).toBuffer({ value: theirs() }));
      return { writer, reader, body };
    }).filter(({ reader }) => !hasTextAndBytes(reader));
    const answers = await ask(all.map((each) => ({ ...each, body: each.body.toString("base64"), again: false, mayFail: true })));
    let read = 0;
    for (const [index, { writer, reader, body }] of all.entries()) {
      const { value, error } = answers[index] ?? assert.fail();
      const what = JSON.stringify({ writer, reader, body: body.toString("base64") });
      const text = JSON.stringify(reader);
      let decoded: unknown;
      try {
        decoded = avroCodec(text).decode(body, { writer: { text: JSON.stringify(writer) }, depth });
      } catch (refusal) {
        assert.ok(refusal instanceof InvalidMessage, `${refusal} of ${what}`);
        assert.notEqual(error, undefined, `${refusal.message}: ${what}`);
        continue;
      }
      if (error !== undefined) {
        // It asks whether the items of a list could be read, unless they are records, also where there are none; Java's library and we do not.
        assert.match(JSON.stringify(decoded), /\[\]|\{\}/, what);
        continue;
      }
      assert.deepEqual(unwrapped(parsedSchema({ text }), decoded), value, what);
      read += 1;
    }
    assert.ok(read > all.length / 2, `${read} of ${all.length} were read`);
  });
});

/** A value as Python has it: which branch it is of is not said. */
function unwrapped(type: AvroType, value: unknown): unknown {
  switch (type.kind) {
    case "array":
      return (value as readonly unknown[]).map((item) => unwrapped(type.items, item));
    case "map":
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, unwrapped(type.values, item)]));
    case "record":
      return Object.fromEntries(type.fields.map((field) => [field.name, unwrapped(field.type, (value as Json)[field.name])]));
    case "union": {
      if (value === null) return null;
      const [[key, inner] = ["", null]] = isNatural(type, {}) ? [["", value] as const] : Object.entries(value as object);
      const branch = type.branches.find((each) =>
        key === "" ? shapeOf(each as Branch, {}) === shapeOfValue(value) : wrapperOf(each) === key,
      );
      return branch === undefined ? assert.fail(`no branch of ${JSON.stringify(value)}`) : unwrapped(branch, inner);
    }
    case "bytes":
    case "fixed":
      return { bytes: value };
    default:
      return value;
  }
}

type Branch = Exclude<AvroType, AvroUnion>;

function shapeOfValue(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}

/** Of these fastavro takes the first that fits, which for text is the one of bytes; the very type is nearer. */
function hasTextAndBytes(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if (Array.isArray(schema) && schema.includes("string") && schema.includes("bytes")) return true;
  return Object.values(schema).some(hasTextAndBytes);
}

function hasUnion(schema: unknown): boolean {
  if (typeof schema !== "object") return false;
  if (Array.isArray(schema)) return true;
  const {
    items,
    values,
    fields = [],
  } = Object(schema) as { readonly items?: unknown; readonly values?: unknown; readonly fields?: readonly Field[] };
  return [items, values, ...fields.map(({ type }) => type)].some(hasUnion);
}
