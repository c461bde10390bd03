import { fc } from "../../random/fast-check.ts";
import { publishRaw } from "../../services/raw-amqp.ts";
import { body, bytes, name } from "./parts.ts";
import type { Sender } from "./sender.ts";

interface OddFrame {
  readonly properties: Buffer;
  readonly body: Buffer;
}

function uint32(value: number): Buffer {
  const written = Buffer.alloc(4);
  written.writeUInt32BE(value);
  return written;
}

const long = (value: Buffer): Buffer => Buffer.concat([uint32(value.length), value]);
const short = (value: Buffer): Buffer => Buffer.concat([Buffer.from([Math.min(value.length, 255)]), value.subarray(0, 255)]);
const exactly = (length: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => Buffer.from(value));
const typed = (type: string, value: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  value.map((written) => Buffer.concat([Buffer.from(type), written]));

const shortText = fc
  .oneof(
    bytes,
    name.map((text) => Buffer.from(text)),
    fc.constant(Buffer.alloc(255, "s")),
  )
  .map(short);

function float(value: number): Buffer {
  const written = Buffer.alloc(4);
  written.writeFloatBE(value);
  return written;
}

function double(value: number): Buffer {
  const written = Buffer.alloc(8);
  written.writeDoubleBE(value);
  return written;
}

/** A field of every type that AMQP 0-9-1 and RabbitMQ have, in any bytes: not-a-number, decimals of scale 255, times past all dates. */
const { table } = fc.letrec<{ readonly field: Buffer; readonly table: Buffer }>((tie) => ({
  field: fc.oneof(
    { maxDepth: 4 },
    ...["t", "b", "B"].map((type) => typed(type, exactly(1))),
    ...["s", "u"].map((type) => typed(type, exactly(2))),
    ...["I", "i"].map((type) => typed(type, exactly(4))),
    ...["l", "L", "T"].map((type) => typed(type, exactly(8))),
    // The broker refuses what is no number.
    typed("f", fc.constantFrom(0, 1.5, -3.4e38).map(float)),
    typed("d", fc.constantFrom(0, 5e-324, 1.7e308).map(double)),
    typed("D", exactly(5)),
    typed("V", exactly(0)),
    typed("S", bytes.map(long)),
    typed("x", bytes.map(long)),
    typed(
      "A",
      fc.array(tie("field"), { maxLength: 5 }).map((all) => long(Buffer.concat(all))),
    ),
    typed("F", tie("table")),
  ),
  table: fc
    .array(
      fc.tuple(shortText, tie("field")).map((pair) => Buffer.concat(pair)),
      { maxLength: 12 },
    )
    .map((all) => long(Buffer.concat(all))),
}));

/** One header inside of another, of types that are read by calling themselves. */
const deepTable = fc.tuple(fc.nat(4_000), fc.constantFrom("F", "A", "!")).map(([levels, type]) => {
  let value: Buffer = Buffer.concat([Buffer.from("t"), Buffer.from([1])]);
  for (let level = 0; level < levels && value.length < 60_000; level++) {
    const own = type === "A" ? value : Buffer.concat([short(Buffer.from("value")), value]);
    // What amqplib makes of a type of its own is an object with these two members.
    const marked = type === "!" ? Buffer.concat([own, short(Buffer.from("!")), Buffer.from("t"), Buffer.from([1])]) : own;
    value = Buffer.concat([Buffer.from(type === "A" ? "A" : "F"), long(marked)]);
  }
  return long(Buffer.concat([short(Buffer.from("deep")), value]));
});

/** In the order of their bits, from the highest on. */
const properties: fc.Arbitrary<Buffer> = fc
  .tuple(
    fc.option(shortText),
    fc.option(shortText),
    fc.option(fc.oneof(table, deepTable)),
    fc.option(fc.constantFrom(Buffer.from([1]), Buffer.from([2]))),
    fc.option(exactly(1)),
    fc.option(shortText),
    fc.option(shortText),
    fc.option(fc.constantFrom(short(Buffer.from("60000")), short(Buffer.from("0")))),
    fc.option(shortText),
    fc.option(exactly(8)),
    fc.option(shortText),
    fc.constant(null),
    fc.option(shortText),
    fc.option(shortText),
  )
  .map((all) => {
    const flags = Buffer.alloc(2);
    flags.writeUInt16BE(all.reduce<number>((bits, value, index) => (value === null ? bits : bits | (0x8000 >> index)), 0));
    return Buffer.concat([flags, ...all.filter((value) => value !== null)]);
  });

export function rawRabbitMqSender(url: string, address: string): Sender<OddFrame> {
  return {
    message: fc.record({ properties, body }),
    send: (odd) => publishRaw(url, address, odd.properties, odd.body),
    close: async () => undefined,
  };
}
