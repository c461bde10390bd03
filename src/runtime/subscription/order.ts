/** Which lane a delivery belongs to (`src/runtime/README.md#order`): what `orderBy` says, else the broker's key, else the workflow it is for. */
import type { Capabilities, SubscriptionPlan } from "../brokers/broker.ts";
import { type Facts, text } from "../expressions/evaluate.ts";
import { InvalidMessage } from "../ground/errors.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { Reading } from "./reading.ts";
import type { SubscriptionSettings } from "./settings.ts";

export interface OrderOptions {
  readonly plan: Pick<SubscriptionPlan, "ordering">;
  readonly settings: Pick<SubscriptionSettings, "orderBy" | "idFromBody">;
  readonly capabilities: Pick<Capabilities, "keys">;
  /** Decodes; called only where the order stands in the message. */
  readonly read: (message: InFlightMessage) => Reading;
}

/** `undefined`: in no order with anything. */
export function laneOf(message: InFlightMessage, { plan, settings, capabilities, read }: OrderOptions): string | undefined {
  const { delivery } = message;
  if (plan.ordering === "none") return undefined;
  if (plan.ordering === "partition") return delivery.lane;
  if (settings.orderBy === undefined && capabilities.keys && delivery.key !== undefined) return `${delivery.lane}\n${delivery.key}`;
  const reading = read(message);
  message.reading = reading;
  if (reading.kind !== "ours") return undefined;
  const facts: Facts = { ...reading, key: reading.key ?? delivery.key, id: message.identity(settings.idFromBody).id };
  if (settings.orderBy !== undefined) {
    try {
      return text(settings.orderBy, facts);
    } catch (error) {
      // The document asks for this order; a message that cannot have it is not what the document describes.
      if (error instanceof InvalidMessage) message.reading = { kind: "invalid", error };
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
