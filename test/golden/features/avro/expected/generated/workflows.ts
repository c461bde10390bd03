/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type StartCall, type WorkflowRuleDefinition, z } from "boost-gen/runtime";
import type { Order } from "./schemas/order.js";

/** Signature of the workflow `OrderWorkflow` for your workflow code. */
export type OrderWorkflow = (orderCreated: Order) => Promise<unknown>;

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly orderWorkflow: {
    readonly start: StartCall<Order>;
  };
}

/**
 * What `dispatch` does with `OrderCreated`, when the rule's condition holds.
 * @generated from #/channels/orders/messages/OrderCreated/x-temporal/0
 */
export const orderCreatedStartsOrderWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "orderWorkflow",
  member: "start",
  type: "OrderWorkflow",
  taskQueue: "orders",
  workflowId: ["order-", { from: "payload", path: ["id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
  when: {
    payload: json.ifType({
      object: z.looseObject({
        status: z.literal("NEW").optional(),
      }),
    }),
  },
};
