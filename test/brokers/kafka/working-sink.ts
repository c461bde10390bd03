import type { Delivery, Sink } from "../../../src/runtime/brokers/broker.ts";

export interface WorkingSinkOptions {
  readonly concurrency: number;
  /** Unsettled messages that it takes. */
  readonly room: number;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly fatal: (error: Error) => void;
  readonly state?: (state: "up" | "down", cause?: unknown) => void;
}

/** The smallest engine that works: so many handlers at once, a careful message alone, no order, no retry. */
export class WorkingSink implements Sink {
  readonly #options: WorkingSinkOptions;
  readonly #queue: Delivery[] = [];
  readonly #onRoom: (() => void)[] = [];
  #running = 0;
  #careful = false;
  #full = false;
  #stopped = false;
  #idle: (() => void) | undefined;

  constructor(options: WorkingSinkOptions) {
    this.#options = options;
  }

  deliver(delivery: Delivery): void {
    this.#queue.push(delivery);
    if (this.room() === 0) this.#full = true;
    this.#pump();
  }

  room(): number {
    return Math.max(0, this.#options.room - this.#queue.length - this.#running);
  }

  onRoom(callback: () => void): void {
    this.#onRoom.push(callback);
  }

  state(state: "up" | "down", cause?: unknown): void {
    this.#options.state?.(state, cause);
  }

  fatal(error: Error): void {
    this.#options.fatal(error);
  }

  /** No further run; resolves with what was waiting when those that run have ended. */
  async drain(): Promise<readonly Delivery[]> {
    this.#stopped = true;
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
    return this.#queue.splice(0);
  }

  #pump(): void {
    while (!this.#stopped && this.#running < this.#options.concurrency && !this.#careful) {
      const [next] = this.#queue;
      if (next === undefined || (next.careful && this.#running > 0)) return;
      this.#queue.shift();
      if (next.signal.aborted) continue;
      void this.#run(next);
    }
  }

  async #run(delivery: Delivery): Promise<void> {
    this.#running += 1;
    this.#careful = delivery.careful;
    await this.#options.handle(delivery);
    await delivery.acknowledge();
    this.#running -= 1;
    this.#careful = false;
    if (this.#running === 0) this.#idle?.();
    if (this.#full && this.room() >= this.#options.room / 2) {
      this.#full = false;
      for (const call of this.#onRoom) call();
    }
    this.#pump();
  }
}
