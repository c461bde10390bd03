import { type AvroCodec, avroCodec, type WriterSchema } from "../formats/avro/index.ts";
import type { ChannelDefinition, MessageDefinition, WireDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";

/** One for each schema of a contract, however many readers and publishers use it. */
const codecs = new WeakMap<WireDefinition, AvroCodec>();

/** Between the bytes of a message and its JSON value; `undefined` where its content type says all. */
export function codecOf({ wire }: Pick<MessageDefinition, "wire">): AvroCodec | undefined {
  return wire === undefined ? undefined : codecFor(wire);
}

/** The same of keys; `undefined` where they are text. */
export function keyCodecOf({ keyWire }: Pick<MessageDefinition, "keyWire">): AvroCodec | undefined {
  return keyWire === undefined ? undefined : codecFor(keyWire);
}

/** Of the keys of a channel, where its messages do not differ about them: which message it is does not depend on its key. */
export function keyCodecOfChannel({ messages }: Pick<ChannelDefinition, "messages">): AvroCodec | undefined {
  const [first, ...others] = Object.values(messages).flatMap(({ keyWire }) => keyWire ?? []);
  if (first === undefined || others.some(({ schema, long }) => schema !== first.schema || long !== first.long)) return undefined;
  return codecFor(first);
}

function codecFor(wire: WireDefinition): AvroCodec {
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
    const codec = avroCodec(writer, { long: "string" });
    writers.set(writer, codec);
    return codec;
  } catch (cause) {
    throw new InvalidMessage(`its writer's schema is not usable: ${sentence(cause)}`, { code: "frame", cause });
  }
}
