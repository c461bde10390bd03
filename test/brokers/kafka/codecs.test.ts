import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import * as zlib from "node:zlib";
import { codecs, mostBatchBytes } from "../../../src/runtime/brokers/kafka/codecs/index.ts";
import { compressLz4, decompressLz4 } from "../../../src/runtime/brokers/kafka/codecs/lz4.ts";
import { MalformedError, TooLargeError } from "../../../src/runtime/brokers/kafka/codecs/output.ts";
import { compressSnappy, decompressSnappy } from "../../../src/runtime/brokers/kafka/codecs/snappy.ts";
import { decompressZstd } from "../../../src/runtime/brokers/kafka/codecs/zstd/index.ts";
import { compressionOf, registerCodecs } from "../../../src/runtime/brokers/kafka/compression.ts";
import { randomsFrom } from "../../random/randoms.ts";
import { runSeed } from "../../random/run-seed.ts";
import { rleFrame } from "./zstd-frames.ts";

const limit = 1_000_000;

/** Whole numbers from 0 up to `bound`. */
function drawn(): { below(bound: number): number } {
  const random = randomsFrom(runSeed);
  return { below: (bound) => Math.floor(random() * bound) };
}

const folder = new URL("compressed/", import.meta.url);

/** The same numbers for ever: what the files in `compressed` were made of, by the programs `zstd` and `lz4` and by snappy's own library. */
function* numbers(start: number): Generator<number> {
  for (let x = start; ; ) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield x;
  }
}

function bytesOf(count: number, start: number, byte: (x: number) => number): Buffer {
  const source = numbers(start);
  return Buffer.from(Array.from({ length: count }, () => byte(source.next().value as number)));
}

function orders(count: number, start: number): Buffer {
  const source = numbers(start);
  const lines = Array.from({ length: count }, (_, index) => {
    const x = source.next().value as number;
    return `{"type":"order.created","order_id":"o-${index}","customer_id":"c-${(x >> 8) % 1000}","total":${(x >> 4) % 99_999}}`;
  });
  return Buffer.from(lines.join("\n"));
}

const plain: { readonly [name: string]: Buffer } = {
  empty: Buffer.alloc(0),
  one: Buffer.from("a"),
  zeros: Buffer.alloc(300_000),
  noise: bytesOf(3_000, 7, (x) => (x >> 16) & 255),
  skewed: bytesOf(6_000, 3, (x) => {
    const value = (x >> 16) & 0xffff;
    return value === 0 ? 0 : Math.min(255, ((32 - Math.clz32(value)) * value) >> 12);
  }),
  "orders-40": orders(40, 2),
  "orders-3000": orders(3_000, 1),
};

const decoders: { readonly [extension: string]: (input: Uint8Array, limit: number) => Buffer } = {
  zst: decompressZstd,
  lz4: decompressLz4,
  snappy: decompressSnappy,
};

const files = (await readdir(folder)).sort();
const compressed = await Promise.all(
  files.map(async (name) => {
    const [what = "", ...rest] = name.split(".");
    return {
      name,
      plain: plain[what] ?? Buffer.alloc(0),
      bytes: await readFile(new URL(name, folder)),
      decode: decoders[rest.at(-1) ?? ""],
    };
  }),
);

