import type { InFlightMessage } from "./in-flight-message.ts";

interface Shared {
  readonly messages: Set<InFlightMessage>;
  readonly listener: () => void;
}

/** All that is unsettled here, by the signal that takes it away, so that many deliveries share one listener. */
export class InFlightMessages {
  readonly #bySignal = new Map<AbortSignal, Shared>();
  readonly #taken: (messages: readonly InFlightMessage[], reason: unknown) => void;

  /** `taken` is told when the broker takes messages away. */
  constructor(taken: (messages: readonly InFlightMessage[], reason: unknown) => void) {
    this.#taken = taken;
  }

  add(one: InFlightMessage): void {
    const { signal } = one.delivery;
    const known = this.#bySignal.get(signal);
    if (known !== undefined) return void known.messages.add(one);
    const messages = new Set([one]);
    const listener = (): void => this.#taken([...messages], signal.reason);
    this.#bySignal.set(signal, { messages, listener });
    signal.addEventListener("abort", listener);
  }

  /** False when it was not here any more. */
  delete(one: InFlightMessage): boolean {
    const { signal } = one.delivery;
    const shared = this.#bySignal.get(signal);
    if (shared?.messages.delete(one) !== true) return false;
    if (shared.messages.size === 0) {
      signal.removeEventListener("abort", shared.listener);
      this.#bySignal.delete(signal);
    }
    return true;
  }

  get all(): readonly InFlightMessage[] {
    return [...this.#bySignal.values()].flatMap(({ messages }) => [...messages]);
  }
}
