import assert from "node:assert/strict";
import { test } from "node:test";
import { Frames } from "../../../src/runtime/brokers/kafka/frames.ts";
import { fc } from "../../random/fast-check.ts";

function frame(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

test("however a stream is cut into pieces, whole responses come out", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (bodies, cuts) => {
      const stream = Buffer.concat(bodies.map(frame));
      const heard: Buffer[] = [];
      const frames = new Frames((whole) => heard.push(Buffer.from(whole)));
      for (let at = 0; at < stream.length; ) {
        const end = at + (cuts.next().value ?? 1);
        frames.push(stream.subarray(at, end));
        at = end;
      }
      assert.deepEqual(
        heard.map((whole) => [...whole.subarray(4)]),
        bodies.map((body) => [...body]),
      );
    }),
  );
});

test("half a response is kept to itself", () => {
  const frames = new Frames(() => assert.fail("not whole"));
  frames.push(Buffer.from([0, 0]));
  frames.push(Buffer.from([0, 5, 1, 2, 3]));
});

test("a size that cannot be is an error", () => {
  assert.throws(() => new Frames(() => {}).push(Buffer.from([255, 255, 255, 255])), RangeError);
  assert.throws(() => new Frames(() => {}).push(Buffer.from("HTTP/1.1 400")), RangeError);
});
