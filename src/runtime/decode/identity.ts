import { createHash } from "node:crypto";
import type { Delivery } from "../brokers/broker.ts";
import { eventIdOf, withAttributes } from "./cloud-events.ts";
import { headerText } from "./headers.ts";

export interface Identity {
  readonly id: string;
  /** False when equal messages share the id: it must not feed an updateId, a request id or the id of a message that is published. */
  readonly identifies: boolean;
}

/** Who a message is (`src/runtime/README.md#who-it-is`). `eventId`: `eventIdOf` a CloudEvents envelope. Empty ids count as absent. */
export function identify(delivery: Delivery, idFromBody: boolean, eventId?: string): Identity {
  const given =
    headerText(delivery.headers, "boost-id") ||
    eventId ||
    eventIdOf(withAttributes(delivery.headers)) ||
    delivery.messageId ||
    delivery.position;
  if (given) return { id: Buffer.byteLength(given) > 256 ? sha256(given) : given, identifies: true };
  return { id: sha256(delivery.body ?? ""), identifies: idFromBody };
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
