import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { buildSync } from "esbuild";
import kafkaJs from "kafkajs";
import { readHeadersInOneGo } from "../../../src/runtime/brokers/kafka/header-reading.ts";

const require = createRequire(import.meta.url);
const Decoder = require("kafkajs/src/protocol/decoder");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0/index.js");
const decodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0/decoder.js");

type Headers = { readonly [name: string]: Buffer | readonly Buffer[] };

function throughKafkaJs(headers: Headers): Headers {
  const encoded = encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from("{}"), headers });
  const decoder = new Decoder(encoded.buffer.subarray(0, encoded.offset ?? undefined));
  decoder.readVarInt();
  return decodeRecord(decoder, { firstOffset: "0", firstTimestamp: "0", magicByte: 2 }).headers;
}

describe("F47 headers of a Kafka record", () => {
  const one = Buffer.from("1");
  const cases: readonly Headers[] = [{}, { a: one }, { a: [one, Buffer.from("2")], b: Buffer.alloc(0) }];

  test("are what kafkajs makes of them", () => {
    const before = cases.map(throughKafkaJs);
    assert.ok(readHeadersInOneGo(kafkaJs));
    assert.ok(readHeadersInOneGo(kafkaJs));
    assert.deepEqual(cases.map(throughKafkaJs), before);
  });

  test("may be called as what every object has", () => {
    assert.ok(readHeadersInOneGo(kafkaJs));
    // kafkajs alone reads `constructor` as the function that every object inherits, and the value behind it.
    assert.deepEqual(throughKafkaJs({ constructor: one }), { constructor: one });
  });

  test("are put together in one go: 200,000, of one name or of many", () => {
    assert.ok(readHeadersInOneGo(kafkaJs));
    // Copied for each header, as kafkajs does, they take many minutes.
    assert.equal(throughKafkaJs({ a: Array.from({ length: 200_000 }, () => Buffer.alloc(0)) })["a"]?.length, 200_000);
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`h${index}`, Buffer.alloc(0)]));
    assert.equal(Object.keys(throughKafkaJs(many)).length, 200_000);
  });

  test("are put together in one go where kafkajs was bundled, too", () => {
    const folder = mkdtempSync(join(tmpdir(), "boost-gen-bundled-"));
    try {
      const program = join(folder, "program.cjs");
      buildSync({
        stdin: {
          resolveDir: import.meta.dirname,
          contents: `
            import { buildSync } from "esbuild";
import kafkaJs from "kafkajs";
            import Decoder from "kafkajs/src/protocol/decoder";
            import encode from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
            import decode from "kafkajs/src/protocol/recordBatch/record/v0/decoder.js";
            import { readHeadersInOneGo } from "../../../src/runtime/brokers/kafka/header-reading.ts";
            const patched = readHeadersInOneGo(kafkaJs);
            const headers = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => ["h" + index, Buffer.alloc(0)]));
            const { buffer, offset } = encode({ offsetDelta: 0, timestampDelta: 0, key: null, value: null, headers });
            const decoder = new Decoder(buffer.subarray(0, offset ?? undefined));
            decoder.readVarInt();
            const read = decode(decoder, { firstOffset: "0", firstTimestamp: "0", magicByte: 2 }).headers;
            console.log(patched, Object.keys(read).length, "buffer" in Object.prototype);`,
        },
        outfile: program,
        bundle: true,
        minify: true,
        platform: "node",
        logLevel: "error",
      });
      assert.equal(execFileSync(process.execPath, [program], { encoding: "utf8", timeout: 60_000 }), "true 200000 false\n");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("are left to a kafkajs that reads them in another way, and that is told", () => {
    const { AssignerProtocol } = kafkaJs;
    const other = { ...kafkaJs, AssignerProtocol: { ...AssignerProtocol, MemberMetadata: { encode: undefined, decode: () => ({}) } } };
    assert.equal(readHeadersInOneGo(other as never), false);
  });
});
