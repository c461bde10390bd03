import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { unwrap } from "../../src/runtime/decode/cloud-events.ts";
import { readValues } from "../../src/runtime/decode/header-values.ts";
import { decodeHeaders } from "../../src/runtime/decode/headers.ts";
import { defaultLimits, nestsDeeper } from "../../src/runtime/decode/limits.ts";
import type { HeaderType } from "../../src/runtime/ground/contract.ts";

describe("how deep a text nests", () => {
  const cases: readonly (readonly [text: string, limit: number, deeper: boolean])[] = [
    ["[[[]]]", 3, false],
    ["[[[]]]", 2, true],
    ['{"a":{"b":[]}}', 3, false],
    ['{"a":{"b":[]}}', 2, true],
    ["[[],[],[],[]]", 2, false],
    ['["[[[[[["]', 1, false],
    ['["\\"[[[[[["]', 1, false],
    ['["a\\\\",[[]]]', 2, true],
  ];
  for (const [text, limit, deeper] of cases)
    test(`${text} is ${deeper ? "deeper than" : "within"} ${limit}`, () => assert.equal(nestsDeeper(Buffer.from(text), limit), deeper));
});

describe("what the texts of a header mean", () => {
  const cases: readonly (readonly [values: readonly (string | number | boolean)[], type: HeaderType, want: unknown])[] = [
    [["7"], "integer", 7],
    [["7.5"], "integer", "7.5"],
    [["0x10"], "integer", "0x10"],
    [[" 7"], "number", " 7"],
    [["1e999"], "number", "1e999"],
    [["true"], "boolean", true],
    [["null"], "null", null],
    [['{"a":1}'], "object", { a: 1 }],
    [["[1]"], "object", "[1]"],
    [["7"], "string", "7"],
    [[7], "string", "7"],
    [[7], "number", 7],
    [["a", "b"], "array", ["a", "b"]],
    [["a"], "array", ["a"]],
    [["a", "7"], "integer", 7],
  ];
  for (const [values, type, want] of cases)
    test(`${JSON.stringify(values)} as ${type}`, () => assert.deepEqual(readValues(values, type, defaultLimits), want));

  test('a header "__proto__" is refused, also where no schema speaks of headers', () =>
    assert.throws(() => decodeHeaders(new Map([["__proto__", ["x"]]]), {}), { code: "forbidden-key" }));
});

describe("a structured CloudEvent", () => {
  const bytes = Buffer.from('{"id":"1"}').toString("base64");
  test("with bytes is read by the type of its data, and as bytes without one", () => {
    const json = unwrap({ data_base64: bytes, datacontenttype: "application/json" }, new Map(), defaultLimits);
    assert.deepEqual(json.payload, { id: "1" });
    const plain = unwrap({ data_base64: bytes, datacontenttype: 7 }, new Map(), defaultLimits);
    assert.notDeepEqual(plain.payload, { id: "1" });
  });
  for (const base64 of ["####", "e30 ", "e30==", "e30Ae", "ä"])
    test(`bytes that are no base64 are no bytes: ${base64}`, () =>
      assert.throws(() => unwrap({ data_base64: base64 }, new Map(), defaultLimits), /is not base64/));

  test("gives its plain attributes as headers, and its data as it is", () => {
    const { payload, headers } = unwrap({ id: "e", count: 7, on: true, odd: { a: 1 }, data: [1] }, new Map(), defaultLimits);
    assert.deepEqual(payload, [1]);
    assert.deepEqual(
      [...headers],
      [
        ["ce_id", ["e"]],
        ["ce_count", [7]],
        ["ce_on", [true]],
      ],
    );
  });
});
