import { condition, defineSignal, proxyActivities, setHandler } from "@temporalio/workflow";
import type { OrderWorkflowSignals, OrderWorkflow as Signature } from "../../../generated/orders/workflows.ts";
import type * as activities from "./activities.ts";

const { confirmOrder, refundOrder } = proxyActivities<typeof activities>({ startToCloseTimeout: "1 minute" });

export const cancel = defineSignal<OrderWorkflowSignals["cancel"]>("cancel");

/** Leaves the customer a moment to cancel, then confirms the order. */
export const OrderWorkflow: Signature = async (order) => {
  let reason: string | undefined;
  setHandler(cancel, (cancellation) => {
    reason = cancellation.reason;
  });
  await condition(() => reason !== undefined, "5 seconds");
  if (reason !== undefined) return { order_id: order.order_id, status: "cancelled", ...(await refundOrder(order, reason)) };
  return { order_id: order.order_id, status: "confirmed", ...(await confirmOrder(order)) };
};
