import type { Clock } from "../ground/clock.ts";
import { HandlerTimeout } from "../ground/errors.ts";
import type { LazyAbort } from "./lazy-abort.ts";

export interface RunLimits {
  /** Milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Whoever aborts it, apart from the deadline here, makes the run void. */
  readonly controller: LazyAbort;
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
    const { controller, stuck } = this.#limits;
    this.#cancel();
    if (this.#stuck) stuck(false);
    if (!controller.aborted) return "in time";
    return controller.reason instanceof HandlerTimeout ? "late" : "void";
  }

  #fire(): void {
    const { timeout, clock, controller, stuck } = this.#limits;
    controller.abort(new HandlerTimeout(`the handler took longer than its timeout of ${timeout} ms`));
    this.#cancel = clock.after(stuckAfter, () => {
      this.#stuck = true;
      stuck(true);
    });
  }
}
