import { type AvroCodec, avroCodec, type WriterSchema } from "../formats/avro/index.ts";
import type { MessageDefinition, WireDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";

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

const writers = new WeakMap<WriterSchema, AvroCodec>();

/** For bytes that nobody describes, or that do not fit who does: they are read as they were written. @throws InvalidMessage */
export function writersCodec(writer: WriterSchema): AvroCodec {
  const known = writers.get(writer);
  if (known !== undefined) return known;
  try {
    const codec = avroCodec(writer.text, { long: "string" });
    writers.set(writer, codec);
    return codec;
  } catch (cause) {
    throw new InvalidMessage(`its writer's schema is not usable: ${sentence(cause)}`, { code: "frame", cause });
  }
}
