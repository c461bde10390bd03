import type { OrderCreated } from "../../../generated/orders/index.ts";

export async function confirmOrder(order: OrderCreated): Promise<{ pieces: number }> {
  return { pieces: order.items.reduce((sum, item) => sum + item.quantity, 0) };
}

export async function refundOrder(order: OrderCreated, reason: string): Promise<{ refunded: number; reason: string }> {
  return { refunded: order.total, reason };
}
