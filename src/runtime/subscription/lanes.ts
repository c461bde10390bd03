/**
 * Who may run next. Each ordering key is a lane: its messages run one after the other, in the order in which they came.
 * Lanes know nothing of time, places or brokers.
 */
export class Lane<Item> {
  readonly key: string | undefined;
  head: Item | undefined;
  /** What waits for the head; absent where nothing ever has, as in most lanes. */
  behind: Item[] | undefined;
  state: "idle" | "ready" | "busy" | "parked" = "idle";

  constructor(key: string | undefined, first: Item) {
    this.key = key;
    this.head = first;
  }

  /** Last in its order. */
  add(item: Item): void {
    this.behind ??= [];
    this.behind.push(item);
  }

  /** The head is gone, and the next one takes its place. */
  advance(): void {
    this.head = this.behind?.shift();
  }
}

export class Lanes<Item> {
  readonly #byKey = new Map<string, Lane<Item>>();
  readonly #parked = new Set<Lane<Item>>();
  #ready: Lane<Item>[] = [];
  /** Index of the first ready lane, so that taking one costs nothing. */
  #first = 0;

  /** `undefined`: ordered after nothing, a lane of its own. */
  add(key: string | undefined, item: Item): Lane<Item> {
    const known = key === undefined ? undefined : this.#byKey.get(key);
    if (known !== undefined) {
      known.add(item);
      if (known.state === "idle") this.#queue(known);
      return known;
    }
    const lane = new Lane(key, item);
    if (key !== undefined) this.#byKey.set(key, lane);
    this.#queue(lane);
    return lane;
  }

  /** The lane whose head is to run now, `preferred` if that is ready; busy until `finish`, `park` or `putBack`. */
  take(preferred?: Lane<Item>): Lane<Item> | undefined {
    if (preferred?.state === "ready") this.#queueFirst(...this.#ready.splice(this.#ready.indexOf(preferred, this.#first), 1));
    const lane = this.#ready[this.#first];
    if (lane === undefined) return undefined;
    this.#first += 1;
    if (this.#first === this.#ready.length || this.#first > 1024) {
      this.#ready = this.#ready.slice(this.#first);
      this.#first = 0;
    }
    lane.state = "busy";
    return lane;
  }

  /** Undoes `take`: the lane is first again. */
  putBack(lane: Lane<Item>): void {
    this.#queueFirst(lane);
  }

  /** The head is settled and gone; the next one gets its turn after the other lanes. */
  finish(lane: Lane<Item>): void {
    lane.advance();
    if (lane.head !== undefined) {
      this.#queue(lane);
      return;
    }
    lane.state = "idle";
    if (lane.key !== undefined) this.#byKey.delete(lane.key);
  }

  /** The head waits, and with it all that came after it. */
  park(lane: Lane<Item>): void {
    lane.state = "parked";
    this.#parked.add(lane);
  }

  /** The wait is over: before lanes that have not waited. */
  unpark(lane: Lane<Item>): void {
    if (!this.#parked.delete(lane)) return;
    this.#queueFirst(lane);
  }

  /** The wait is over, and the others go first: the head may be why everybody waited. */
  rejoin(lane: Lane<Item>): void {
    if (this.#parked.delete(lane)) this.#queue(lane);
  }

  /** Takes out everything that is not running, in order per lane. Lanes that are busy keep their head. */
  drain(): Item[] {
    const waiting = [...this.#ready.slice(this.#first), ...this.#parked];
    this.#ready = [];
    this.#first = 0;
    this.#parked.clear();
    const drained: Item[] = [];
    for (const lane of waiting) {
      for (; lane.head !== undefined; lane.advance()) drained.push(lane.head);
      lane.state = "idle";
      if (lane.key !== undefined) this.#byKey.delete(lane.key);
    }
    for (const lane of this.#byKey.values()) drained.push(...(lane.behind?.splice(0) ?? []));
    return drained;
  }

  #queue(lane: Lane<Item>): void {
    lane.state = "ready";
    this.#ready.push(lane);
  }

  #queueFirst(lane?: Lane<Item>): void {
    if (lane === undefined) return;
    lane.state = "ready";
    if (this.#first > 0) {
      this.#first -= 1;
      this.#ready[this.#first] = lane;
    } else {
      this.#ready.unshift(lane);
    }
  }
}
