import type { Delivery } from "../brokers/broker.ts";
import type { Identity } from "../decode/identity.ts";
import type { Held } from "../subscription/held.ts";
import type { Reading } from "../subscription/reading.ts";

/** One attempt at one message. */
export class Call {
  readonly delivery: Delivery;
  readonly attempt: number;
  readonly reading: Reading & { kind: "ours" };
  /** Its signal is made when somebody asks. */
  readonly withdrawal: { readonly signal: AbortSignal };
  readonly #held: Held;
  readonly #idFromBody: boolean;

  constructor(held: Held, { reading, withdrawal, idFromBody }: Pick<Call, "reading" | "withdrawal"> & { readonly idFromBody: boolean }) {
    this.delivery = held.delivery;
    this.attempt = held.attempt;
    this.reading = reading;
    this.withdrawal = withdrawal;
    this.#held = held;
    this.#idFromBody = idFromBody;
    // An id may be the hash of the body, and a handler that gets the very bytes may change them.
    if (reading.payload instanceof Uint8Array) void this.identity;
  }

  get identity(): Identity {
    return this.#held.identity(this.#idFromBody);
  }
}
