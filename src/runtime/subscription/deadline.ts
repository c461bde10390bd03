import type { Clock } from "../clock.ts";
import { HandlerTimeout } from "../errors.ts";
import type { Withdrawal } from "./withdrawal.ts";

export interface RunLimits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Whoever aborts it, apart from the deadline here, makes the run void. */
  readonly withdrawal: Withdrawal;
  /** The run has not settled `stuckAfter` milliseconds after its deadline; called with false if it does after all. */
  readonly stuck: (is: boolean) => void;
}

const stuckAfter = 5_000;

/**
 * Of one run. It fires the AbortSignal and nothing else: whoever runs the handler waits until it settles, however long that takes.
 * No function that waits itself, because each of those costs every message a promise.
 */
export class Deadline {
  readonly #limits: RunLimits;
  #cancel: () => void;
  #stuck = false;

  constructor(limits: RunLimits) {
    this.#limits = limits;
    this.#cancel = limits.clock.after(limits.timeout, () => this.#fire());
  }

  /**
   * The run has settled. `late`: it has failed even if it returned, because a handler that leaves early when it is told to must not count as
   * done. `void`: the broker took the message away or the process is going down; whatever the handler did, nobody asks for it any more.
   */
  over(): "in time" | "late" | "void" {
    const { withdrawal, stuck } = this.#limits;
    this.#cancel();
    if (this.#stuck) stuck(false);
    if (!withdrawal.aborted) return "in time";
    return withdrawal.reason instanceof HandlerTimeout ? "late" : "void";
  }

  #fire(): void {
    const { timeout, clock, withdrawal, stuck } = this.#limits;
    withdrawal.abort(new HandlerTimeout(`the handler took longer than its timeout of ${timeout} ms`));
    this.#cancel = clock.after(stuckAfter, () => {
      this.#stuck = true;
      stuck(true);
    });
  }
}