describe("codecs of Kafka", () => {
  for (const { name, bytes, plain, decode } of compressed)
    test(`what others compressed is read: ${name}`, () => assert.ok(decode?.(bytes, limit).equals(plain)));

  test("several frames, and what is somebody's own between them, are one", () => {
    const own = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    for (const extension of ["zst", "lz4"]) {
      const { bytes, plain, decode } =
        compressed.find(({ name }) => name.startsWith("orders-40") && name.endsWith(extension)) ?? assert.fail();
      assert.ok(decode?.(Buffer.concat([bytes, own, bytes]), limit).equals(Buffer.concat([plain, plain])));
    }
    const twice = Buffer.concat([compressSnappy(Buffer.from("one ")), compressSnappy(Buffer.from("two"))]);
    assert.equal(decompressSnappy(twice, limit).toString(), "one two");
  });

  test("a frame of LZ4 whose header has the checksum that Kafka's clients got wrong is read", () => {
    const bytes = compressLz4(Buffer.from("abc"));
    bytes[6] = (bytes[6] ?? 0) ^ 0xff;
    assert.equal(decompressLz4(bytes, limit).toString(), "abc");
  });

  for (const [name, encode, decode] of [
    ["snappy", compressSnappy, decompressSnappy],
    ["lz4", compressLz4, decompressLz4],
  ] as const)
    test(`what ${name} writes it reads: random bytes, repeats, lengths around each bound`, () => {
      const random = drawn();
      const sizes = [0, 1, 3, 4, 11, 12, 13, 15, 16, 59, 60, 61, 255, 256, 270, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 200_000];
      for (const size of sizes) {
        const piece = Buffer.from(Array.from({ length: 1 + random.below(300) }, () => random.below(256)));
        for (const input of [
          Buffer.alloc(size, piece),
          Buffer.alloc(size),
          Buffer.from(Array.from({ length: size }, () => random.below(256))),
          Buffer.from(Array.from({ length: size }, () => 97 + random.below(3))),
        ])
          assert.ok(decode(encode(input), limit).equals(input), `${size} bytes`);
      }
    });

  const inflated: readonly (readonly [name: string, type: number, input: Buffer])[] = [
    ["gzip", 1, zlib.gzipSync(Buffer.alloc(4 * limit))],
    ["snappy", 2, compressSnappy(Buffer.alloc(4 * limit))],
    ["lz4", 3, compressLz4(Buffer.alloc(4 * limit))],
    ["zstd", 4, rleFrame(Buffer.alloc(0), 32)],
  ];
  for (const [name, type, input] of inflated)
    test(`${name} that becomes more than there is room for is refused`, async () => {
      await assert.rejects(async () => codecs[type]?.decompress(input, limit), TooLargeError);
      assert.equal((await codecs[type]?.decompress(input, mostBatchBytes))?.length, type === 4 ? 32 * 128 * 1024 : 4 * limit);
    });

  test("zstd without Node's own refuses the same", () => {
    assert.throws(() => decompressZstd(rleFrame(Buffer.alloc(0), 32), limit), TooLargeError);
  });

  test("a size that the input only claims costs nothing", () => {
    // Four gigabytes of snappy in seven bytes; a window of two gigabytes in zstd.
    assert.throws(() => decompressSnappy(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 97]), limit), MalformedError);
    assert.equal(decompressZstd(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa0, 9, 0, 0, 97]), limit).toString(), "a");
  });

  test("malformed bytes end in their own error or in something bounded: 30,000 mutations", () => {
    const random = drawn();
    const errors = new Set<string>();
    for (let round = 0; round < 30_000; round++) {
      const { bytes, decode } = compressed[random.below(compressed.length)] ?? assert.fail();
      let mutated = Buffer.from(bytes);
      for (let times = 1 + random.below(4); times > 0 && mutated.length > 0; times--)
        mutated[random.below(Math.min(mutated.length, 400))] = random.below(256);
      if (random.below(3) === 0) mutated = mutated.subarray(0, random.below(mutated.length + 1));
      try {
        assert.ok((decode?.(mutated, limit) ?? assert.fail()).length <= limit);
      } catch (error) {
        if (!(error instanceof MalformedError) && !(error instanceof TooLargeError)) throw error;
        errors.add(error.name);
      }
    }
    assert.ok(errors.has("MalformedError"));
  });

  test("what Node compresses in Zstandard is read without Node", {
    skip: !("zstdCompressSync" in zlib) && "this Node has no Zstandard",
  }, () => {
    const compress = (zlib as unknown as { zstdCompressSync(input: Buffer, options: object): Buffer }).zstdCompressSync;
    const level = (zlib.constants as unknown as { readonly ZSTD_c_compressionLevel: number }).ZSTD_c_compressionLevel;
    const random = drawn();
    for (let round = 0; round < 200; round++) {
      const size = random.below(20_000);
      const symbols = 1 + random.below(256);
      const input = Buffer.from(Array.from({ length: size }, () => Math.floor(symbols * (random.below(1_000) / 1_000) ** 3)));
      assert.ok(decompressZstd(compress(input, { params: { [level]: 1 + random.below(19) } }), limit).equals(input));
    }
  });
});

describe("registration of codecs in kafkajs", () => {
  const require = createRequire(import.meta.url);
  const notThere = (): never => {
    throw Object.assign(new Error("Snappy compression not implemented"), { name: "KafkaJSNotImplemented" });
  };
  const gzip = require("kafkajs/src/protocol/message/compression/gzip");

  test("fills what kafkajs lacks, and takes the place of its gzip", () => {
    const CompressionCodecs = { 1: () => gzip, 2: notThere, 3: notThere, 4: notThere };
    registerCodecs({ CompressionCodecs: CompressionCodecs as never });
    for (const type of [1, 2, 3, 4] as const) assert.equal(CompressionCodecs[type](), codecs[type]);
  });

  test("leaves a user's own", () => {
    const own = { compress: async () => Buffer.alloc(0), decompress: async () => Buffer.alloc(0) };
    const CompressionCodecs = { 1: () => own, 2: () => own, 3: notThere, 4: () => own };
    registerCodecs({ CompressionCodecs: CompressionCodecs as never });
    assert.deepEqual(
      [CompressionCodecs[1](), CompressionCodecs[2](), CompressionCodecs[3](), CompressionCodecs[4]()],
      [own, own, codecs[3], own],
    );
  });

  test("the option names kafkajs's numbers", () => {
    const numbers = require("kafkajs").CompressionTypes;
    assert.deepEqual(
      (["none", "gzip", "snappy", "lz4", "zstd"] as const).map((compression) => compressionOf({ kafka: { compression } })),
      [numbers.None, numbers.GZIP, numbers.Snappy, numbers.LZ4, numbers.ZSTD],
    );
    assert.equal(compressionOf(undefined), 0);
  });
});
