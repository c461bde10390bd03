/** One message to be published: validated, addressed, identified, encoded. Nothing is sent here. */

import { randomUUID } from "node:crypto";
import { fillAddress } from "../addresses/fill.ts";
import type { Outgoing } from "../brokers/broker.ts";
import { type HeaderValue, readValues, writeValues } from "../decode/header-values.ts";
import { judgeHeaders, type Parse } from "../decode/headers.ts";
import { sha256 } from "../decode/identity.ts";
import { defaultLimits } from "../decode/limits.ts";
import type { Facts } from "../expressions/evaluate.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ChannelDefinition, Expression, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";
import { keyText } from "../ground/key-text.ts";
import { boostHeaders, propertyHeaders } from "../ground/transport-headers.ts";
import type { MessageRun } from "../run/message-run.ts";
import { type FormatMode, parseOutgoing } from "../schema/formats/mode.ts";
import type { ValidationIssue, Validator } from "../schema/validator.ts";
import { completed, encodeBody } from "./encode.ts";
import { encodeKey, keyFrom } from "./key.ts";
import { type TraceHeaders, traceHeaders } from "./trace-headers.ts";

export interface Target {
  readonly channel: ChannelDefinition;
  readonly message: MessageDefinition;
  readonly operation?: OperationDefinition;
  readonly protocol: string;
}

export interface Prepared {
  readonly id: string;
  readonly outgoing: Outgoing;
}

export interface Circumstances {
  /** Of the handler that publishes. */
  readonly run?: MessageRun | undefined;
  /** Of the message, where whoever publishes knows better than chance: an activity, which may be tried again. */
  readonly id?: string | undefined;
  /** What the trace of the moment writes. */
  readonly trace?: () => TraceHeaders;
  /** A reply is waited for: the message's own id correlates where nobody gives another, and it says where the reply goes. */
  readonly reply?: ReplyPlace | undefined;
  /** Filled in as ever and never refused: a test sends wrong ones on purpose. */
  readonly lenient?: boolean;
}

export interface ReplyPlace {
  readonly to: string;
  /** Where in the request the document wants it. */
  readonly at?: Expression | undefined;
  /** The broker's own field for it says nothing: replies come through an exchange. */
  readonly isUnsaid: boolean;
}

/** @throws InvalidMessage */
export function prepare(
  target: Target,
  payload: unknown,
  options: PublishOptions = {},
  { run, id = idOf(run), trace = () => ({}), lenient = false, reply }: Circumstances = {},
): Prepared {
  const { channel, message, operation, protocol } = target;
  const correlationId = options.correlationId ?? (reply === undefined ? run?.correlationId : id);
  const whole = reading("payload", () => completed(withReplyPlace(correlated(payload, message, correlationId), reply), message));
  const checked = lenient ? { success: true as const, data: whole } : parserOf(target)(message.payload, whole);
  if (!checked.success) throw refused(message, checked.error.issues);
  const known = { id, correlationId, reply, trace: () => traceHeaders(trace(), run) };
  const { headers, assumed } = headersOf(target, options, known, lenient);
  const givenKey = options.key instanceof Uint8Array ? keyText(options.key) : options.key;
  const facts: Facts = { payload: checked.data, headers, parameters: options.parameters ?? {}, key: givenKey, id };
  const key = options.key ?? keyFrom(message, facts);
  // Refused here, before anybody is asked for the id of its schema.
  if (protocol === "kafka" && typeof key === "string") encodeKey(key, message);
  const wire = new Map(Object.entries(headers).map(([name, value]) => [name, written(name, value)] as const));
  wire.set("boost-id", [id]);
  return {
    id,
    outgoing: {
      address:
        options.address ??
        fillAddress(channel, protocol, options.parameters ?? {}, { ...facts, key: key instanceof Uint8Array ? givenKey : key }),
      body: encodeBody(checked.data, message),
      headers: wire,
      contentType: message.contentType,
      messageId: id,
      ...(key === undefined ? {} : { key }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(reply === undefined || reply.isUnsaid ? {} : { replyTo: reply.to }),
      ...(options.priority === undefined ? {} : { priority: options.priority }),
      ...(channel.binding === undefined ? {} : { channelBinding: channel.binding }),
      ...(operation?.binding === undefined ? {} : { operationBinding: operation.binding }),
      ...(assumed.size === 0 ? {} : { assumed }),
      ...optionsOf(operation, channel),
    },
  };
}

/** A reply belongs to no operation; how its channel is on Redis is known all the same. */
function optionsOf(operation: OperationDefinition | undefined, { redis }: ChannelDefinition): Pick<Outgoing, "options"> {
  if (redis === undefined) return operation === undefined ? {} : { options: operation.options };
  return { options: { ...operation?.options, redis: { ...redis, ...operation?.options.redis } } };
}

/**
 * Inside a handler the id follows from the delivery and a counter, so that a repeated run publishes the same ids. Not where the
 * delivery's id is a hash of its body: two equal messages would publish under one id.
 */
function idOf(run: MessageRun | undefined): string {
  if (run === undefined || !run.identity.identifies) return randomUUID();
  run.published += 1;
  return sha256(`${run.identity.id}\n${run.message}\n${run.published}`);
}

function parserOf({ channel, message }: Target): Parse {
  return (validator, value) => judged(message.formats ?? channel.formats, validator, value);
}

/** @throws InvalidMessage */
export function judged<T>(formats: FormatMode | undefined, validator: Validator<T>, value: unknown): ReturnType<Validator<T>["safeParse"]> {
  return reading("payload or headers", () => parseOutgoing(formats, validator, value));
}

/** What a program gives may have members that throw when they are looked at, or lead back to itself. @throws InvalidMessage */
export function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof InvalidMessage) throw cause;
    throw new InvalidMessage(`the ${what} of what is to be published cannot be read: ${sentence(cause)}`, { cause });
  }
}

