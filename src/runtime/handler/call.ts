import type { Delivery } from "../brokers/broker.ts";
import type { Identity } from "../decode/identity.ts";
import type { Reading } from "../subscription/reading.ts";

/** One attempt at one message. */
export interface Call {
  readonly delivery: Delivery;
  readonly identity: Identity;
  readonly attempt: number;
  readonly reading: Reading & { kind: "ours" };
  /** Made when somebody asks. */
  readonly withdrawal: { readonly signal: AbortSignal };
}
