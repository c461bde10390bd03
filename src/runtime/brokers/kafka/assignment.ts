import { type Commit, Ownership } from "./ownership.ts";

/** What we own in the current generation of the group. Pure data. */
export class Assignment {
  readonly #owned = new Map<string, Ownership>();
  #generation = 0;

  /** Ours, not Kafka's: GROUP_JOIN carries none. Raised by every event after which an answer to an older question is void. */
  get generation(): number {
    return this.#generation;
  }

  get owned(): readonly Ownership[] {
    return [...this.#owned.values()];
  }

  get(topic: string, partition: number): Ownership | undefined {
    return this.#owned.get(`${topic}/${partition}`);
  }

  /** The group is being divided anew, or the connection is gone: what is in flight goes on, nothing is committed. */
  suspend(): void {
    this.#generation += 1;
    for (const ownership of this.#owned.values()) ownership.suspend();
  }

  /** Returns what is no longer ours; its results are void from now on. */
  join(assigned: Readonly<Record<string, readonly number[]>>): readonly Ownership[] {
    this.suspend();
    const before = new Map(this.#owned);
    this.#owned.clear();
    for (const [topic, partitions] of Object.entries(assigned)) {
      for (const partition of partitions) {
        const id = `${topic}/${partition}`;
        this.#owned.set(id, before.get(id) ?? new Ownership(topic, partition));
        before.delete(id);
      }
    }
    const lost = [...before.values()];
    for (const ownership of lost) ownership.end(`partition ${ownership.partition} of "${ownership.topic}" went to another consumer`);
    return lost;
  }

  /** Everything goes back. */
  end(reason: string): void {
    this.suspend();
    for (const ownership of this.#owned.values()) ownership.end(reason);
    this.#owned.clear();
  }

  /** What is to be committed now; empty between generations, when nothing is ready. */
  commits(closing = false): readonly Commit[] {
    return this.owned.flatMap((ownership) => ownership.commit(closing) ?? []);
  }
}
