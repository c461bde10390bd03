/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { StartCall, WorkflowRuleDefinition } from "boost-gen/runtime";
import type { 注文 } from "./schemas/注文.js";

/** Signature of the workflow `ЗаказСоздан` for your workflow code. */
export type ЗаказСоздан = (注文作成: 注文) => Promise<unknown>;

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly заказСоздан: {
    readonly start: StartCall<注文>;
  };
}

/**
 * What `dispatch` does with `注文作成`.
 * @generated from #/components/messages/注文作成/x-temporal
 */
export const 注文作成StartsЗаказСоздан: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "заказСоздан",
  member: "start",
  type: "ЗаказСоздан",
  workflowId: ["order-", { from: "payload", path: ["番号"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
};
