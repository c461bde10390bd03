/** What goes around the body of a message that is published: its schema's id, as the registry knows it. */
import { strategyOfBinding } from "../../addresses/schema-registry.ts";
import type { Outgoing } from "../brokers/broker.ts";
import { framingOf } from "../decode/frame.ts";
import { codecOf } from "../decode/wire.ts";
import { countOf, type Framing, type SchemaId, writeFrame } from "../formats/framing.ts";
import type { ChannelDefinition, MessageDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import type { SchemaRegistry, SubjectSchema, WantedId } from "../registry/index.ts";

/** Where a message goes, as far as its schema is concerned. */
export interface SchemaPlace {
  readonly server: Pick<ServerDefinition, "key" | "binding">;
  /** The environment variable that names the registry. */
  readonly variable: string;
  readonly registry: Pick<SchemaRegistry, "idOf" | "find"> | undefined;
  /** A broker in the process: nothing is framed. */
  readonly isBare: boolean;
}

export interface FramedMessage {
  readonly channel: Pick<ChannelDefinition, "registry">;
  readonly message: MessageDefinition;
}

/** `undefined`: it goes as it is. */
export function framingOfPublished({ channel, message }: FramedMessage, place: SchemaPlace): Exclude<Framing, "none"> | undefined {
  if (place.isBare) return undefined;
  // Which of its messages are framed is asked of the registry's presence, not of its answers.
  const known = place.registry === undefined ? {} : { registry: { schema: () => undefined } };
  const framing = framingOf(message, channel, { server: place.server, ...known });
  return framing === "none" ? undefined : framing;
}

/** The subject that its schema is looked up under. */
function subjectOf({ channel, message }: FramedMessage, address: string): string {
  const strategy = message.registry?.subject ?? strategyOfBinding(message.binding) ?? channel.registry?.subject ?? "topic";
  const record = codecOf(message)?.fullName ?? message.name;
  if (strategy === "topic") return `${address}-value`;
  return strategy === "record" ? record : `${address}-${record}`;
}

/** What the registry is asked for. */
export function schemaOf(framed: FramedMessage, address: string): SubjectSchema {
  const { wire } = framed.message;
  const subject = subjectOf(framed, address);
  return wire === undefined ? { subject, type: "JSON" } : { subject, type: "AVRO", text: wire.schema };
}

/** Waits only for an id that nobody here has asked for yet. @throws ConnectionError, ConfigurationError; then nothing is sent */
export function framed(outgoing: Outgoing, what: FramedMessage, place: SchemaPlace): Outgoing | Promise<Outgoing> {
  const framing = framingOfPublished(what, place);
  if (framing === undefined || outgoing.body === null) return outgoing;
  const { registry } = place;
  const problem = framingProblem(framing, place);
  if (problem !== undefined || registry === undefined) throw new ConfigurationError(problem ?? "no schema registry");
  const schema = schemaOf(what, outgoing.address);
  const wanted = wantedBy(framing, what);
  const known = registry.idOf(schema, wanted);
  return known === undefined ? registry.find(schema, wanted).then((id) => around(outgoing, framing, id)) : around(outgoing, framing, known);
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

function around(outgoing: Outgoing, framing: Framing, id: SchemaId): Outgoing {
  const { body, headers } = writeFrame(outgoing.body ?? new Uint8Array(), framing, id);
  return { ...outgoing, body, ...(headers.size === 0 ? {} : { headers: new Map([...(outgoing.headers ?? []), ...headers]) }) };
}
