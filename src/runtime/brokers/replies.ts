/** Where replies to this process come in: what asks wants of a broker. */
import type { ChannelDefinition } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";

/** RabbitMQ's own address for replies to whoever consumes it on the channel that the request is published on. @see https://www.rabbitmq.com/docs/direct-reply-to */
export const directReplyTo = "amq.rabbitmq.reply-to";

/** An address that a process makes up for replies to itself. */
export function ownReplyAddress(app: string, uuid: string): string {
  return `${app}.replies.${uuid}`;
}

/** Who answers sees by its form that the address goes with the process that made it up. */
export function isOwnReplyAddress(address: string): boolean {
  return /\.replies\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(address);
}

/** Milliseconds after which what a process keeps for its own replies goes by itself, when the process does not say that it lives. */
export const ownReplyLifetime = 60_000;

export interface ReplyPlan {
  /** What the request says of where its reply goes. */
  readonly address: string;
  /** Nobody else waits there: it was made up by this process, and goes with it. False: the document names it, and other processes may wait there too. */
  readonly isOwn: boolean;
  /** Of the reply; where the document has none, one without an address and binding. */
  readonly channel: ChannelDefinition;
  /** Application name; the prefix of group names. */
  readonly app: string;
  readonly log: Logger;
}

/** What is looked at of a reply; as in `Delivery`. */
export interface ReplyDelivery {
  readonly body: Uint8Array | null;
  readonly headers: ReadonlyMap<string, readonly (Uint8Array | string | number | boolean)[]>;
  readonly contentType: string | undefined;
  readonly correlationId: string | undefined;
}

/** None of these throws. */
export interface ReplySink {
  /** Taken over; nothing is acknowledged later. */
  deliver(reply: ReplyDelivery): void;
  /** What was on its way may be gone: who waits here waits in vain. The intake comes back by itself. */
  lost(cause: Error): void;
  /** The intake is over and does not come back. */
  ended(cause: Error): void;
}

export interface ReplyIntake {
  /** Resolves when a reply to what is published from now on will come in: at once, unless the connection is on its way back. */
  ready(): Promise<void>;
  /** No further delivery after it resolves. What was made for this process alone is removed. Idempotent. */
  close(): Promise<void>;
}
