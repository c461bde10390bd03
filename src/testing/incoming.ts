import type { Outgoing } from "../runtime/brokers/broker.ts";
import { Problems } from "../runtime/config/environment.ts";
import { serverOf } from "../runtime/config/server.ts";
import type { ContractDefinition } from "../runtime/ground/contract.ts";
import type { Target } from "../runtime/publish/outgoing.ts";
import type { Validator } from "../runtime/schema/validator.ts";

/** `Headers`: those that the document describes for the message, typed; else any. */
export interface IncomingOptions<Headers = { readonly [name: string]: string | number | boolean }> {
  readonly key?: string | Uint8Array;
  readonly headers?: Headers;
  /** The message's identity; two with the same are the same message. Default: its place in the broker. */
  readonly id?: string;
  readonly address?: string;
  readonly parameters?: { readonly [name: string]: string };
  readonly correlationId?: string;
}

/** Where somebody else's message goes in, a member of `contract.incoming`; nothing is validated, so that a test can send wrong ones. */
export function incomingTarget(contract: ContractDefinition, member: string, chosen: readonly string[]): Target {
  const incoming = contract.incoming[member];
  if (incoming === undefined) throw new Error(`there is no message "${member}"`);
  const { operation, message } = incoming;
  const { channel } = operation;
  const open = { ...message, payload: anything, headers: anything };
  return {
    channel: { ...channel, messages: { ...channel.messages, [memberOf(channel, message)]: open } },
    message: open,
    operation,
    protocol: serverOf(contract, channel, chosen, new Problems())?.protocol ?? "other",
  };
}

/** Without an id of its own a message is known by its place, as one of a producer that does not use boost-gen. */
export function identified(message: Outgoing, id: string | undefined): Outgoing {
  const headers = new Map(message.headers);
  if (id === undefined) headers.delete("boost-id");
  else headers.set("boost-id", [id]);
  const { messageId: _, ...rest } = message;
  return { ...rest, headers };
}

function memberOf(channel: ContractDefinition["operations"][number]["channel"], message: unknown): string {
  return Object.keys(channel.messages).find((member) => channel.messages[member] === message) ?? "";
}

const anything: Validator<never> = { parse: (value) => value as never, safeParse: (value) => ({ success: true, data: value as never }) };
