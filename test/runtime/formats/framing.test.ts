import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync } from "node:zlib";
import { type Framing, readFrame, readFrameOfJson, type SchemaId, writeFrame } from "../../../src/runtime/formats/framing.ts";
import { InvalidMessage } from "../../../src/runtime/ground/errors.ts";
import { randomsFrom } from "../../random/randoms.ts";
import { runSeed } from "../../random/run-seed.ts";

const limit = 1_000;
const guid = "00112233-4455-6677-8899-aabbccddeeff";
const guidBytes = Buffer.from(guid.replaceAll("-", ""), "hex");
const noHeaders = new Map<string, readonly Uint8Array[]>();
const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(" ", ""), "hex");

describe("a frame on the wire", () => {
  const cases: readonly {
    readonly name: string;
    readonly framing: Framing;
    readonly id: SchemaId;
    readonly front?: Uint8Array;
    readonly headers?: { readonly [name: string]: Uint8Array };
  }[] = [
    { name: "Confluent: 0 and four bytes", framing: "confluent", id: { kind: "id", id: 258 }, front: hex("00 00000102") },
    {
      name: "Confluent's header: 1 and a GUID",
      framing: "confluent-header",
      id: { kind: "guid", guid },
      headers: { __value_schema_id: Buffer.concat([hex("01"), guidBytes]) },
    },
    {
      name: "Confluent's header without a GUID: 0 and four bytes",
      framing: "confluent-header",
      id: { kind: "id", id: 7 },
      headers: { __value_schema_id: hex("00 00000007") },
    },
    { name: "Apicurio: 0 and eight bytes", framing: "apicurio", id: { kind: "global", id: 258 }, front: hex("00 0000000000000102") },
    {
      name: "Apicurio's header of the content",
      framing: "apicurio-header",
      id: { kind: "id", id: 258 },
      headers: { "apicurio.value.contentId": hex("0000000000000102"), "apicurio.value.encoding": Buffer.from("BINARY") },
    },
    {
      name: "Apicurio's header of the global id",
      framing: "apicurio-header",
      id: { kind: "global", id: 3 },
      headers: { "apicurio.value.globalId": hex("0000000000000003"), "apicurio.value.encoding": Buffer.from("BINARY") },
    },
    { name: "AWS Glue: 3, 0 and a UUID", framing: "glue", id: { kind: "glue", guid }, front: Buffer.concat([hex("03 00"), guidBytes]) },
  ];
  for (const { name, framing, id, front = new Uint8Array(), headers = {} } of cases)
    test(name, () => {
      const body = Buffer.from([0, 3, 255]);
      const written = writeFrame(body, framing, id);
      assert.deepEqual(Buffer.from(written.body), Buffer.concat([front, body]));
      assert.deepEqual(Object.fromEntries([...written.headers].map(([key, [value]]) => [key, value])), headers);
      const read = readFrame(written.body, framing, { headers: written.headers, limit });
      assert.deepEqual(read.id, id);
      assert.deepEqual(Buffer.from(read.body), body);
    });

  test("none: a body that begins like a frame stays as it is", () => {
    const body = hex("00 00000001 02");
    assert.deepEqual(readFrame(body, "none", { headers: new Map([["__value_schema_id", [body]]]), limit }), { body });
    assert.equal(writeFrame(body, "none", undefined).body, body);
  });

  test("a key has headers of its own", () => {
    const { headers } = writeFrame(hex("02"), "confluent-header", { kind: "guid", guid }, "key");
    assert.deepEqual([...headers.keys()], ["__key_schema_id"]);
    assert.deepEqual(readFrame(hex("02"), "confluent-header", { headers, part: "key", limit }).id, { kind: "guid", guid });
    assert.throws(() => readFrame(hex("02"), "confluent-header", { headers, limit }), /no header names one/);
  });

  test("a header wins over what the body begins with, whatever is declared", () => {
    const headers = new Map([["__value_schema_id", [Buffer.concat([hex("01"), guidBytes])]]]);
    const body = hex("00 00000001 02");
    assert.deepEqual(readFrame(body, "confluent", { headers, limit }), { id: { kind: "guid", guid }, body });
  });

  test("a header that came as text is read as its bytes", () => {
    const headers = new Map([["__value_schema_id", [Buffer.concat([hex("01"), guidBytes]).toString("latin1")]]]);
    assert.deepEqual(readFrame(hex("02"), "confluent-header", { headers, limit }).id, { kind: "guid", guid });
  });

  test("eight bytes are the global id or the content's, as it is declared", () => {
    const body = hex("00 0000000000000005 02");
    assert.deepEqual(readFrame(body, "apicurio", { headers: noHeaders, limit }).id, { kind: "global", id: 5 });
    assert.deepEqual(readFrame(body, "apicurio", { headers: noHeaders, useId: "content", limit }).id, { kind: "id", id: 5 });
  });

  const wrong: readonly (readonly [string, Framing, string, RegExp])[] = [
    ["nothing", "confluent", "", /does not begin with 0/],
    ["JSON", "confluent", "7b7d", /does not begin with 0/],
    ["the end inside the id", "confluent", "00 000001", /ends inside the 4 bytes/],
    ["the end inside the long id", "apicurio", "00 00000001", /ends inside the 8 bytes/],
    ["an id that no registry has", "confluent", "00 ffffffff 02", /no registry has a schema with the id 4294967295/],
    ["a long id beyond every number", "apicurio", "00 ffffffffffffffff 02", /no registry has a schema/],
    ["another magic byte", "glue", "00", /ends inside|does not begin with 3/],
    ["the end inside the UUID", "glue", "03 00 0011", /ends inside the header of AWS Glue/],
    ["a compression that is none", "glue", `03 07 ${guidBytes.toString("hex")} 02`, /its compression is 7/],
    ["bytes that are no zlib", "glue", `03 05 ${guidBytes.toString("hex")} 0202`, /cannot be unpacked/],
  ];
  for (const [name, framing, body, message] of wrong)
    test(`${name} is invalid`, () => {
      assert.throws(
        () => readFrame(hex(body), framing, { headers: noHeaders, limit }),
        (error: unknown) => {
          assert.ok(error instanceof InvalidMessage);
          assert.match(error.message, message);
          return true;
        },
      );
    });

  test("a header of another size is invalid", () => {
    for (const [name, value] of [
      ["__value_schema_id", hex("01 00")],
      ["__value_schema_id", hex("")],
      ["apicurio.value.globalId", hex("01")],
    ] as const)
      assert.throws(() => readFrame(hex("02"), "confluent", { headers: new Map([[name, [value]]]), limit }), InvalidMessage);
  });
});

