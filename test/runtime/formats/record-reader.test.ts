import assert from "node:assert/strict";
import { test } from "node:test";
import { Cursor } from "../../../src/runtime/formats/avro/cursor.ts";
import { AvroFault } from "../../../src/runtime/formats/avro/fault.ts";
import { inLoop, recordReader } from "../../../src/runtime/formats/avro/record-reader.ts";

test("where no code may be made, a record is read in a loop to the same value and the same complaint", () => {
  const steps = {
    written: [
      { name: "id", read: (cursor: Cursor) => cursor.text(), isKept: true },
      { name: "gone", read: (cursor: Cursor) => cursor.int(), isKept: false },
      { name: 'count"', read: (cursor: Cursor) => cursor.int(), isKept: true },
    ],
    absent: [{ name: "tags", make: () => ({}) }],
  };
  for (const read of [inLoop(steps), recordReader(steps)]) {
    assert.deepEqual(read(new Cursor(Buffer.from([2, 65, 4, 6]), 9)), { id: "A", 'count"': 3, tags: {} });
    assert.throws(
      () => read(new Cursor(Buffer.from([2, 65, 4]), 9)),
      (error) => error instanceof AvroFault && error.steps.join() === 'count"',
    );
  }
});

test("a record is a plain object, whatever its fields are called", () => {
  const read = (cursor: Cursor): string => cursor.text();
  for (const names of [
    ["id", "with space", "default"],
    ["constructor", "toString", "hasOwnProperty"],
  ]) {
    const steps = { written: names.map((name) => ({ name, read, isKept: true })), absent: [] };
    const record = recordReader(steps)(new Cursor(Buffer.from([2, 65, 2, 66, 2, 67]), 9));
    assert.equal(Object.getPrototypeOf(record), Object.prototype);
    assert.deepEqual(Object.entries(record as object), [
      [names[0], "A"],
      [names[1], "B"],
      [names[2], "C"],
    ]);
    assert.deepEqual(structuredClone(record), record);
  }
});
