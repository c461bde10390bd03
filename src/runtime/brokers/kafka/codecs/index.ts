/** The codecs of Kafka's batches, in kafkajs's form. kafkajs itself has gzip only, and that without a bound. */
import * as zlib from "node:zlib";
import { ConfigurationError } from "../../../ground/errors.ts";
import { compressLz4, decompressLz4 } from "./lz4.ts";
import { TooLargeError } from "./output.ts";
import { compressSnappy, decompressSnappy } from "./snappy.ts";
import { decompressZstd } from "./zstd/index.ts";

/**
 * Bytes that one batch may become. Kafka itself bounds what is compressed (1 MB by default) and not what comes out: a megabyte of zstd can be
 * ten gigabytes of zeros.
 */
export const mostBatchBytes = 128 * 1024 * 1024;

export interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  /** @throws TooLargeError, and other errors for what is malformed */
  decompress(input: Buffer, limit?: number): Promise<Buffer>;
}

/** By the number that a batch names it with. */
export const codecs: { readonly [type: number]: Codec } = {
  1: {
    compress: ({ buffer }) => native(zlib.gzip, buffer),
    decompress: (input, limit = mostBatchBytes) => bounded(zlib.unzip, input, limit),
  },
  2: {
    compress: async ({ buffer }) => compressSnappy(buffer),
    decompress: async (input, limit = mostBatchBytes) => decompressSnappy(input, limit),
  },
  3: {
    compress: async ({ buffer }) => compressLz4(buffer),
    decompress: async (input, limit = mostBatchBytes) => decompressLz4(input, limit),
  },
  4: {
    compress: async ({ buffer }) => {
      if (zstd.zstdCompress === undefined)
        throw new ConfigurationError(
          `\`compression: zstd\` needs Node 22.15 or newer to write (this is ${process.version}); every Node reads it. Choose lz4, snappy or gzip`,
        );
      return await native(zstd.zstdCompress, buffer);
    },
    decompress: async (input, limit = mostBatchBytes) =>
      zstd.zstdDecompress === undefined ? decompressZstd(input, limit) : await bounded(zstd.zstdDecompress, input, limit),
  },
};

type Transform = (
  input: Buffer,
  options: { readonly maxOutputLength?: number },
  done: (error: Error | null, output: Buffer) => void,
) => void;

/** Node 20 has neither. */
const zstd = zlib as { readonly zstdCompress?: Transform; readonly zstdDecompress?: Transform };

function native(transform: Transform, input: Buffer, options: { readonly maxOutputLength?: number } = {}): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    transform(input, options, (error, output) => (error === null ? resolve(output) : reject(error)));
  });
}

async function bounded(transform: Transform, input: Buffer, limit: number): Promise<Buffer> {
  try {
    return await native(transform, input, { maxOutputLength: Math.max(1, limit) });
  } catch (error) {
    throw error instanceof RangeError ? new TooLargeError(limit) : error;
  }
}
