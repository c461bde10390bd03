/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import {
  json,
  type SignalCall,
  type StartCall,
  type UpdateCall,
  type WorkflowRuleDefinition,
  z,
} from "boost-gen/runtime";
import type { Begun } from "./schemas/begun.js";
import type { Changed } from "./schemas/changed.js";
import type { Ended } from "./schemas/ended.js";
import type { Paid } from "./schemas/paid.js";

/** Signature of the workflow `Subscription` for your workflow code. */
export type Subscription = (id: Begun["id"], plan: Begun["plan"]) => Promise<unknown>;

/** Arguments of each signal. */
export interface SubscriptionSignals {
  changed: [subscriptionChanged: Changed];
  end: [];
}

/** Arguments of each update. */
export interface SubscriptionUpdates {
  book: [argument1: { cents: Paid["cents"]; by: "broker" }];
}

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly subscription: {
    readonly start: StartCall<Begun>;
    readonly signalWithStartChanged: SignalCall<Changed>;
    readonly signalChanged: SignalCall<Changed>;
    readonly signalEnd: SignalCall<Ended>;
    readonly updateBook: UpdateCall<Paid>;
  };
}

/**
 * What `dispatch` does with `SubscriptionBegun`.
 * @generated from #/components/messages/SubscriptionBegun/x-temporal
 */
export const subscriptionBegunStartsSubscription: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "subscription",
  member: "start",
  type: "Subscription",
  workflowId: ["subscription-", { from: "payload", path: ["id"] }],
  args: [{ template: [{ from: "payload", path: ["id"] }] }, { template: [{ from: "payload", path: ["plan"] }] }],
  idReusePolicy: "allow-duplicate-failed-only",
  executionTimeout: 34560000000,
  retry: { maximumAttempts: 3, initialInterval: 1000 },
  memo: [["plan", { template: [{ from: "payload", path: ["plan"] }] }]],
  searchAttributes: [{ name: "Plan", type: "keyword", value: { template: [{ from: "payload", path: ["plan"] }] } }],
  fairnessKey: [{ from: "payload", path: ["plan"] }],
  fairnessWeight: 0.5,
  staticSummary: ["Plan ", { from: "payload", path: ["plan"] }],
  staticDetails: ["Begun by a message"],
  versioningOverride: { pinnedTo: { deploymentName: ["billing"], buildId: ["b1"] } },
};

/**
 * What `dispatch` does with `SubscriptionChanged`, when the rule's condition holds.
 * @generated from #/components/messages/SubscriptionChanged/x-temporal/0
 */
export const subscriptionChangedSignalsOrStartsSubscription: WorkflowRuleDefinition = {
  kind: "signalWithStart",
  workflow: "subscription",
  member: "signalWithStartChanged",
  type: "Subscription",
  workflowId: ["subscription-", { from: "payload", path: ["id"] }],
  args: [{ template: [{ from: "payload", path: ["id"] }] }, { template: [{ from: "payload", path: ["plan"] }] }],
  signal: { name: "changed", args: [{ template: [{ from: "payload", path: [] }] }] },
  when: {
    payload: json.ifType({
      object: z.looseObject({
        plan: z.literal("trial").optional(),
      }),
    }),
  },
};

/**
 * What `dispatch` does with `SubscriptionChanged`.
 * @generated from #/components/messages/SubscriptionChanged/x-temporal/1
 */
export const subscriptionChangedSignalsSubscription: WorkflowRuleDefinition = {
  kind: "signal",
  workflow: "subscription",
  member: "signalChanged",
  workflowId: ["subscription-", { from: "payload", path: ["id"] }],
  args: [],
  signal: { name: "changed", args: [{ template: [{ from: "payload", path: [] }] }] },
  onMissing: "reject",
};

/**
 * What `dispatch` does with `SubscriptionEnded`.
 * @generated from #/components/messages/SubscriptionEnded/x-temporal
 */
export const subscriptionEndedSignalsSubscription: WorkflowRuleDefinition = {
  kind: "signal",
  workflow: "subscription",
  member: "signalEnd",
  workflowId: ["subscription-", { from: "payload", path: ["id"] }],
  args: [],
  signal: { name: "end", args: [] },
  onClosed: "ignore",
};

/**
 * What `dispatch` does with `SubscriptionPaid`.
 * @generated from #/components/messages/SubscriptionPaid/x-temporal
 */
export const subscriptionPaidUpdatesSubscription: WorkflowRuleDefinition = {
  kind: "update",
  workflow: "subscription",
  member: "updateBook",
  workflowId: ["subscription-", { from: "payload", path: ["id"] }],
  args: [],
  update: {
    name: "book",
    args: [{ record: [["cents", { template: [{ from: "payload", path: ["cents"] }] }], ["by", { json: "broker" }]] }],
    id: [{ from: "id" }],
  },
};
