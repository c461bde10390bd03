/** What kafkajs rejects with → the kind of failure and a sentence. Secrets never enter one: only names that the document or the operator chose. */
import { assertNever } from "../../ground/assert-never.ts";
import {
  ConfigurationError,
  ConnectionError,
  FatalError,
  InvalidMessage,
  ServerSideError,
  sentence,
  UnroutableError,
} from "../../ground/errors.ts";
import type { Hide } from "../../ground/secrets.ts";

export interface FailureContext {
  /** Key of the server in the document. */
  readonly server: string;
  /** `host:port` list. */
  readonly url: string;
  /** What was being done: `publish to`, `read from`, `connect to`. */
  readonly doing: string;
  readonly topic?: string;
  readonly group?: string;
  readonly username?: string;
  /** Where credentials are sent: takes them out of what comes back. */
  readonly hide?: Hide;
}

/** `overloaded`: the server cannot, whichever message it is. `unroutable`: the address cannot be written to. */
type Kind = "connection" | "overloaded" | "unroutable" | "configuration" | "fatal" | "invalid";
type Row = readonly [kind: Kind, sentence: (context: FailureContext, detail: string) => string];

const topicOf = ({ topic }: FailureContext): string => (topic === undefined ? "a topic" : `the topic "${topic}"`);
const groupOf = ({ group }: FailureContext): string => (group === undefined ? "the group" : `the group "${group}"`);
const at = ({ server, url }: FailureContext): string => `Kafka server "${server}" (${url})`;

/** By the protocol's error type, then by kafkajs's class name. */
const rows: { readonly [typeOrName: string]: Row } = {
  UNKNOWN_TOPIC_OR_PARTITION: [
    "unroutable",
    (c) =>
      `${at(c)} does not have ${topicOf(c)}; a service never creates topics: run \`boost-gen doctor --create\`, create it by hand, or mend the address`,
  ],
  INVALID_TOPIC_EXCEPTION: [
    "configuration",
    (c) => `${at(c)} does not accept the name of ${topicOf(c)}: letters, digits, ".", "_" and "-", at most 249`,
  ],
  TOPIC_AUTHORIZATION_FAILED: [
    "unroutable",
    (c) => `${at(c)} does not allow this user to ${c.doing} ${topicOf(c)}; grant it to the user or use another one`,
  ],
  GROUP_AUTHORIZATION_FAILED: [
    "connection",
    (c) => `${at(c)} does not allow this user to read in ${groupOf(c)}; grant it, or set another group`,
  ],
  CLUSTER_AUTHORIZATION_FAILED: [
    "connection",
    (c) => `${at(c)} does not allow this user to ${c.doing} ${topicOf(c)}; a cluster permission is missing`,
  ],
  INVALID_GROUP_ID: ["configuration", (c) => `${at(c)} does not accept the name of ${groupOf(c)}`],
  INCONSISTENT_GROUP_PROTOCOL: [
    "configuration",
    (c) => `${groupOf(c)} on ${at(c)} has members that divide partitions in another way; give this consumer a group of its own`,
  ],
  GROUP_MAX_SIZE_REACHED: ["connection", (c) => `${groupOf(c)} on ${at(c)} has as many members as the server allows`],
  MESSAGE_TOO_LARGE: [
    "invalid",
    (c) => `the message is larger than ${topicOf(c)} on ${at(c)} takes; raise its max.message.bytes or send less`,
  ],
  RECORD_LIST_TOO_LARGE: [
    "invalid",
    (c) => `the message is larger than ${topicOf(c)} on ${at(c)} takes; raise its segment.bytes or send less`,
  ],
  INVALID_RECORD: ["invalid", (c) => `${topicOf(c)} on ${at(c)} refuses the message: a compacted topic needs a key`],
  NOT_ENOUGH_REPLICAS: ["overloaded", (c) => `too few replicas of ${topicOf(c)} are in sync on ${at(c)}`],
  UNSUPPORTED_SASL_MECHANISM: ["configuration", (c, detail) => `${at(c)} does not know the SASL mechanism: ${detail}`],
  SASL_AUTHENTICATION_FAILED: ["configuration", (c) => refused(c)],
  ILLEGAL_SASL_STATE: ["configuration", (c) => `${at(c)} does not expect a login; leave user name and password out, or use its SASL port`],
  UNSUPPORTED_VERSION: ["fatal", (c, detail) => `${at(c)} does not speak the protocol versions of kafkajs: ${detail}`],
  UNSUPPORTED_COMPRESSION_TYPE: [
    "fatal",
    (c, detail) => `${topicOf(c)} on ${at(c)} uses a compression that kafkajs cannot read: ${detail}`,
  ],
  OFFSET_METADATA_TOO_LARGE: [
    "fatal",
    (c) => `${at(c)} takes less than 64 bytes beside a committed offset; raise offset.metadata.max.bytes`,
  ],
  KafkaJSSASLAuthenticationError: ["configuration", (c) => refused(c)],
  KafkaJSNotImplemented: [
    "fatal",
    (c, detail) => `${topicOf(c)} on ${at(c)} holds what kafkajs cannot read: ${detail}; register its codec in kafkajs's CompressionCodecs`,
  ],
};

