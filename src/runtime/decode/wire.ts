import { type AvroCodec, avroCodec } from "../formats/avro/index.ts";
import type { MessageDefinition, WireDefinition } from "../ground/contract.ts";

/** One for each message, however many readers and publishers use it. */
const codecs = new WeakMap<WireDefinition, AvroCodec>();

/** Between the bytes of a message and its JSON value; `undefined` where its content type says all. */
export function codecOf({ wire }: Pick<MessageDefinition, "wire">): AvroCodec | undefined {
  if (wire === undefined) return undefined;
  const known = codecs.get(wire);
  if (known !== undefined) return known;
  const codec = avroCodec(wire.schema, wire.long === undefined ? {} : { long: wire.long });
  codecs.set(wire, codec);
  return codec;
}
