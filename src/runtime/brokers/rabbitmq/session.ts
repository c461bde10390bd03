import type { Channel, ConsumeMessage } from "amqplib";
import type { RabbitmqDelivery } from "./delivery.ts";
import type { Queue } from "./topology.ts";

export interface SessionOptions {
  readonly channel: Channel;
  readonly queues: readonly Queue[];
  /** Messages that a consumer holds unsettled. */
  readonly prefetch: number;
  readonly received: (message: ConsumeMessage, queue: Queue) => void;
  /** The server cancelled the consumer, because the queue was deleted or moved. */
  readonly cancelled: (queue: Queue) => void;
  /** `next` has something again. */
  readonly ready: () => void;
  /** How often a message has run could not be asked: nothing behind it can go on. */
  readonly failed: (error: unknown) => void;
}

/** One life of a channel and its consumers. Everything that came through it is void when it ends. */
export class Session {
  readonly channel: Channel;
  readonly lost: AbortController = new AbortController();
  /** Everything of this channel that is not settled yet. */
  readonly unsettled: Set<RabbitmqDelivery> = new Set();
  /** Came while there was no room, or while paused. */
  readonly #waiting: RabbitmqDelivery[] = [];
  readonly #known = new WeakMap<RabbitmqDelivery, boolean>();
  readonly #options: SessionOptions;
  readonly #consumers = new Map<Queue, string>();
  #wanted = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.channel = options.channel;
    this.#options = options;
  }

  /** Resolves when consumers are as asked; a later call waits for the earlier ones. @throws what the server refuses */
  consume(wanted: boolean): Promise<void> {
    this.#wanted = wanted;
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#adjust());
    return this.#turn;
  }

  add(delivery: RabbitmqDelivery): void {
    this.unsettled.add(delivery);
    this.#waiting.push(delivery);
  }

  /** Takes the first that waits; none while a suspect is asked about. */
  next(): RabbitmqDelivery | undefined {
    const [first] = this.#waiting;
    return first !== undefined && this.#isKnown(first) ? this.#waiting.shift() : undefined;
  }

  /** What no handler has seen goes back to the queue. */
  giveBack(): void {
    for (const delivery of this.#waiting.splice(0)) void delivery.release();
  }

  /** Nothing that came through it can be settled any more. */
  end(cause: unknown): void {
    this.#waiting.splice(0);
    this.lost.abort(cause);
  }

  /** Asks how often a suspect has run; those behind it wait. */
  #isKnown(delivery: RabbitmqDelivery): boolean {
    const known = this.#known.get(delivery);
    if (known !== undefined) return known;
    const { examined } = delivery;
    this.#known.set(delivery, examined === undefined);
    if (examined === undefined) return true;
    examined.then(() => {
      this.#known.set(delivery, true);
      this.#options.ready();
    }, this.#options.failed);
    return false;
  }

  async #adjust(): Promise<void> {
    for (const queue of this.#options.queues) {
      const tag = this.#consumers.get(queue);
      if (tag !== undefined && !this.#wanted) {
        this.#consumers.delete(queue);
        await this.channel.cancel(tag);
      }
      if (tag === undefined && this.#wanted) {
        // Counts for consumers that begin after it.
        await this.channel.prefetch(this.#options.prefetch);
        // The ordinary priority. A stream takes none, and so says what it is: what it holds would never be read here.
        const options = { noAck: false, priority: 0 };
        const { consumerTag } = await this.channel.consume(queue.name, (message) => this.#receive(queue, message), options);
        this.#consumers.set(queue, consumerTag);
      }
    }
  }

  #receive(queue: Queue, message: ConsumeMessage | null): void {
    if (message === null) {
      this.#consumers.delete(queue);
      this.#options.cancelled(queue);
      return;
    }
    this.#options.received(message, queue);
  }
}
