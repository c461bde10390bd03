import { LinkedList } from "../ground/linked-list.ts";
import type { InFlightMessage } from "./in-flight-message.ts";

/** All that is unsettled here. Many deliveries share the signal that takes them away, and one listener. */
export class InFlightMessages {
  readonly #messages = new LinkedList<InFlightMessage>();
  /** Weak, because a listener is added once for each and never taken away: that would be paid for whenever nothing is in flight for a moment. */
  readonly #heard = new WeakSet<AbortSignal>();
  readonly #taken: (messages: readonly InFlightMessage[], reason: unknown) => void;
  /** Of the message before: its neighbours nearly always have the same. */
  #latest: AbortSignal | undefined;

  /** `taken` is told when the broker takes messages away. */
  constructor(taken: (messages: readonly InFlightMessage[], reason: unknown) => void) {
    this.#taken = taken;
  }

  add(one: InFlightMessage): void {
    this.#messages.add(one);
    const { signal } = one.delivery;
    if (signal === this.#latest) return;
    this.#latest = signal;
    if (this.#heard.has(signal)) return;
    this.#heard.add(signal);
    const listener = (): void => {
      const taken = this.all.filter(({ delivery }) => delivery.signal === signal);
      if (taken.length > 0) this.#taken(taken, signal.reason);
    };
    signal.addEventListener("abort", listener, { once: true });
  }

  /** False when it was not here any more. */
  delete(one: InFlightMessage): boolean {
    return this.#messages.delete(one);
  }

  get all(): readonly InFlightMessage[] {
    return this.#messages.all;
  }
}
