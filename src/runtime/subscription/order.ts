/** Which lane a delivery belongs to (SEMANTICS section 3): what `orderBy` says, else the broker's key, else the workflow it is for. */
import type { Capabilities, SubscriptionPlan } from "../brokers/broker.ts";
import { InvalidMessage } from "../errors.ts";
import { type Facts, text } from "../expressions/evaluate.ts";
import type { Held } from "./held.ts";
import type { Reading } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";

export interface OrderOptions {
  readonly plan: Pick<SubscriptionPlan, "ordering">;
  readonly settings: Pick<SubscriptionSettings, "orderBy" | "idFromBody">;
  readonly capabilities: Pick<Capabilities, "keys">;
  /** Decodes; called only where the order stands in the message. */
  readonly read: (held: Held) => Reading;
}

/** `undefined`: in no order with anything. */
export function laneOf(held: Held, { plan, settings, capabilities, read }: OrderOptions): string | undefined {
  const { delivery } = held;
  if (plan.ordering === "none") return undefined;
  if (plan.ordering === "partition") return delivery.lane;
  if (settings.orderBy === undefined && capabilities.keys && delivery.key !== undefined) return `${delivery.lane}\n${delivery.key}`;
  const reading = read(held);
  held.reading = reading;
  if (reading.kind !== "ours") return undefined;
  const facts: Facts = { ...reading, key: delivery.key, id: held.identity(settings.idFromBody).id };
  if (settings.orderBy !== undefined) {
    try {
      return text(settings.orderBy, facts);
    } catch (error) {
      // The document asks for this order; a message that cannot have it is not what the document describes.
      if (error instanceof InvalidMessage) held.reading = { kind: "invalid", error };
      return undefined;
    }
  }
  const [rule] = reading.operation.messages[reading.member]?.rules ?? [];
  if (rule === undefined) return undefined;
  try {
    return text(rule.workflowId, facts);
  } catch {
    return undefined;
  }
}
