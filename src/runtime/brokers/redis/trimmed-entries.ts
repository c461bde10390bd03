import type { Sink, SubscriptionPlan } from "../broker.ts";
import type { StreamHoldingsOptions } from "./stream-holdings.ts";

const remedy =
  "its producer trims it (MAXLEN, MINID) or deletes what is not acknowledged yet; let it keep more, or leave trimming to `x-boost.redis.trim: acknowledged`";

/** Counts what is lost, and says once of what may be. */
export function tellTrimmed(plan: SubscriptionPlan, sink: Sink): StreamHoldingsOptions["trimmed"] {
  let isTold = false;
  return (stream, { held, lost }) => {
    if (lost > 0) sink.lost?.(lost, `the stream "${stream}" no longer has them: ${remedy}`);
    if (held === 0 || isTold) return;
    isTold = true;
    plan.log.warn(
      { subscription: plan.name, stream, messages: held },
      `the stream "${stream}" no longer has messages that wait here; they are handled, and lost if this process ends before: ${remedy}`,
    );
  };
}
