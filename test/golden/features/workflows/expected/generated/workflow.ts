/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { defineSignal, defineUpdate, type SignalDefinition } from "@temporalio/workflow";
import type { Subscription, SubscriptionSignals, SubscriptionUpdates } from "./workflows.js";

/** Every workflow that the document starts: the type of what `workflows.ts` exports. */
export interface WorkflowImplementations {
  readonly Subscription: Subscription;
}

/** What messages tell `Subscription` while it runs, for `setHandler`. */
export const subscription: {
  readonly signals: {
    readonly changed: SignalDefinition<SubscriptionSignals["changed"]>;
    readonly end: SignalDefinition;
  };
  readonly updates: { readonly book: ReturnType<typeof defineUpdate<unknown, SubscriptionUpdates["book"]>> };
} = {
  signals: { changed: defineSignal<SubscriptionSignals["changed"]>("changed"), end: defineSignal("end") },
  updates: { book: defineUpdate<unknown, SubscriptionUpdates["book"]>("book") },
};
