import type { Delivery } from "../brokers/broker.ts";
import type { Identity } from "../decode/identity.ts";
import type { InFlightMessage } from "../subscription/in-flight-message.ts";
import type { Reading } from "../subscription/reading.ts";

/** One attempt at one message. */
export class Call {
  readonly delivery: Delivery;
  readonly attempt: number;
  readonly reading: Reading & { kind: "ours" };
  /** Its signal is made when somebody asks. */
  readonly controller: { readonly signal: AbortSignal };
  readonly #message: InFlightMessage;
  readonly #idFromBody: boolean;

  constructor(
    message: InFlightMessage,
    { reading, controller, idFromBody }: Pick<Call, "reading" | "controller"> & { readonly idFromBody: boolean },
  ) {
    this.delivery = message.delivery;
    this.attempt = message.attempt;
    this.reading = reading;
    this.controller = controller;
    this.#message = message;
    this.#idFromBody = idFromBody;
    // An id may be the hash of the body, and a handler that gets the very bytes may change them.
    if (reading.payload instanceof Uint8Array) void this.identity;
  }

  get identity(): Identity {
    return this.#message.identity(this.#idFromBody);
  }
}
