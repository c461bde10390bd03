import { condition, proxyActivities, setHandler } from "@temporalio/workflow";
import { orderWorkflow, publish, type WorkflowImplementations } from "../../../generated/orders/workflow.ts";
import type { OrderWorkflow as Signature } from "../../../generated/orders/workflows.ts";
import type * as activities from "./activities.ts";

const { confirmOrder, refundOrder } = proxyActivities<typeof activities>({ startToCloseTimeout: "1 minute" });

/** Leaves the customer a moment to cancel, then confirms the order and tells so. */
export const OrderWorkflow: Signature = async (order) => {
  let reason: string | undefined;
  setHandler(orderWorkflow.signals.cancel, (cancellation) => {
    reason = cancellation.reason;
  });
  await condition(() => reason !== undefined, "5 seconds");
  if (reason !== undefined) return { order_id: order.order_id, status: "cancelled", ...(await refundOrder(order, reason)) };
  const confirmed = await confirmOrder(order);
  await publish.orderConfirmed({ order_id: order.order_id, confirmed_at: new Date().toISOString() });
  return { order_id: order.order_id, status: "confirmed", ...confirmed };
};

/** Without one that the document starts this does not compile. */
export const workflows: WorkflowImplementations = { OrderWorkflow };
