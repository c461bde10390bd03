import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readEntry, readEnvelope } from "../../../src/runtime/brokers/redis/wire.ts";
import { unreadableHeader } from "../../../src/runtime/ground/transport-headers.ts";

const envelope = (more: object): Buffer => Buffer.from(JSON.stringify({ "boost-gen": 1, data: "e30=", headers: {}, ...more }));

describe("M13: an envelope that anybody may publish", () => {
  for (const [title, bytes] of [
    ["a header that is a number", envelope({ headers: { correlationId: 5 } })],
    ["a header that is a text", envelope({ headers: { "content-type": "x" } })],
    ["values that are no texts", envelope({ headers: { "boost-id": [null, { a: 1 }] } })],
    ["a list for headers", envelope({ headers: [1, 2] })],
    ["a text for headers", envelope({ headers: "abc" })],
    ["null for headers", envelope({ headers: null })],
    ["data that is not base64", envelope({ data: "!!!!" })],
    ["data that is cut off", envelope({ data: "e30==" })],
    ["data with a digit too few", envelope({ data: "e30Ae" })],
    ["data that is an object", envelope({ data: {} })],
    ["no data", Buffer.from('{"boost-gen":1}')],
  ] as const) {
    test(`${title}: the message says why it cannot be read, and keeps its bytes`, () => {
      const { body, headers } = readEnvelope(bytes);
      assert.deepEqual(body, bytes);
      assert.deepEqual([...headers.keys()], [unreadableHeader]);
    });
  }

  for (const text of ["null", "5", "[]", '"a"', "{}", '{"boost-gen":2,"data":5}', "no JSON", "[".repeat(100_000)]) {
    test(`${text.slice(0, 20)} is no envelope`, () => {
      assert.deepEqual(readEnvelope(Buffer.from(text)), { body: Buffer.from(text), headers: new Map() });
    });
  }

  test("__proto__ is a header like any other", () => {
    const { headers } = readEnvelope(Buffer.from('{"boost-gen":1,"data":"e30=","headers":{"__proto__":["x"]}}'));
    assert.deepEqual([...headers], [["__proto__", ["x"]]]);
  });
});

test("fields of another producer that are no text are told apart", () => {
  const { body } = readEntry("1-1", [Buffer.from("key"), Buffer.from([0x88]), Buffer.from("name"), Buffer.from("é")]);
  assert.equal(String(body), '{"key":"base64:iA==","name":"é"}');
});
