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
