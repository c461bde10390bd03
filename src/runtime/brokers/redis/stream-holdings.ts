import type { Client } from "./client.ts";
import { claim, evaluate, handBack, keep } from "./scripts.ts";
import type { StreamDelivery } from "./stream-delivery.ts";

export interface StreamHoldingsOptions {
  readonly commands: Client;
  readonly streams: readonly string[];
  readonly group: string;
  readonly consumer: string;
  /** Milliseconds after which others may take over what nobody tends. */
  readonly minIdle: number;
  /** The stream no longer has them, because its producer trims it: `held` are here and will be handled, `lost` are nowhere. */
  readonly trimmed: (stream: string, counts: { readonly held: number; readonly lost: number }) => void;
}

/** Pending entries that one question asks for. */
const page = 500;

/** An entry that was taken over: id, fields, and how many runs have begun. */
export type Taken = readonly [id: Buffer, fields: readonly Buffer[], runs: number];

/** Everything that was read and is not settled: kept young while it is worked on, handed back, taken over from those that died. */
export class StreamHoldings {
  readonly #options: StreamHoldingsOptions;
  /** By position. */
  readonly #held = new Map<string, StreamDelivery>();

  constructor(options: StreamHoldingsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#held.size;
  }

  add(delivery: StreamDelivery): void {
    this.#held.set(delivery.position, delivery);
  }

  delete({ position }: StreamDelivery): void {
    this.#held.delete(position);
  }

  /**
   * Entries whose consumer died or handed them back. Our own come along when they were left alone for too long, as by a busy event loop; they
   * are left out by what was held when the question went out, because they may be acknowledged before its answer is read.
   */
  async claim(stream: string, count: number): Promise<readonly Taken[]> {
    const { commands, group, consumer, minIdle } = this.#options;
    const own = new Set(this.#held.keys());
    const [taken, trimmed] = (await evaluate(commands, claim, [stream], [group, consumer, minIdle, count])) as readonly [
      readonly Taken[],
      number,
    ];
    if (trimmed > 0) this.#options.trimmed(stream, { held: 0, lost: trimmed });
    return taken.filter(([id]) => !own.has(`${stream}/${id.toString("utf8")}`));
  }

  /**
   * Entries that the server gave us and that never arrived, because a connection broke under the answer: up for taking at once, and not only
   * when they have been left alone for `minIdle`.
   */
  async forsakeUnseen(): Promise<void> {
    const { commands, streams, group, consumer, minIdle } = this.#options;
    for (const stream of streams) {
      for (let from = "-"; ; ) {
        const rows = (await commands.xpending(stream, group, from, "+", page, consumer)) as readonly (readonly [
          string,
          string,
          number,
          number,
        ])[];
        // A first delivery counts as one, and no run of what was never seen has begun.
        const unseen = rows.filter(([id]) => !this.#held.has(`${stream}/${id}`)).flatMap(([id, , , count]) => [id, count <= 1 ? 0 : count]);
        if (unseen.length > 0) await evaluate(commands, handBack, [stream], [group, consumer, minIdle + 1, ...unseen]);
        const last = rows.at(-1)?.[0];
        if (last === undefined || rows.length < page) break;
        from = `(${last}`;
      }
    }
  }

  async keepAlive(): Promise<void> {
    for (const stream of this.#options.streams) {
      const held = [...this.#held.values()].filter((delivery) => delivery.address === stream);
      if (held.length === 0) continue;
      // What is being settled is gone on purpose, though its confirmation may be read only after this answer.
      const settled = new Set(held.flatMap(({ id, isSettled }) => (isSettled ? [id] : [])));
      const [lost, trimmed] = (await evaluate(
        this.#options.commands,
        keep,
        [stream],
        [this.#options.group, this.#options.consumer, ...held.map(({ id }) => id)],
      )) as readonly [readonly Buffer[], readonly Buffer[]];
      this.#trimmed(stream, new Set(trimmed.map((id) => id.toString("utf8")).filter((id) => !settled.has(id))));
      await this.#lose(stream, new Set(lost.map((id) => id.toString("utf8")).filter((id) => !settled.has(id))));
    }
  }

  /** Nobody else can get them any more, so what is here is handled. */
  #trimmed(stream: string, ids: ReadonlySet<string>): void {
    const now = [...ids].flatMap((id) => this.#held.get(`${stream}/${id}`) ?? []).filter((delivery) => !delivery.isTrimmed);
    for (const delivery of now) delivery.isTrimmed = true;
    if (now.length > 0) this.#options.trimmed(stream, { held: now.length, lost: 0 });
  }

  /** Others of the same read go back: this process was absent for as long as those were up for taking, so somebody may have them any moment. */
  async #lose(stream: string, ids: ReadonlySet<string>): Promise<void> {
    const lost = [...ids].flatMap((id) => this.#held.get(`${stream}/${id}`) ?? []);
    const leases = new Set(lost.map(({ lease }) => lease));
    if (leases.size === 0) return;
    const neighbours = [...this.#held.values()].filter((delivery) => leases.has(delivery.lease) && !ids.has(delivery.id));
    for (const lease of leases) lease.abort(new Error("another consumer has taken the message over"));
    for (const { position } of [...lost, ...neighbours]) this.#held.delete(position);
    await this.handBack(neighbours);
  }

  async handBack(deliveries: readonly StreamDelivery[]): Promise<void> {
    for (const stream of this.#options.streams) {
      const own = deliveries.filter((delivery) => delivery.address === stream);
      if (own.length === 0) continue;
      const gone = own.filter(({ isTrimmed }) => isTrimmed).length;
      if (gone > 0) this.#options.trimmed(stream, { held: 0, lost: gone });
      const ids = own.flatMap(({ id, runs }) => [id, runs]);
      await evaluate(
        this.#options.commands,
        handBack,
        [stream],
        [this.#options.group, this.#options.consumer, this.#options.minIdle + 1, ...ids],
      );
      for (const { position } of own) this.#held.delete(position);
    }
  }

  /** Hands everything back; what is still under way is void. */
  async close(): Promise<void> {
    const held = [...this.#held.values()];
    try {
      await this.handBack(held);
    } finally {
      for (const { lease } of held) lease.abort(new Error("the subscription is closed"));
      this.#held.clear();
    }
  }
}
