import type { Clock } from "../clock.ts";
import { HandlerTimeout } from "../errors.ts";
import type { Withdrawal } from "./withdrawal.ts";

/** How a run ended. `void`: the broker took the message away or the process is going down; whatever the handler did, nobody asks for it any more. */
export type RunEnd<T> =
  | { readonly kind: "returned"; readonly value: T }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "void" };

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
 * Waits for `run` until it settles, however long that takes; the deadline only fires its AbortSignal. A run that passed its deadline
 * has failed even if it returns: a handler that leaves early because it was told to must not count as done.
 */
export async function runHandler<T>(run: () => Promise<T>, limits: RunLimits): Promise<RunEnd<T>> {
  const { timeout, clock, withdrawal } = limits;
  let stuck = false;
  let cancel = clock.after(timeout, () => {
    withdrawal.abort(new HandlerTimeout(`the handler took longer than its timeout of ${timeout} ms`));
    cancel = clock.after(stuckAfter, () => {
      stuck = true;
      limits.stuck(true);
    });
  });
  let end: RunEnd<T>;
  try {
    end = { kind: "returned", value: await run() };
  } catch (error) {
    end = { kind: "threw", error };
  }
  cancel();
  if (stuck) limits.stuck(false);
  if (!withdrawal.aborted) return end;
  return withdrawal.reason instanceof HandlerTimeout ? { kind: "threw", error: withdrawal.reason } : { kind: "void" };
}
