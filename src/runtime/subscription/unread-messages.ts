/** Messages whose lane is not known yet, because whoever finds it has to wait first: for the broker to take note, or for a schema. */
import type { SchemaNeeded } from "../decode/frame.ts";
import type { Clock } from "../ground/clock.ts";
import { kindOf } from "../ground/errors.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import type { InFlightMessage } from "./in-flight-message.ts";

export interface UnreadOptions {
  readonly clock: Clock;
  /** Milliseconds before somebody who is away is asked again. */
  readonly pause: number;
  readonly breaker: CircuitBreaker;
  readonly fetch: (needed: SchemaNeeded) => Promise<void>;
  /** It will be given up without being read. */
  readonly isHopeless: (message: InFlightMessage) => boolean;
  /** Never throws; leaves `message.reading` where the message was read. */
  readonly laneOf: (message: InFlightMessage) => string | undefined;
  /** It may run as soon as its lane lets it. */
  readonly enter: (message: InFlightMessage, lane: string | undefined) => void;
  readonly stopping: () => boolean;
}

export class UnreadMessages {
  readonly #options: UnreadOptions;
  /** In the order in which they came. */
  readonly #waiting: InFlightMessage[] = [];
  #isReading = false;

  constructor(options: UnreadOptions) {
    this.#options = options;
  }

  /** Whatever comes now has to wait as well: it may belong into the lane of one that waits. */
  get isReading(): boolean {
    return this.#isReading;
  }

  /**
   * Finding the lane of a message may mean to read it, and reading may be what ended the process before. So the broker is told first that a
   * run begins, and what comes meanwhile waits behind it until it is settled: it may belong into the same lane, it could not run beside it
   * anyhow, and if it were read or begun itself, it would be blamed for the next death as well.
   */
  add(message: InFlightMessage): void {
    this.#waiting.push(message);
    if (!this.#isReading) void this.#readOn();
  }

  async #readOn(): Promise<void> {
    const { isHopeless, laneOf, enter } = this.#options;
    this.#isReading = true;
    for (let [message] = this.#waiting; message !== undefined; [message] = this.#waiting) {
      const { careful } = message.delivery;
      const isGivenUp = careful && isHopeless(message);
      if (careful && !isGivenUp && !(await this.#begins(message))) continue;
      const lane = isGivenUp ? undefined : laneOf(message);
      const needed = message.reading?.kind === "unfetched" ? message.reading.needed : undefined;
      if (needed !== undefined) message.reading = undefined;
      if (needed !== undefined && !this.#isLeft(message) && (await this.#comes(needed))) continue;
      this.#waiting.shift();
      if (this.#isLeft(message)) continue;
      const settled = careful ? new Promise<void>((resolve) => (message.left = resolve)) : undefined;
      enter(message, lane);
      if (settled !== undefined) await settled;
    }
    this.#isReading = false;
  }

  /** Nobody here waits for it any more. */
  #isLeft(message: InFlightMessage): boolean {
    return message.gone || this.#options.stopping();
  }

  /** False when the broker did not take note, after a wait: it is away, and asked again. */
  async #begins(message: InFlightMessage): Promise<boolean> {
    if (this.#isLeft(message)) return true;
    try {
      await message.begins();
      return true;
    } catch (error) {
      if (message.delivery.signal.aborted) return true;
      await this.#pause(error);
      return false;
    }
  }

  /** Whether its schema may be here now, or later; a message that will not get one has no order, and its run tells why. */
  async #comes(needed: SchemaNeeded): Promise<boolean> {
    try {
      await this.#options.fetch(needed);
    } catch (error) {
      if (kindOf(error) !== "infrastructure") return false;
      await this.#pause(error);
    }
    return true;
  }

  #pause(error: unknown): Promise<void> {
    const { breaker, clock, pause } = this.#options;
    breaker.trip(error);
    return new Promise((resolve) => clock.after(pause, resolve));
  }
}
