import type { fc } from "../../random/fast-check.ts";

/** Sends what no publisher of ours would, with the broker's client alone. */
export interface Sender<Message = unknown> {
  readonly message: fc.Arbitrary<Message>;
  /** Of what is sent at once, the messages that a consumer finds in it. Default: one. */
  count?(message: Message): number;
  /** Rejects when the broker does not accept it. */
  send(message: Message): Promise<void>;
  close(): Promise<void>;
}
