import assert from "node:assert/strict";
import { Assignment } from "../../../src/runtime/brokers/kafka/assignment.ts";
import type { Tracked } from "../../../src/runtime/brokers/kafka/offset-tracker.ts";
import type { Commit, Ownership, Stored } from "../../../src/runtime/brokers/kafka/ownership.ts";

export const topic = "orders";
const window = 3;

/** A topic and the coordinator of one group: what Kafka itself knows and refuses. */
export class ModelGroup {
  /** Offsets that exist in each partition; the holes are compacted away. */
  readonly log: readonly (readonly number[])[];
  readonly committed: Stored[];
  /** `partition/offset` of every message that a handler finished. */
  readonly handled = new Set<string>();
  generation = 0;

  constructor(log: readonly (readonly number[])[]) {
    this.log = log;
    this.committed = log.map(() => ({ offset: -1, metadata: null }));
  }

  end(partition: number): number {
    return (this.log[partition]?.at(-1) ?? -1) + 1;
  }

  /** False: refused, as Kafka refuses a member of an old generation. */
  commit(generation: number, commits: readonly Commit[]): boolean {
    if (generation !== this.generation) return false;
    for (const { ownership, offset, metadata } of commits) {
      const { partition } = ownership;
      const before = this.committed[partition]?.offset ?? -1;
      assert.ok(offset >= before, `partition ${partition} was set back from ${before} to ${offset}`);
      for (const existing of this.log[partition] ?? []) {
        assert.ok(
          existing >= offset || this.handled.has(`${partition}/${existing}`),
          `${offset} was committed although ${partition}/${existing} is unfinished`,
        );
      }
      this.committed[partition] = { offset, metadata };
    }
    return true;
  }
}

interface InFlight {
  readonly ownership: Ownership;
  readonly life: AbortSignal;
  readonly tracked: Tracked;
}

/** One consumer as `KafkaSubscription` drives it, without kafkajs and without time. */
export class ModelConsumer {
  readonly #group: ModelGroup;
  assignment = new Assignment();
  inFlight: InFlight[] = [];
  #generation = -1;
  #stored = new Map<Ownership, Stored>();
  #answers: readonly Commit[] = [];
  /** Where kafkajs would fetch next. */
  #position = new Map<number, number>();

  constructor(group: ModelGroup) {
    this.#group = group;
  }

  join(partitions: readonly number[]): void {
    this.#generation = this.#group.generation;
    this.assignment.join(partitions.length === 0 ? {} : { [topic]: partitions });
    this.#stored.clear();
    for (const { partition } of this.assignment.owned)
      this.#position.set(partition, Math.max(0, this.#group.committed[partition]?.offset ?? 0));
  }

  /** The stored offsets arrive; until then nothing may be handed over or committed. */
  read(): void {
    if (this.#generation !== this.#group.generation) return;
    for (const ownership of this.assignment.owned) {
      const stored = this.#group.committed[ownership.partition];
      if (stored === undefined || ownership.ready || this.#stored.has(ownership) || ownership.keep(stored)) continue;
      ownership.end("moved");
      this.#stored.set(ownership, stored);
    }
  }

  /** The same for one of the partitions that this consumer believes to own. */
  fetchNext(index: number, count: number): void {
    const { owned } = this.assignment;
    const ownership = owned[index % Math.max(1, owned.length)];
    if (ownership !== undefined) this.fetch(ownership.partition, count);
  }

  /** A batch of up to `count` messages arrives. */
  fetch(partition: number, count: number): void {
    const ownership = this.assignment.get(topic, partition);
    if (ownership === undefined) return;
    if (!ownership.ready) {
      const stored = this.#stored.get(ownership);
      if (stored === undefined) return;
      const commit = ownership.open(Math.max(0, stored.offset), stored, window);
      if (!this.#group.commit(this.#generation, [commit])) return;
      ownership.opened(commit);
      this.#stored.delete(ownership);
    }
    const position = this.#position.get(partition) ?? 0;
    const batch = (this.#group.log[partition] ?? []).filter((offset) => offset >= position).slice(0, count);
    for (const offset of batch) {
      if (ownership.careful && ((ownership.tracker?.unfinished ?? 0) > 0 || ownership.commit() !== undefined)) return;
      this.#position.set(partition, offset + 1);
      const tracked = ownership.add(offset);
      if (tracked === undefined) continue;
      if (tracked.careful) assert.equal(ownership.tracker?.unfinished, 1, "a careful message runs beside another one");
      this.inFlight.push({ ownership, life: ownership.signal, tracked });
    }
  }

  finish(index: number): void {
    const [done] = this.inFlight.splice(index % Math.max(1, this.inFlight.length), 1);
    if (done === undefined) return;
    const { ownership, life, tracked } = done;
    this.#group.handled.add(`${ownership.partition}/${tracked.offset}`);
    if (!life.aborted) ownership.tracker?.finish(tracked);
  }

  finishAll(): void {
    while (this.inFlight.length > 0) this.finish(0);
  }

  fail(index: number): void {
    const failed = this.inFlight[index % Math.max(1, this.inFlight.length)];
    if (failed !== undefined) failed.tracked.failedRuns = failed.tracked.priorRuns + 1;
  }

  /** The answer comes later, or never. One request at a time. */
  commit(): void {
    const commits = this.assignment.commits();
    if (this.#answers.length === 0 && commits.length > 0 && this.#group.commit(this.#generation, commits)) this.#answers = commits;
  }

  answer(heard: boolean): void {
    if (heard) for (const commit of this.#answers) commit.ownership.confirmed(commit);
    this.#answers = [];
  }

  /** The process is gone; another one takes its place. */
  crash(): void {
    this.assignment = new Assignment();
    this.inFlight = [];
    this.#stored.clear();
    this.#answers = [];
    this.#generation = -1;
  }
}
