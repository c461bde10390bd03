import { JsonSource } from "../../../avro/json-source.ts";
import { type AvroProblemCode, avroProblems, problemSentence } from "../../../avro/problem.ts";
import { readTypes } from "../../../avro/read.ts";
import type { AvroType } from "../../../avro/schema.ts";
import { type AvroMapping, shapeOf } from "../../../avro/shape.ts";
import type { AvroReport } from "../../../avro/source.ts";
import type { AvroNames } from "../../../avro/surroundings.ts";
import { InvalidMessage, sentence } from "../../ground/errors.ts";
import { completer } from "./complete.ts";
import { Cursor } from "./cursor.ts";
import { AvroMismatch, DecoderBuilder } from "./decode.ts";
import { EncoderBuilder } from "./encode.ts";
import { AvroFault, refuse } from "./fault.ts";
import { Out } from "./out.ts";
import type { Read } from "./scalars.ts";

/** The schema that a body was written with, where it is another than the document's; as a registry has it. */
export interface WriterSchema {
  /** JSON. */
  readonly text: string;
  /** Schemas that it refers to by name, each after those that it refers to itself. */
  readonly references?: readonly string[];
  /** What it calls its record, enum or fixed, where whoever got it has looked. */
  readonly name?: string;
}

interface DecodeOptions {
  readonly writer?: WriterSchema | undefined;
  /** Levels of arrays and objects. */
  readonly depth: number;
}

/** Between the bytes of one schema and the JSON values of its messages. */
export interface AvroCodec {
  /** Of a record, enum or fixed: `shop.OrderCreated`. */
  readonly fullName: string | undefined;
  /** Every value is a text. */
  readonly isText: boolean;
  /** Other names that a writer may have for it. */
  readonly aliases: readonly string[];
  /** @throws InvalidMessage for bytes that are not exactly one value, and for a writer's schema that cannot be read as the document's */
  decode(body: Uint8Array, options: DecodeOptions): unknown;
  /** @throws InvalidMessage for a value that the schema does not describe */
  encode(value: unknown, what?: "payload" | "key"): Uint8Array;
  /** The value with the defaults of its schema where fields were left out. */
  complete(value: unknown): unknown;
}

const mostKept = 1024 * 1024;
let shared: Out | undefined;

/** `schema`: of the contract, canonical JSON; or of a registry, with what it refers to. */
export function avroCodec(schema: string | WriterSchema, mapping: AvroMapping = {}): AvroCodec {
  const reader = parsedSchema(typeof schema === "string" ? { text: schema } : schema);
  const builder = new DecoderBuilder(mapping);
  const decoders = new Decoders(reader, mapping);
  const own = builder.reader(reader, reader);
  const write = new EncoderBuilder(mapping).writer(reader);
  // Of a registry's schema nobody asks for it, and what its defaults become may be large.
  let completing: ReturnType<typeof completer>;
  return {
    fullName: "name" in reader ? reader.name : undefined,
    isText: reader.kind !== "union" && shapeOf(reader, mapping) === "string",
    aliases: "aliases" in reader ? reader.aliases : [],
    decode: (body, { writer, depth }) => {
      const read = writer === undefined ? own : decoders.for(writer);
      try {
        const cursor = new Cursor(body, depth);
        const value = read(cursor);
        if (cursor.at < body.length) throw new AvroFault(`${body.length - cursor.at} bytes follow the value`);
        return value;
      } catch (error) {
        return refuse(error, "the body is not what its Avro schema says");
      }
    },
    encode: (value, what = "payload") => {
      // A value whose getters encode something themselves finds it in use.
      const out = shared ?? new Out();
      shared = undefined;
      try {
        write(out, value);
      } catch (error) {
        out.at = 0;
        shared = out;
        refuse(error, `the ${what} is not what its Avro schema says`);
      }
      const body = out.done();
      // One large message must not hold its memory for ever.
      if (out.bytes.length <= mostKept) shared = out;
      return body;
    },
    complete: (value) => {
      completing ??= completer(reader, mapping) ?? ((given) => given);
      return completing(value);
    },
  };
}

/** Writers' schemas that are kept with what was made of them. A producer could make each message's new. */
const mostWriters = 1_000;

class Decoders {
  readonly #reader: AvroType;
  readonly #mapping: AvroMapping;
  readonly #known = new Map<string, Read | InvalidMessage>();
  /** A text that refers to others is long; most messages come with a schema that came before. */
  readonly #seen = new WeakMap<WriterSchema, Read | InvalidMessage>();

  constructor(reader: AvroType, mapping: AvroMapping) {
    this.#reader = reader;
    this.#mapping = mapping;
  }

  /** @throws InvalidMessage */
  for(writer: WriterSchema): Read {
    const found = this.#seen.get(writer) ?? this.#find(writer);
    if (found instanceof InvalidMessage) throw found;
    return found;
  }

  #find(writer: WriterSchema): Read | InvalidMessage {
    const key = writer.references === undefined ? writer.text : JSON.stringify([writer.text, ...writer.references]);
    let found = this.#known.get(key);
    if (found === undefined) {
      if (this.#known.size >= mostWriters) this.#known.clear();
      found = this.#make(writer);
      this.#known.set(key, found);
    }
    this.#seen.set(writer, found);
    return found;
  }

  #make(writer: WriterSchema): Read | InvalidMessage {
    try {
      return new DecoderBuilder(this.#mapping).reader(parsedSchema(writer), this.#reader);
    } catch (error) {
      const reason = error instanceof AvroMismatch ? "cannot be read as the document's" : "is not usable";
      return new InvalidMessage(`the schema that the message was written with ${reason}: ${sentence(error)}`, { cause: error });
    }
  }
}

/** What registries let pass. A name is only looked up here, whatever it is made of; the default of a writer's enum stands for nothing. */
const harmless: ReadonlySet<AvroProblemCode> = new Set(["avro-name", "avro-enum-default"]);

/** @throws Error with the first mistake */
export function parsedSchema({ text, references = [] }: WriterSchema): AvroType<JsonSource> {
  const names: AvroNames<JsonSource> = new Map();
  const report: AvroReport<JsonSource> = (code, parameters) => {
    if (avroProblems[code].severity === "error" && !harmless.has(code)) throw new Error(problemSentence(code, parameters));
  };
  for (const reference of references) readTypes(new JsonSource(JSON.parse(reference)), report, { names });
  return readTypes(new JsonSource(JSON.parse(text)), report, { names });
}

/** The name that a writer's schema gives to what it describes, which tells messages of one channel apart. */
export function writerName(writer: WriterSchema): string | undefined {
  if (writer.name !== undefined) return writer.name;
  try {
    const type = parsedSchema(writer);
    return "name" in type ? type.name : undefined;
  } catch {
    return undefined;
  }
}
