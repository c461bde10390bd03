/** A reply with headers of its own; what a handler returns without any is the payload alone. */

import type { GivenHeaders } from "./given-headers.ts";

const mark: unique symbol = Symbol.for("boost-gen.reply");

/** What a handler returns to answer with headers; made by `reply`. */
export interface Reply<Payload, Headers> {
  /** Payload of the answer. */
  readonly payload: Payload;
  /** Headers of the answer. */
  readonly headers: Headers;
  readonly [mark]: true;
}

/** At once or later. */
export type Awaitable<Value> = Promise<Value> | Value;

/**
 * What a handler may return for one reply message: its payload, or `reply(payload, headers)`. Headers that are `Filled` in by boost-gen (the
 * correlation id, what tells messages apart) need not be given; where another one is required, only `reply` will do.
 */
export type ReplyOf<Payload, Headers = undefined, Filled extends string = never> = [Headers] extends [undefined]
  ? Payload | Reply<Payload, { readonly [name: string]: string | number | boolean }>
  : Record<never, never> extends GivenHeaders<Headers, Filled>
    ? Payload | Reply<Payload, GivenHeaders<Headers, Filled>>
    : Reply<Payload, GivenHeaders<Headers, Filled>>;

/** `return reply({ price: 3 }, { source: "cache" })` */
export function reply<Payload, Headers>(payload: Payload, headers: Headers): Reply<Payload, Headers> {
  return { payload, headers, [mark]: true };
}

/** Also of another copy of this package. */
export function isReply(returned: unknown): returned is Reply<unknown, { readonly [name: string]: unknown }> {
  return typeof returned === "object" && returned !== null && mark in returned;
}
