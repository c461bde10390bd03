import { BoostApp } from "boost-gen/runtime";
import { contract } from "../../../generated/storefront/index.ts";

/** Never run: `tsc` proves here that the publishers refuse a wrong payload. */
export async function refusedByTheCompiler(): Promise<void> {
  const publish = new BoostApp("types").publishers(contract);
  const order = { type: "order.created" as const, order_id: "1", customer_id: "c", items: [{ sku: "a", quantity: 1, price: 1 }], total: 1 };
  await publish.orderCreated(order);
  // @ts-expect-error a property is missing
  await publish.orderCreated({ type: "order.created", order_id: "1" });
  // @ts-expect-error a property is misspelt
  await publish.orderCreated({ ...order, expres: true });
  // @ts-expect-error a value is of another type
  await publish.orderCreated({ ...order, total: "1" });
  // @ts-expect-error a value is none of the enum's
  await publish.orderCancelled({ type: "order.cancelled", order_id: "1", reason: "boredom" });
  // @ts-expect-error another message's payload
  await publish.taskSubmitted(order);
  // @ts-expect-error a header is of another type
  await publish.taskSubmitted({ task_id: "t", description: "d", priority: 1 }, { headers: { "submitted-by": 1 } });
  // @ts-expect-error no such message
  await publish.orderShipped(order);
}
