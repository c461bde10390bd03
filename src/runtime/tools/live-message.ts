import type { Mask } from "../../studio/server/index.ts";
import type { LiveMessage } from "../../studio/shared/live.ts";
import { headerText } from "../decode/headers.ts";
import { sentence } from "../ground/errors.ts";
import type { Outcome, SettledDelivery } from "../subscription/outcome.ts";

/** A settled delivery as Live lists it. Nothing of the body: the ring would hold on to it. */
export function liveMessage(
  settled: SettledDelivery,
  mask: Mask,
  nameOf: (subscription: string, operation: string) => string = (_, operation) => operation,
): LiveMessage {
  const { delivery, subscription, operation, end, attempts, since, workflow } = settled;
  const id = headerText(delivery.headers, "boost-id");
  const why = whyOf(end);
  const safe = mask.said(delivery.body);
  const position = delivery.position === "" ? delivery.address : delivery.position;
  return {
    at: Date.now(),
    subscription,
    position: masked(position, delivery.address, safe),
    outcome: end.outcome,
    attempts,
    milliseconds: performance.now() - since,
    ...(operation === undefined ? {} : { operation: nameOf(subscription, operation) }),
    ...(delivery.key === undefined ? {} : { key: safe(delivery.key) }),
    ...(id === undefined ? {} : { id: safe(id) }),
    ...(why === undefined ? {} : { why: safe(why) }),
    ...(workflow === undefined ? {} : { workflow: safe(workflow) }),
  };
}

/** An address may have been filled in from the payload; the numbers behind it were not. */
function masked(position: string, address: string, safe: (text: string) => string): string {
  return address === "" ? position : position.replaceAll(address, safe(address));
}

function whyOf(end: Outcome): string | undefined {
  if (end.outcome === "skipped") return end.reason;
  if (end.outcome === "dead-lettered") return `${end.cause}: ${sentence(end.error)}`;
  return end.outcome === "fatal" ? sentence(end.error) : undefined;
}
