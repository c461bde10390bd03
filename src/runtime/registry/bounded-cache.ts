/** The newest of what was looked up: producers name ids, so there may be any number of them. */
export class BoundedCache<Value> {
  readonly #most: { readonly entries: number; readonly weight: number };
  readonly #entries = new Map<string | number, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  constructor(most: { readonly entries: number; readonly weight: number }) {
    this.#most = most;
  }

  get(key: string | number): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** `weight`: what it costs to keep. The oldest ones go until there is room; the newest stays, whatever it weighs. */
  set(key: string | number, value: Value, weight = 1): void {
    this.#delete(key);
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const [oldest] of this.#entries) {
      if (oldest === key || (this.#entries.size <= this.#most.entries && this.#weight <= this.#most.weight)) return;
      this.#delete(oldest);
    }
  }

  #delete(key: string | number): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0;
    this.#entries.delete(key);
  }
}
