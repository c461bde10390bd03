import type { ChannelDefinition } from "../ground/contract.ts";
import type { SubscriptionPlan } from "./broker.ts";

/** What was found of one thing that the application needs. */
export interface Finding {
  /** `topic "orders.v1"`, `group "order-service"`. */
  readonly part: string;
  /** `missing` and `wrong` keep the application from working; `created` was missing before. */
  readonly state: "ok" | "created" | "missing" | "wrong";
  /** A sentence, for `missing` and `wrong` with the way to mend it. */
  readonly detail?: string;
}

/** Asks a server whether what a document needs is there; makes what is absent where that is asked for, and changes nothing that exists. */
export interface Inspector {
  /** What one subscription reads, its group and its dead letters. */
  subscription(plan: SubscriptionPlan, create: boolean): Promise<readonly Finding[]>;
  /** Where something is published to. */
  target(channel: ChannelDefinition, address: string, create: boolean): Promise<Finding>;
  close(): Promise<void>;
}
