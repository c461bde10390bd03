import type { Held } from "./held.ts";

interface Shared {
  readonly held: Set<Held>;
  readonly listener: () => void;
}

/** All that is unsettled here, by the signal that takes it away, so that many deliveries share one listener. */
export class Holdings {
  readonly #bySignal = new Map<AbortSignal, Shared>();
  readonly #taken: (held: readonly Held[], reason: unknown) => void;

  /** `taken` is told when the broker takes messages away. */
  constructor(taken: (held: readonly Held[], reason: unknown) => void) {
    this.#taken = taken;
  }

  add(one: Held): void {
    const { signal } = one.delivery;
    const known = this.#bySignal.get(signal);
    if (known !== undefined) return void known.held.add(one);
    const held = new Set([one]);
    const listener = (): void => this.#taken([...held], signal.reason);
    this.#bySignal.set(signal, { held, listener });
    signal.addEventListener("abort", listener);
  }

  /** False when it was not here any more. */
  delete(one: Held): boolean {
    const { signal } = one.delivery;
    const shared = this.#bySignal.get(signal);
    if (shared?.held.delete(one) !== true) return false;
    if (shared.held.size === 0) {
      signal.removeEventListener("abort", shared.listener);
      this.#bySignal.delete(signal);
    }
    return true;
  }

  get all(): readonly Held[] {
    return [...this.#bySignal.values()].flatMap(({ held }) => [...held]);
  }
}
