/** What stands around a body, taken off: the bytes inside, and the schema that they were written with. Asks nobody: a schema that is not known yet is named. */
import { type Framing, framingSaid, usualFraming } from "../../addresses/schema-registry.ts";
import type { Delivery } from "../brokers/broker.ts";
import type { AvroCodec } from "../formats/avro/index.ts";
import { idInHeaders, type Part, readFrame, readFrameOfJson, type SchemaId, schemaText } from "../formats/framing.ts";
import type { ChannelDefinition, MessageDefinition, ServerDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import type { SchemaRegistry, WriterSchema } from "../registry/index.ts";
import { isStructured } from "./cloud-events.ts";
import { familyOf, mediaType } from "./content.ts";
import { headerText } from "./headers.ts";
import { decodeJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import type { Bytes, Framed } from "./message-reader.ts";
import { keyCodecOfChannel, writersCodec } from "./wire.ts";

/** A schema that a message names and that was not fetched yet: the message is read again once it was. */
export class SchemaNeeded extends Error {
  override readonly name = "SchemaNeeded";
  readonly id: SchemaId;
  readonly part: Part;
  constructor(id: SchemaId, part: Part) {
    super(`the ${schemaText(id)} is not known yet`);
    this.id = id;
    this.part = part;
  }
}

export interface FramedFrom {
  readonly server: Pick<ServerDefinition, "binding">;
  /** Absent: none is configured. */
  readonly registry?: Pick<SchemaRegistry, "schema"> | undefined;
  /** A broker in the process: nothing is framed. */
  readonly isBare?: boolean | undefined;
}

/** How a message says which schema it was written with; `undefined`: nothing is said, and nothing usual. */
export function framingOf(
  message: MessageDefinition,
  channel: Pick<ChannelDefinition, "registry">,
  { server, registry: known }: FramedFrom,
  part: Part = "value",
): Framing | undefined {
  const isAvro = (part === "value" ? message.wire : message.keyWire) !== undefined;
  return framingSaid(message, channel, server.binding) ?? (isAvro && known !== undefined ? usualFraming(server.binding) : undefined);
}

/** The framing of a channel's messages that cannot be read without a registry; `undefined`: one is known, or none is needed. */
export function framingWithoutRegistry(channel: ChannelDefinition, from: FramedFrom): Framing | undefined {
  if (from.registry !== undefined || from.isBare === true) return undefined;
  return Object.values(channel.messages)
    .filter(({ wire }) => wire !== undefined)
    .map((message) => framingOf(message, channel, from))
    .find((framing) => framing !== undefined && framing !== "none" && framing !== "glue");
}

/** What is looked for around the bodies of one channel. */
export class Unframer {
  readonly #from: FramedFrom;
  readonly #limits: Limits;
  readonly #framing: Framing | undefined;
  readonly #framingOfKeys: Framing | undefined;
  readonly #keyCodec: AvroCodec | undefined;
  readonly #useId: "global" | "content" | undefined;
  readonly #hasAvro: boolean;
  readonly #hasJson: boolean;
  /** Ids in front of keys that the registry does not have, and when it said so. */
  readonly #deniedKeys = new Map<string, number>();

  constructor(channel: ChannelDefinition, from: FramedFrom, limits: Limits) {
    const messages = Object.values(channel.messages);
    const framingOfAll = (part: Part): Framing | undefined => {
      const framings = messages.flatMap((message) => framingOf(message, channel, from, part) ?? []);
      return framings.find((framing) => framing !== "none") ?? framings[0];
    };
    this.#from = from;
    this.#limits = limits;
    this.#framing = framingOfAll("value");
    this.#framingOfKeys = this.#framing ?? framingOfAll("key");
    this.#keyCodec = keyCodecOfChannel(channel);
    this.#useId = messages.find(({ registry }) => registry?.useId !== undefined)?.registry?.useId ?? channel.registry?.useId;
    this.#hasAvro = messages.some(({ wire }) => wire !== undefined);
    this.#hasJson = messages.some(({ wire, contentType }) => wire === undefined && familyOf(mediaType(contentType).essence) === "json");
  }

  /** `undefined`: nothing stands around it. @throws InvalidMessage; SchemaNeeded */
  unframe(delivery: Bytes): Framed | undefined {
    const { body, headers } = delivery;
    if (body === null || this.#framing === "none" || isStructured(delivery)) return undefined;
    if (!this.#hasAvro) return this.#hasJson ? readFrameOfJson(body, this.#limits.bodyBytes) : undefined;
    if (this.#framing === undefined || this.#from.isBare === true) return undefined;
    // JSON beside Avro need not be framed, and cannot be mistaken.
    if (this.#hasJson && body[0] !== 0 && body[0] !== 3 && idInHeaders(headers, "value") === undefined) return undefined;
    const encoding = headerText(headers, "apicurio.value.encoding");
    if (encoding !== undefined && encoding !== "BINARY")
      throw new InvalidMessage(`the header "apicurio.value.encoding" says ${encoding}; Avro is read in BINARY`, { code: "frame" });
    const { id, body: inside } = readFrame(body, this.#framing, {
      headers,
      limit: this.#limits.bodyBytes,
      useId: this.#useId,
    });
    const writer = id === undefined ? undefined : this.#schema(id);
    if (writer === undefined) return { body: inside };
    if (writer.type === "AVRO") return { body: inside, writer };
    if (writer.type === "JSON" && this.#hasJson) return { body: inside };
    throw new InvalidMessage(`the message was written with a schema of ${writer.type}, and its channel has Avro`, { code: "frame" });
  }

  /**
   * The key as a person knows it, where a serializer of a registry wrote it, or where the document says what it is: its value, as text or as JSON. Order and replay go by its
   * bytes, so what cannot be read stays as it came; other keys begin with 0 as well. @throws SchemaNeeded
   */
  keyOf({ keyBytes, headers }: Pick<Delivery, "keyBytes" | "headers">): string | undefined {
    const { registry, isBare } = this.#from;
    const framing = this.#framingOfKeys;
    if (keyBytes === undefined || isBare === true) return undefined;
    try {
      if (framing === undefined || framing === "none")
        return this.#keyCodec === undefined ? undefined : shown(this.#keyCodec.decode(keyBytes, { depth: this.#limits.depth }));
      if (registry === undefined) return undefined;
      const named = headers.size > 0 && idInHeaders(headers, "key") !== undefined;
      if (!named && (keyBytes[0] !== 0 || keyBytes.length < 6 || !framing.match(/^(confluent|apicurio)$/))) return undefined;
      const options = { headers, part: "key" as const, limit: this.#limits.bodyBytes, useId: this.#useId };
      const { id, body } = readFrame(keyBytes, framing, options);
      if (id === undefined || ("id" in id && id.id === 0) || this.#isDenied(id)) return undefined;
      return this.#keyValue(body, this.#schema(id, "key"));
    } catch (error) {
      if (error instanceof InvalidMessage) return undefined;
      throw error;
    }
  }

  /** By the document's schema where it has one that fits, else as it was written. */
  #keyValue(body: Uint8Array, writer: WriterSchema | undefined): string | undefined {
    const { depth } = this.#limits;
    if (writer === undefined) return undefined;
    if (writer.type !== "AVRO") return shown(decodeJson(body, this.#limits));
    try {
      if (this.#keyCodec !== undefined) return shown(this.#keyCodec.decode(body, { writer, depth }));
    } catch (error) {
      if (!(error instanceof InvalidMessage)) throw error;
    }
    return shown(writersCodec(writer).decode(body, { depth }));
  }

  /** What begins like a frame was none: the key stays as it came, and the registry is not asked again for a while. */
  denyKey(id: SchemaId): void {
    if (this.#deniedKeys.size >= mostDenied) this.#deniedKeys.clear();
    this.#deniedKeys.set(schemaText(id), Date.now());
  }

  #isDenied(id: SchemaId): boolean {
    const since = this.#deniedKeys.size === 0 ? undefined : this.#deniedKeys.get(schemaText(id));
    return since !== undefined && Date.now() - since < deniedFor;
  }

  /** Without a registry, and of AWS Glue, whose registry has an API of its own, the document's schema is the writer's. */
  #schema(id: SchemaId, part: Part = "value"): WriterSchema | undefined {
    const { registry } = this.#from;
    if (registry === undefined || id.kind === "glue") return undefined;
    const known = registry.schema(id);
    if (known === undefined) throw new SchemaNeeded(id, part);
    return known;
  }
}

const mostDenied = 1_000;
/** Milliseconds; a registry may lag behind its producers. */
const deniedFor = 60_000;

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
