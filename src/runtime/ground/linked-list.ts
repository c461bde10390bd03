/** What stands in a list and knows its neighbours; it can be in one list at a time. */
export interface Linked<Item> {
  earlier: Item | undefined;
  later: Item | undefined;
}

/** In the order in which they came, and taken out from anywhere. A set does the same, and is built anew each time that its removed places fill it. */
export class LinkedList<Item extends Linked<Item>> {
  #first: Item | undefined;
  #last: Item | undefined;

  get first(): Item | undefined {
    return this.#first;
  }

  add(item: Item): void {
    item.earlier = this.#last;
    if (this.#last === undefined) this.#first = item;
    else this.#last.later = item;
    this.#last = item;
  }

  /** False when it was not here any more. */
  delete(item: Item): boolean {
    const { earlier, later } = item;
    if (earlier === undefined && this.#first !== item) return false;
    if (earlier === undefined) this.#first = later;
    else earlier.later = later;
    if (later === undefined) this.#last = earlier;
    else later.earlier = earlier;
    item.earlier = undefined;
    item.later = undefined;
    return true;
  }

  get all(): readonly Item[] {
    const items: Item[] = [];
    for (let item = this.#first; item !== undefined; item = item.later) items.push(item);
    return items;
  }
}
