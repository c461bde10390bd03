/**
 * Numbers the equal calls of one run. A handler may mean the same call twice, such as one signal for each line of an order; each needs an
 * id of its own then, and a redelivered message has to come to the same ids again.
 */
export class Occurrences {
  readonly #taken = new Map<string, Set<number>>();

  /** The lowest number that no other such call has. One that failed gives its number back, so that a handler's own retry is the same call. */
  take(call: string): { readonly nth: number; release(): void } {
    const taken = this.#taken.get(call) ?? new Set();
    this.#taken.set(call, taken);
    let nth = 0;
    while (taken.has(nth)) nth += 1;
    taken.add(nth);
    return { nth, release: () => void taken.delete(nth) };
  }
}