function refused(context: FailureContext): string {
  const user = context.username === undefined ? "the login" : `the user "${context.username}"`;
  return `${at(context)} refuses ${user}: wrong name, password, token or mechanism`;
}

/** The chain of causes, outermost first; kafkajs wraps what it gave up on. */
function* chain(error: unknown): Generator<object> {
  let current: unknown = error;
  for (let depth = 0; depth < 10 && typeof current === "object" && current !== null; depth++) {
    yield current;
    if ("errors" in current && Array.isArray(current.errors) && current.errors.length > 0) current = current.errors[0];
    else current = "cause" in current ? current.cause : undefined;
  }
}

/** The protocol's error type (`UNKNOWN_TOPIC_OR_PARTITION`), wherever it stands in the chain. */
export function typeOf(error: unknown): string | undefined {
  for (const link of chain(error)) if ("type" in link && typeof link.type === "string") return link.type;
  return undefined;
}

/** kafkajs would try it again: the server is away, busy or being divided anew. Anything else is a mistake, of ours or of kafkajs. */
export function isTemporary(error: unknown): boolean {
  const links = [...chain(error)];
  const root = links.at(-1);
  return (
    links.some((link) => "name" in link && link.name === "KafkaJSNumberOfRetriesExceeded") ||
    (root !== undefined && "retriable" in root && root.retriable === true)
  );
}

function rowOf(error: unknown): Row | undefined {
  const type = typeOf(error);
  const byType = type === undefined ? undefined : rows[type];
  if (byType !== undefined) return byType;
  for (const link of chain(error)) {
    const row = "name" in link && typeof link.name === "string" ? rows[link.name] : undefined;
    if (row !== undefined) return row;
  }
  return undefined;
}

/** A certificate that does not fit is not mended by waiting. kafkajs keeps only Node's text, not its code. */
const certificate = /certificate|self.signed|altname|wrong version number|tlsv1|ssl routines|handshake failure/i;

/** Turns whatever kafkajs threw into one of our errors; errors of ours pass through. */
export function kafkaFailure(error: unknown, context: FailureContext): Error {
  context.hide?.(error);
  for (const link of chain(error)) {
    if (link instanceof FatalError || link instanceof ConnectionError || link instanceof InvalidMessage) return link;
  }
  const detail = sentence(error);
  const row = rowOf(error);
  if (row !== undefined) return make(row[0], row[1](context, detail), error);
  if (certificate.test(detail)) {
    return make(
      "configuration",
      `the TLS connection to ${at(context)} fails: ${detail}; check the port, \`ca\`, \`cert\` and \`key\``,
      error,
    );
  }
  return make(
    "connection",
    `cannot ${context.doing} ${context.topic === undefined ? at(context) : `${topicOf(context)} on ${at(context)}`}: ${detail}`,
    error,
  );
}

function make(kind: Kind, message: string, cause: unknown): Error {
  switch (kind) {
    case "connection":
      return new ConnectionError(message, { cause });
    case "overloaded":
      return new ServerSideError(message, { cause });
    case "unroutable":
      return new UnroutableError(message, { cause });
    case "configuration":
      return new ConfigurationError(message, { cause });
    case "fatal":
      return new FatalError(message, { cause });
    case "invalid":
      return new InvalidMessage(message, { code: "too-large", cause });
    default:
      return assertNever(kind);
  }
}
