import { createRequire } from "node:module";
import type { KafkaOptions } from "../../../options/options.generated.ts";
import { codecs } from "./codecs/index.ts";

const numbers = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const satisfies Record<
  NonNullable<KafkaOptions["compression"]>,
  number
>;

/** The number that kafkajs has for it. */
export function compressionOf(options: { readonly kafka?: KafkaOptions } | undefined): number {
  return numbers[options?.kafka?.compression ?? "none"];
}

/**
 * Puts ours where kafkajs has none, and in place of its gzip, which has no bound. What the user registered in `CompressionCodecs` stays, and what
 * is registered later wins: kafkajs looks there for each batch.
 */
export function registerCodecs({ CompressionCodecs }: Pick<typeof import("kafkajs"), "CompressionCodecs">): void {
  const registered = CompressionCodecs as { [type: number]: () => unknown };
  for (const [type, codec] of Object.entries(codecs)) {
    if (isKafkaJsOwn(Number(type), registered[Number(type)])) registered[Number(type)] = () => codec;
  }
}

function isKafkaJsOwn(type: number, make: (() => unknown) | undefined): boolean {
  try {
    const made = make?.();
    // Where kafkajs is bundled its own gzip cannot be told from a user's, and stays.
    return made === undefined || (type === 1 && made === createRequire(import.meta.url)("kafkajs/src/protocol/message/compression/gzip"));
  } catch (error) {
    return error instanceof Error && error.name === "KafkaJSNotImplemented";
  }
}
