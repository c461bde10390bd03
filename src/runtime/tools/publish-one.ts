import { closest } from "../config/closest.ts";
import { inCapitals } from "../config/variables.ts";
import { decodeHeaders } from "../decode/headers.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ContractDefinition, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { ConfigurationError } from "../ground/errors.ts";
import { framed, framesOf } from "../publish/framing.ts";
import { prepare } from "../publish/outgoing.ts";
import { Session, type ToolOptions } from "./session.ts";

/** In one sentence. */
const mostNames = 20;

/** A message and the operation that it belongs to. */
export interface PublishTarget {
  /** Says the channel. */
  readonly operation: OperationDefinition;
  /** Says the schema. */
  readonly message: MessageDefinition;
}

/**
 * What a name means: a message (its name or its member), or an operation that has one message only. Messages that the application sends
 * come before those that it receives, which are published to where it listens. @throws ConfigurationError that lists what there is
 */
export function publishTarget(contract: ContractDefinition, name: string): PublishTarget {
  const all = targetsOf(contract);
  const operation = contract.operations.find(({ key, name: member }) => key === name || member === name);
  const found = all.filter(({ message }) => message.name === name || message.member === name);
  const ofOperation = operation === undefined ? [] : all.filter((target) => target.operation === operation);
  const [first, second] = found.length > 0 ? found : ofOperation;
  if (first === undefined) {
    const names = [...new Set(all.map(({ message }) => message.name))];
    const near = closest(name, names);
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
    throw new ConfigurationError(
      `"${name}" is neither a message nor an operation of "${contract.name}"; ${near === undefined ? "" : `did you mean "${near}"? `}its messages are ${names.slice(0, mostNames).join(", ") || "none"}${more}`,
    );
  }
  if (second === undefined || found.length > 0) return first;
  throw new ConfigurationError(
    `the operation "${name}" has several messages; name one of ${ofOperation.map(({ message }) => message.name).join(", ")}`,
  );
}

function targetsOf({ operations }: ContractDefinition): readonly PublishTarget[] {
  const sending = [...operations].sort((a, b) => Number(b.action === "send") - Number(a.action === "send"));
  return sending.flatMap((operation) =>
    Object.keys(operation.messages).flatMap((member) => {
      const message = operation.channel.messages[member];
      return message === undefined ? [] : [{ operation, message }];
    }),
  );
}

/** Headers that somebody typed: what their texts mean by the message's schema. */
export function describedHeaders(
  given: { readonly [name: string]: string },
  message: MessageDefinition,
): NonNullable<PublishOptions["headers"]> {
  const texts = new Map(Object.entries(given).map(([name, text]) => [name, [text]] as const));
  return { ...given, ...decodeHeaders(texts, message) } as NonNullable<PublishOptions["headers"]>;
}

/** What `publishOne` is to publish. */
export interface PublishRequest extends ToolOptions {
  /** From `publishTarget`. */
  readonly target: PublishTarget;
  /** Validated before anything is sent. */
  readonly payload: unknown;
  /** Absent fields are filled in as a publisher does. */
  readonly publish?: PublishOptions;
  /** Validates, addresses and encodes; sends nothing. */
  readonly dryRun?: boolean;
}

/** What was published. */
export interface Published {
  /** The message's id. */
  readonly id: string;
  /** Where it went. */
  readonly address: string;
  /** As text; `undefined` where it has none. */
  readonly key: string | undefined;
  /** Bytes of the body; of a dry run without what the registry is asked for. */
  readonly bytes: number;
  /** Of a dry run: whose schema's id is looked up when it is sent, and how it is written. */
  readonly unasked: readonly { readonly part: "value" | "key"; readonly subject: string; readonly framing: string }[];
}

/** Resolves when the broker has confirmed. @throws InvalidMessage, ConnectionError, ConfigurationError */
export async function publishOne({ target, payload, publish = {}, dryRun = false, ...options }: PublishRequest): Promise<Published> {
  const session = new Session(options);
  try {
    const { operation, message } = target;
    const { channel } = operation;
    const { protocol, connected, schemas } = session.brokerOf({ channel, operation });
    const server = session.serverOf(operation.channel);
    if (!dryRun && session.connection(server).url.startsWith("memory:")) {
      throw new ConfigurationError(
        `the server "${server.key}" is a broker in another process's memory, which nobody else can publish to; publish from the application itself, or give BOOST_${inCapitals(server.key)}_URL a real server`,
      );
    }
    const { id, outgoing: bare } = prepare({ channel, message, operation, protocol }, payload, publish);
    // A dry run asks nobody, so it shows the body without the schema's id.
    const outgoing = dryRun ? bare : await framed(bare, { channel, message }, schemas);
    const unasked = dryRun ? framesOf(bare, { channel, message }, schemas) : [];
    // A receiving operation's binding speaks of the consumer (group, acknowledgement), not of who sends.
    const { operationBinding, ...unbound } = outgoing;
    const sent = operation.action === "send" && operationBinding !== undefined ? { ...unbound, operationBinding } : unbound;
    if (!dryRun) await (await connected()).publish(sent);
    return {
      id,
      address: sent.address,
      key: typeof bare.key === "string" ? bare.key : undefined,
      bytes: sent.body?.length ?? 0,
      unasked: unasked.map(({ part, schema, framing }) => ({ part, subject: schema.subject, framing })),
    };
  } finally {
    await session.close();
  }
}
