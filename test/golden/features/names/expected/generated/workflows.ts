/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type SignalCall, type StartCall, type WorkflowRuleDefinition, z } from "boost-gen/runtime";
import type { Contract } from "./schemas/contract.js";
import type { Incoming_ } from "./schemas/incoming.js";

/** Signature of the workflow `v2HTTP` for your workflow code. */
export type V2HTTP = (message: Contract["number"], argument2: Contract["number"], class_?: Contract["class"]) => Promise<unknown>;

/** Arguments of each signal. */
export interface V2HTTPSignals {
  v2HTTPAgain: [out: Incoming_];
}

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly v2HTTP: {
    readonly start: StartCall<Contract>;
    readonly signalV2HTTPAgain: SignalCall<Incoming_>;
  };
}

/**
 * What `dispatch` does with `Contract`, when the rule's condition holds.
 * @generated from #/components/messages/Contract/x-temporal/0
 */
export const contractStartsV2HTTP: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "v2HTTP",
  member: "start",
  type: "v2HTTP",
  workflowId: ["contract-", { from: "payload", path: ["number"] }],
  args: [
    { template: [{ from: "payload", path: ["number"] }] },
    { template: [{ from: "payload", path: ["number"] }] },
    { template: [{ from: "payload", path: ["class"] }] },
  ],
  when: {
    payload: json.ifType({
      object: z.looseObject({
        class: z.literal("new").optional(),
      }),
    }),
  },
};

/**
 * What `dispatch` does with `Contract`.
 * @generated from #/components/messages/Contract/x-temporal/1
 */
export const contractStartsV2HTTP2: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "v2HTTP",
  member: "start",
  type: "v2HTTP",
  workflowId: ["contract-", { from: "payload", path: ["number"] }],
  args: [{ template: [{ from: "payload", path: ["class"] }] }, { template: [{ from: "payload", path: ["message"] }] }],
};

/**
 * What `dispatch` does with `Out`.
 * @generated from #/components/messages/Out/x-temporal
 */
export const outSignalsV2HTTP: WorkflowRuleDefinition = {
  kind: "signal",
  workflow: "v2HTTP",
  member: "signalV2HTTPAgain",
  workflowId: ["contract-", { from: "payload", path: ["a"] }],
  args: [],
  signal: { name: "v2HTTPAgain", args: [{ template: [{ from: "payload", path: [] }] }] },
};
