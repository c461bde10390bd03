import type { Outgoing } from "../runtime/brokers/broker.ts";
import { Problems } from "../runtime/config/environment.ts";
import { serverOf } from "../runtime/config/server.ts";
import type { ContractDefinition } from "../runtime/ground/contract.ts";
import { prepare, type Target } from "../runtime/publish/outgoing.ts";

/** `Headers`: those that the document describes for the message, typed; else any. */
export interface IncomingOptions<Headers = { readonly [name: string]: string | number | boolean }> {
  /** The message's key; default: what the document says. */
  readonly key?: string | Uint8Array;
  /** Headers beside those that the sender's boost-gen sets. */
  readonly headers?: Headers;
  /** The message's identity; two with the same are the same message. Default: its place in the broker. */
  readonly id?: string;
  /** Another address than the channel's. */
  readonly address?: string;
  /** Values of the address's parameters. */
  readonly parameters?: { readonly [name: string]: string };
  /** Put where the document says it stands. */
  readonly correlationId?: string;
}

/** Where somebody else's message goes in, a member of `contract.incoming`. */
export function incomingTarget(contract: ContractDefinition, member: string, chosen: readonly string[]): Target {
  const incoming = contract.incoming[member];
  if (incoming === undefined) throw new Error(`there is no message "${member}"`);
  const { operation, message } = incoming;
  const { channel } = operation;
  return { channel, message, operation, protocol: serverOf(contract, channel, chosen, new Problems())?.protocol ?? "other" };
}

/**
 * As a publisher of ours writes it, but for what it would refuse, so that a test can send wrong ones. Our mark is on it only where the
 * schema of headers speaks of it.
 */
export function incomingMessage(target: Target, payload: unknown, { id, ...options }: IncomingOptions): Outgoing {
  const prepared = prepare(target, payload, options, { lenient: true });
  const isMarked = Object.hasOwn(target.message.headerTypes ?? {}, "boost-id");
  return identified(prepared.outgoing, id ?? (isMarked ? prepared.id : undefined));
}

/** Without an id of its own a message is known by its place, as one of a producer that does not use boost-gen. */
export function identified(message: Outgoing, id: string | undefined): Outgoing {
  const headers = new Map(message.headers);
  if (id === undefined) headers.delete("boost-id");
  else headers.set("boost-id", [id]);
  const { messageId: _, ...rest } = message;
  return { ...rest, headers };
}
