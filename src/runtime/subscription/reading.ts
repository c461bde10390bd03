/** Decode, recognise, validate: everything about a delivery that is decided before its handler runs. */
import { parseAddress } from "../addresses/parse.ts";
import type { Delivery } from "../brokers/broker.ts";
import { SchemaNeeded, type Unframer } from "../decode/frame.ts";
import { headerText } from "../decode/headers.ts";
import type { Limits } from "../decode/limits.ts";
import { MessageReader } from "../decode/message-reader.ts";
import { Recognised, recognise } from "../decode/recognise.ts";
import type { ChannelDefinition, OperationDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";
import { unreadableHeader } from "../ground/transport-headers.ts";

/** A message that an operation here receives. */
export class OwnMessage extends Recognised {
  readonly kind = "ours";
  readonly operation: OperationDefinition;
  readonly parameters: { readonly [name: string]: string };
  /** Id of a CloudEvents envelope. */
  readonly eventId: string | undefined;
  /** The value of a key that a registry's serializer wrote; absent where the key is what came. */
  readonly key: string | undefined;

  constructor(
    found: Recognised,
    { operation, parameters, eventId, key }: Pick<OwnMessage, "operation" | "parameters" | "eventId" | "key">,
  ) {
    super(found.member, found.message, found.payload, found.headers);
    this.operation = operation;
    this.parameters = parameters;
    this.eventId = eventId;
    this.key = key;
  }
}

export type Reading =
  | OwnMessage
  /** Its schema has to be fetched first; then it is read again. */
  | { readonly kind: "unfetched"; readonly needed: SchemaNeeded }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "invalid"; readonly error: InvalidMessage };

export interface ReadOptions {
  readonly channel: ChannelDefinition;
  readonly protocol: string;
  /** Member of `channel.messages` → the operation that receives it. */
  readonly operations: ReadonlyMap<string, { readonly operation: OperationDefinition }>;
  readonly limits: Limits;
  readonly tombstone: "skip" | "handler" | "invalid" | undefined;
  /** A message that no candidate accepts. */
  readonly unmatched: "dead-letter" | "skip";
  /** A message of the channel that no operation here receives. */
  readonly foreign: "dead-letter" | "skip";
  readonly unframer: Pick<Unframer, "unframe" | "keyOf">;
  /** A header came several times although one value is described. */
  readonly repeated: (name: string) => void;
}

/** Never throws. */
export function read(delivery: Delivery, options: ReadOptions): Reading {
  const { channel, operations } = options;
  try {
    if (delivery.body === null && options.tombstone === "skip") return { kind: "skip", reason: "tombstone" };
    const unreadable = headerText(delivery.headers, unreadableHeader);
    if (unreadable !== undefined) throw new InvalidMessage(`cannot be read: ${unreadable}`, { code: "unreadable" });
    const key = options.unframer.keyOf(delivery);
    const { limits, repeated, unframer } = options;
    const reader = new MessageReader(delivery, limits, { repeated, framed: unframer.unframe(delivery) });
    const trusted = delivery.body === null && options.tombstone === "handler";
    const found = recognise(channel, delivery, reader, { ours: operations, trusted });
    if ("foreign" in found) {
      if (options.foreign === "skip") return { kind: "skip", reason: "other operation" };
      throw new InvalidMessage(`the message "${found.foreign}" is received by no operation here`, { code: "not-ours" });
    }
    const own = operations.get(found.member);
    if (own === undefined) throw new Error(`no operation for "${found.member}"`);
    const parameters = parseAddress(channel, delivery.address, options.protocol);
    return new OwnMessage(found, { operation: own.operation, parameters, eventId: reader.eventId, key });
  } catch (error) {
    if (error instanceof SchemaNeeded) return { kind: "unfetched", needed: error };
    if (error instanceof InvalidMessage) {
      if (error.code === "unmatched" && options.unmatched === "skip") return { kind: "skip", reason: "unmatched" };
      return { kind: "invalid", error };
    }
    // A validator that overflows the stack or throws in another way: the message is what made it so, and it would again.
    return { kind: "invalid", error: new InvalidMessage(`could not be validated: ${sentence(error)}`, { code: "schema", cause: error }) };
  }
}
