import { condition, defineSignal, setHandler } from "@temporalio/workflow";

const cancel = defineSignal<[{ readonly reason: string }]>("cancel");

/** Waits for its cancellation and tells the reason. */
export async function OrderWorkflow(order: { readonly order_id: string }): Promise<string> {
  let reason: string | undefined;
  setHandler(cancel, (message) => {
    reason = message.reason;
  });
  await condition(() => reason !== undefined);
  return `${order.order_id}: ${reason}`;
}
