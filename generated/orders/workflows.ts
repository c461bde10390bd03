/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import type { SignalCall, StartCall, WorkflowRuleDefinition } from "boost-gen/runtime";
import type { OrderCancelled } from "./schemas/order-cancelled.ts";
import type { OrderCreated } from "./schemas/order-created.ts";

/** Signature of the workflow `OrderWorkflow` for your workflow code. */
export type OrderWorkflow = (orderCreated: OrderCreated) => Promise<unknown>;

/** Arguments of each signal. */
export interface OrderWorkflowSignals {
  cancel: [orderCancelled: OrderCancelled];
}

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly orderWorkflow: {
    readonly start: StartCall<OrderCreated>;
    readonly signalCancel: SignalCall<OrderCancelled>;
  };
}

/**
 * What `dispatch` does with `OrderCreated`.
 * @generated from #/components/messages/OrderCreated/x-temporal
 */
export const orderCreatedStartsOrderWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "orderWorkflow",
  member: "start",
  type: "OrderWorkflow",
  taskQueue: "order_queue",
  workflowId: ["order-", { from: "payload", path: ["order_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
  executionTimeout: 86400000,
  memo: [["customer", { template: [{ from: "payload", path: ["customer_id"] }] }]],
};

/**
 * What `dispatch` does with `OrderCancelled`.
 * @generated from #/components/messages/OrderCancelled/x-temporal
 */
export const orderCancelledSignalsOrderWorkflow: WorkflowRuleDefinition = {
  kind: "signal",
  workflow: "orderWorkflow",
  member: "signalCancel",
  workflowId: ["order-", { from: "payload", path: ["order_id"] }],
  args: [],
  signal: { name: "cancel", args: [{ template: [{ from: "payload", path: [] }] }] },
  onMissing: "retry",
  onClosed: "ignore",
};