describe("zlib inside of AWS Glue's frame", () => {
  const framed = (bytes: Uint8Array): Uint8Array => Buffer.concat([hex("03 05"), guidBytes, deflateSync(bytes)]);

  test("is unpacked", () => {
    const read = readFrame(framed(Buffer.from("text")), "glue", { headers: noHeaders, limit });
    assert.equal(Buffer.from(read.body).toString(), "text");
  });

  test("does not grow beyond what a body may have", () => {
    assert.throws(() => readFrame(framed(Buffer.alloc(100_000)), "glue", { headers: noHeaders, limit }), /more than 1000 bytes/);
  });
});

describe("JSON behind a frame that nobody announced", () => {
  const json = Buffer.from('{"a":1}');
  for (const [name, framing, id] of [
    ["Confluent's", "confluent", { kind: "id", id: 1 }],
    ["Apicurio's", "apicurio", { kind: "id", id: 300 }],
    ["AWS Glue's", "glue", { kind: "glue", guid }],
  ] as const)
    test(`${name} is found`, () => {
      const read = readFrameOfJson(writeFrame(json, framing, id).body, limit);
      assert.deepEqual(read?.id, id);
      assert.equal(Buffer.from(read?.body ?? []).toString(), '{"a":1}');
    });

  test("no JSON is taken for a frame", () => {
    for (const text of ["{}", "[]", "0", "3", '"\u0000"', " 1", "null", ""])
      assert.equal(readFrameOfJson(Buffer.from(text), limit), undefined, text);
  });
});

test("whatever the bytes, a frame is read or invalid, and what is read is part of them", () => {
  const draw = randomsFrom(runSeed);
  const integer = (least: number, most: number): number => least + Math.floor(draw() * (most - least + 1));
  const pick = <T>(list: readonly [T, ...T[]]): T => list[integer(0, list.length - 1)] ?? list[0];
  const framings: readonly Framing[] = ["confluent", "confluent-header", "apicurio", "apicurio-header", "glue", "none"];
  const bytes = (most: number): Uint8Array =>
    Uint8Array.from({ length: integer(0, most) }, (_, at) => (at === 0 ? pick([0, 1, 3, 123]) : integer(0, 255)));
  for (let round = 0; round < 20_000; round += 1) {
    const body = bytes(40);
    const name = pick(["__value_schema_id", "apicurio.value.globalId", "apicurio.value.contentId"]);
    const headers = integer(0, 3) === 0 ? new Map([[name, [bytes(20)]]]) : noHeaders;
    const outcome = (work: () => unknown): void => {
      try {
        work();
      } catch (error) {
        assert.ok(error instanceof InvalidMessage, String(error));
      }
    };
    for (const framing of framings)
      outcome(() => {
        const read = readFrame(body, framing, { headers, limit });
        if (framing !== "glue") assert.equal(read.body.buffer, body.buffer);
      });
    outcome(() => readFrameOfJson(body, limit));
  }
});
