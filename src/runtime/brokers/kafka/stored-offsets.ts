import { setTimeout as delay } from "node:timers/promises";
import type { Batch } from "kafkajs";
import { sentence } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { SubscriptionPlan } from "../broker.ts";
import type { AdminQueries } from "./admin-queries.ts";
import type { Assignment } from "./assignment.ts";
import type { GroupConsumer } from "./group-consumer.ts";
import type { Intake } from "./intake.ts";
import type { Ownership, Stored } from "./ownership.ts";

/** Milliseconds that a batch waits for the stored offset of its partition; longer would keep heartbeats back. Unread, it is fetched again. */
const patience = 250;
/** Milliseconds before the stored offsets are asked for again. */
const retryReading = 1_000;

export interface StoredOffsetsOptions {
  readonly plan: SubscriptionPlan;
  readonly assignment: Assignment;
  readonly queries: Pick<AdminQueries, "storedOffsets">;
  readonly consumer: Pick<GroupConsumer, "commit" | "seek">;
  readonly intake: Pick<Intake, "clear">;
  /** What we hold was compared with what is stored; some of it may go on. */
  readonly compared: () => void;
}

/** Where the group stands, asked anew in each generation, and with it where each partition begins: nothing is handed over before that is known. */
export class StoredOffsets {
  readonly #options: StoredOffsetsOptions;
  /** Read in this generation, not opened yet: a partition is opened by its first batch. */
  readonly #stored = new Map<Ownership, Stored>();
  readonly #sought = new WeakSet<Stored>();
  /** Where only messages to come are wanted. */
  readonly #skipping = new WeakSet<Stored>();
  #reading: Promise<void> = Promise.resolve();

  constructor(options: StoredOffsetsOptions) {
    this.#options = options;
  }

  /** Of a partition that is not open yet; negative where the group has none. */
  of(ownership: Ownership): number | undefined {
    return this.#stored.get(ownership)?.offset;
  }

  /** The group has a new generation. */
  read(): void {
    this.#stored.clear();
    this.#reading = this.#read(this.#options.assignment.generation);
  }

  /** False: not yet, the batch is to be fetched again. */
  async open(ownership: Ownership, batch: Batch): Promise<boolean> {
    const { plan, assignment, consumer, intake } = this.#options;
    const { generation } = assignment;
    await withTimeout(this.#reading, patience);
    if (ownership.ready) return true;
    const stored = this.#stored.get(ownership);
    if (stored === undefined || assignment.generation !== generation) return false;
    const fetched = fetchedOffset(batch);
    const start =
      this.#skipping.has(stored) && !this.#sought.has(stored) ? Number(batch.highWatermark) : stored.offset >= 0 ? stored.offset : fetched;
    if (fetched !== start && !this.#sought.has(stored)) {
      // Whatever kafkajs believes, the first batch of a partition begins where the group stands: nothing is skipped.
      this.#sought.add(stored);
      consumer.seek(ownership.topic, ownership.partition, start);
      return false;
    }
    intake.clear(ownership);
    const commit = ownership.open(start, stored, plan.concurrency);
    try {
      await consumer.commit([commit]);
    } catch (error) {
      plan.log.debug({ error }, `counting a run failed and is repeated: ${sentence(error)}`);
      return false;
    }
    if (assignment.generation !== generation) return false;
    ownership.opened(commit);
    this.#stored.delete(ownership);
    return ownership.ready;
  }

  /** The offset that the group stands at is no longer in the log, and the document says where to go on. */
  gone(ownership: Ownership, policy: "earliest" | "latest"): void {
    ownership.end("its messages are gone");
    this.#options.intake.clear(ownership);
    const nowhere: Stored = { offset: -1, metadata: null };
    this.#stored.set(ownership, nowhere);
    if (policy === "latest") this.#skipping.add(nowhere);
  }

  /** What the group has stored: keeps what we hold where it agrees. Repeats until it is answered or the generation is over. */
  async #read(generation: number): Promise<void> {
    const { plan, assignment, queries, compared } = this.#options;
    const { owned } = assignment;
    if (owned.length === 0) return;
    while (assignment.generation === generation) {
      try {
        const stored = await queries.storedOffsets(plan.group, [...new Set(owned.map(({ topic }) => topic))]);
        if (assignment.generation !== generation) return;
        for (const ownership of owned) this.#compare(ownership, stored.get(`${ownership.topic}/${ownership.partition}`));
        compared();
        return;
      } catch (error) {
        plan.log.debug({ error }, `reading the stored offsets failed and is repeated: ${sentence(error)}`);
        await delay(retryReading, undefined, { ref: false });
      }
    }
  }

  #compare(ownership: Ownership, stored: Stored | undefined): void {
    const { topic, partition, tracker } = ownership;
    if (stored === undefined) throw new Error(`no answer for partition ${partition} of "${topic}"`);
    // Known to be gone from the log since we asked.
    if (this.#stored.has(ownership)) return;
    if (ownership.keep(stored)) return;
    if (tracker !== undefined) {
      this.#options.plan.log.warn(
        { topic, partition, stored: stored.offset, position: tracker.position },
        `partition ${partition} of "${topic}" was moved by somebody else meanwhile; what was in flight comes again where it has to`,
      );
      ownership.end("the stored offset was moved by somebody else");
    }
    this.#stored.set(ownership, stored);
  }
}

/** Where the fetch began: at run time, but not in kafkajs's types. */
function fetchedOffset(batch: Batch & { readonly fetchedOffset?: string }): number {
  return Number(batch.fetchedOffset ?? batch.firstOffset() ?? 0);
}