/** A function or a symbol is nothing that could be written. */
function written(name: string, value: unknown): readonly HeaderValue[] {
  const values = reading(`header "${name}"`, () => writeValues(value));
  if (values.some((each) => each === undefined)) throw new InvalidMessage(`the header "${name}" cannot be written`, { code: "headers" });
  return values;
}

type HeaderRecord = { readonly [name: string]: unknown };

/** What is known when a message is published, whoever gave it. */
interface Known {
  readonly id: string;
  readonly correlationId: string | undefined;
  readonly reply: ReplyPlace | undefined;
  readonly trace: () => TraceHeaders;
}

interface Filled {
  readonly headers: HeaderRecord;
  /** Those that only the trace gives. */
  readonly assumed: ReadonlySet<string>;
}

/** What was given, and what is filled in; judged together. */
function headersOf(target: Target, options: PublishOptions, known: Known, lenient: boolean): Filled {
  const { message } = target;
  const given: { [name: string]: unknown } = Object.create(null);
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (isOwn(name, message)) throw new InvalidMessage(`the header "${name}" is boost-gen's own`, { code: "headers" });
    if (value !== undefined) given[name] = value;
  }
  const { reply } = known;
  // An address of the caller's would lead the reply away from who waits for it.
  if (reply?.at?.from === "header") delete given[reply.at.path[0] ?? ""];
  const headers = { ...filledIn(target, known), ...given };
  const judged = judgeHeaders(headers, message, parserOf(target));
  if (!("issues" in judged)) return { headers, assumed: new Set() };
  const traced = withTrace(headers, judged.issues, known.trace());
  if (lenient) return traced ?? { headers, assumed: new Set() };
  const again = traced === undefined ? judged : judgeHeaders(traced.headers, message, parserOf(target));
  if (traced === undefined || "issues" in again) throw refused(message, "issues" in again ? again.issues : judged.issues, "headers of ");
  return traced;
}

/** With what the trace would write of the headers that are missed. */
function withTrace(headers: HeaderRecord, issues: readonly ValidationIssue[], trace: TraceHeaders): Filled | undefined {
  const missed = issues.flatMap(({ path: [name] }) => (typeof name === "string" && headers[name] === undefined ? [name] : []));
  const assumed = new Set(missed.filter((name) => Object.hasOwn(trace, name)));
  if (assumed.size === 0) return undefined;
  return { headers: { ...headers, ...Object.fromEntries([...assumed].map((name) => [name, trace[name]])) }, assumed };
}

/** A header that the schema names is the user's, unless it is one that we write. */
function isOwn(name: string, { headerTypes = {} }: MessageDefinition): boolean {
  return name.startsWith("boost-") && (!Object.hasOwn(headerTypes, name) || (boostHeaders as readonly string[]).includes(name));
}

/**
 * What nobody has to give: the value that receivers tell the channel's messages apart by, the correlation id where the message says that
 * it lives, and of what the transport writes that which the schema names and so judges.
 */
function filledIn({ channel, message }: Target, { id, correlationId, reply }: Known): HeaderRecord {
  const { headerTypes = {} } = message;
  const headers: { [name: string]: unknown } = {};
  const named: { readonly [name: string]: string | undefined } = {
    "boost-id": id,
    [propertyHeaders.contentType]: message.contentType,
    [propertyHeaders.correlationId]: correlationId,
    [propertyHeaders.replyTo]: reply?.isUnsaid === true ? undefined : reply?.to,
  };
  for (const [name, value] of Object.entries(named)) if (value !== undefined && Object.hasOwn(headerTypes, name)) headers[name] = value;
  if (channel.dispatch.by === "header") {
    const [name] = channel.dispatch.path;
    const own = channel.dispatch.cases.find(([, member]) => channel.messages[member] === message);
    if (name !== undefined && own !== undefined) headers[name] = own[0];
  }
  if (correlationId !== undefined && message.correlationId?.from === "header") {
    const [name] = message.correlationId.path;
    if (name !== undefined) headers[name] = readValues([correlationId], headerTypes[name] ?? "string", defaultLimits);
  }
  if (reply?.at?.from === "header") {
    const [name] = reply.at.path;
    if (name !== undefined) headers[name] = reply.to;
  }
  return headers;
}

/** The payload with its correlation id, where the message keeps it there and the payload does not have one yet. */
function correlated(payload: unknown, { correlationId: place }: MessageDefinition, correlationId: string | undefined): unknown {
  if (correlationId === undefined || place?.from !== "payload") return payload;
  return withAt(payload, place.path, correlationId);
}

/** Where the document wants the address of the reply in the payload it is ours, whatever stands there. */
function withReplyPlace(payload: unknown, reply: ReplyPlace | undefined): unknown {
  return reply?.at?.from === "payload" ? withAt(payload, reply.at.path, reply.to, true) : payload;
}

function withAt(value: unknown, [key, ...rest]: readonly string[], text: string, replaces = false): unknown {
  if (key === undefined) return replaces ? text : (value ?? text);
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) return value;
  const inner = Object.hasOwn(value, key) ? (value as { readonly [name: string]: unknown })[key] : undefined;
  const filled = withAt(inner ?? (rest.length > 0 ? {} : undefined), rest, text, replaces);
  return filled === inner ? value : { ...value, [key]: filled };
}

function refused(message: MessageDefinition, issues: readonly ValidationIssue[], what = ""): InvalidMessage {
  const [first] = issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` at ${jsonPointer(first.path)}`;
  return new InvalidMessage(`not valid ${what}${message.name}${where}: ${first?.message ?? "refused"}`, { code: "schema", issues });
}
