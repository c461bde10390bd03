import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readEntry } from "../../../src/runtime/brokers/redis/wire.ts";
import { boundHeaders } from "../../../src/runtime/decode/headers.ts";

describe("F47 headers are bounded before they are copied", () => {
  for (const { name, headers, refused } of [
    { name: "a thousand values", headers: new Map([["a", Array(1_000).fill("")]]), refused: undefined },
    { name: "more values of one name", headers: new Map([["a", Array(1_001).fill("")]]), refused: /more than 1000 headers/ },
    {
      name: "more names",
      headers: new Map(Array.from({ length: 1_001 }, (_, index) => [`h${index}`, [true]])),
      refused: /more than 1000 headers/,
    },
    { name: "more bytes than a body may have", headers: new Map([["a", [Buffer.alloc(20_000)]]]), refused: /more than 16384 bytes/ },
    { name: "a name of more bytes", headers: new Map([["a".repeat(20_000), [1]]]), refused: /more than 16384 bytes/ },
  ] as const) {
    test(name, () => {
      const judge = (): void => boundHeaders(headers, 16_384);
      if (refused === undefined) judge();
      else assert.throws(judge, refused);
    });
  }

  test("a Redis entry that repeats one header keeps all its values in order, and is read in one go", () => {
    const fields: Buffer[] = [Buffer.from("data"), Buffer.from("{}")];
    // Copied for each value these would be twenty thousand million copies.
    for (let index = 0; index < 200_000; index++) fields.push(Buffer.from("h:a"), Buffer.from(String(index)));
    const { headers, body } = readEntry("1-1", fields);
    assert.equal(body.toString(), "{}");
    assert.deepEqual([headers.get("a")?.length, String(headers.get("a")?.at(-1))], [200_000, "199999"]);
  });
});
