/** What goes around the body, and the key, of a message that is published: its schema's id, as the registry knows it. */
import { strategySaid } from "../../addresses/schema-registry.ts";
import type { Outgoing } from "../brokers/broker.ts";
import { framingOf } from "../decode/frame.ts";
import { codecOf, keyCodecOf } from "../decode/wire.ts";
import { countOf, type Framing, type Part, type SchemaId, writeFrame } from "../formats/framing.ts";
import type { ChannelDefinition, MessageDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { SchemaRegistry, SubjectSchema, WantedId } from "../registry/index.ts";
import { encodeKey } from "./key.ts";

/** Where a message goes, as far as its schema is concerned. */
export interface SchemaPlace {
  readonly server: Pick<ServerDefinition, "key" | "protocol" | "binding">;
  /** The environment variable that names the registry. */
  readonly variable: string;
  readonly registry: Pick<SchemaRegistry, "idOf" | "find" | "schema" | "fetch"> | undefined;
  /** A broker in the process: nothing is framed. */
  readonly isBare: boolean;
}

export interface FramedMessage {
  readonly channel: Pick<ChannelDefinition, "registry">;
  readonly message: MessageDefinition;
}

/** What of a message is written so that its schema has to be named, or that is no text. */
interface FramedPart {
  readonly part: Part;
  readonly bytes: Uint8Array;
  /** `none`: nothing stands around it. */
  readonly framing: Framing;
  readonly schema: SubjectSchema;
}

/** `undefined`: it goes as it is. */
export function framingOfPublished(
  { channel, message }: FramedMessage,
  { server, registry, isBare }: SchemaPlace,
  part: Part = "value",
): Exclude<Framing, "none"> | undefined {
  if (isBare || (part === "key" && !hasKeySchema(message, server))) return undefined;
  // Which of its messages are framed is asked of the registry's presence, not of its answers.
  const known = registry === undefined ? {} : { registry: { schema: () => undefined } };
  const framing = framingOf(message, channel, { server, ...known }, part);
  return framing === "none" ? undefined : framing;
}

function hasKeySchema({ keyWire }: MessageDefinition, { protocol }: SchemaPlace["server"]): boolean {
  return keyWire !== undefined && protocol === "kafka";
}

/** The subject that a schema is looked up under. What has no name of its own goes by its topic. */
function subjectOf({ channel, message }: FramedMessage, address: string, part: Part): string {
  const strategy = strategySaid(message, channel);
  const record = part === "value" ? (codecOf(message)?.fullName ?? message.name) : keyCodecOf(message)?.fullName;
  if (strategy === "topic" || record === undefined) return `${address}-${part}`;
  return strategy === "record" ? record : `${address}-${record}`;
}

/** What the registry is asked for. */
export function schemaOf(framed: FramedMessage, address: string, part: Part = "value"): SubjectSchema {
  const wire = part === "value" ? framed.message.wire : framed.message.keyWire;
  const subject = subjectOf(framed, address, part);
  return wire === undefined ? { subject, type: "JSON" } : { subject, type: "AVRO", text: wire.schema };
}

/** Waits only for an id that nobody here has asked for yet. @throws ConnectionError, ConfigurationError; then nothing is sent */
export function framed(outgoing: Outgoing, what: FramedMessage, place: SchemaPlace): Outgoing | Promise<Outgoing> {
  const parts = partsOf(outgoing, what, place);
  const ids = parts.map((part) => idOf(part, what, place));
  const whole = (known: readonly Known[]): Outgoing => parts.reduce((result, part, index) => around(result, part, known[index]), outgoing);
  return areKnown(ids) ? whole(ids) : answersOf(ids).then(whole);
}

type Known = SchemaId | undefined;

function areKnown(ids: readonly (Known | Promise<Known>)[]): ids is readonly Known[] {
  return !ids.some((id) => id instanceof Promise);
}

/** @throws what the first of them that failed says, whichever failed first: what a person reads does not depend on the registry's haste */
async function answersOf(ids: readonly (Known | Promise<Known>)[]): Promise<readonly Known[]> {
  const answers = await Promise.allSettled(ids);
  return answers.map((answer) => {
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** What `framed` asks the registry for, without asking. */
export function framesOf(
  outgoing: Outgoing,
  what: FramedMessage,
  place: SchemaPlace,
): readonly Pick<FramedPart, "part" | "framing" | "schema">[] {
  return partsOf(outgoing, what, place).filter(({ framing }) => framing !== "none");
}

function partsOf(outgoing: Outgoing, what: FramedMessage, place: SchemaPlace): readonly FramedPart[] {
  const { address, body, key } = outgoing;
  const parts: FramedPart[] = [];
  const framing = body === null ? undefined : framingOfPublished(what, place);
  if (body !== null && framing !== undefined) parts.push({ part: "value", bytes: body, framing, schema: schemaOf(what, address) });
  // Bytes are somebody's key as it is: of another message, or of a reply.
  if (typeof key !== "string" || place.isBare || !hasKeySchema(what.message, place.server)) return parts;
  const bytes = encodeKey(key, what.message);
  if (bytes !== undefined)
    parts.push({ part: "key", bytes, framing: framingOfPublished(what, place, "key") ?? "none", schema: schemaOf(what, address, "key") });
  return parts;
}

function idOf({ framing, schema }: FramedPart, what: FramedMessage, place: SchemaPlace): SchemaId | undefined | Promise<SchemaId> {
  if (framing === "none") return undefined;
  const { registry } = place;
  const problem = framingProblem(framing, place);
  if (problem !== undefined || registry === undefined) throw new ConfigurationError(problem ?? "no schema registry");
  const wanted = wantedBy(framing, what);
  return registry.idOf(schema, wanted) ?? registry.find(schema, wanted);
}

/** Why nothing can be published so; `undefined`: it can. */
export function framingProblem(framing: Framing, { server, registry, variable }: SchemaPlace): string | undefined {
  if (framing === "glue") return "the frame of AWS Glue is read and not written: its registry has an API of its own";
  if (registry !== undefined) return undefined;
  return `messages on the server "${server.key}" name their schema (${framing}), and no schema registry is known: set ${variable}`;
}

function wantedBy(framing: Framing, { channel, message }: FramedMessage): WantedId {
  if (framing === "confluent-header") return "guid";
  return countOf(framing, message.registry?.useId ?? channel.registry?.useId);
}

function around(outgoing: Outgoing, { part, bytes, framing }: FramedPart, id: SchemaId | undefined): Outgoing {
  const { body, headers } = writeFrame(bytes, framing, id, part);
  return {
    ...outgoing,
    ...(part === "key" ? { key: body } : { body }),
    ...(headers.size === 0 ? {} : { headers: new Map([...(outgoing.headers ?? []), ...headers]) }),
  };
}
