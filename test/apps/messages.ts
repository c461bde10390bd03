import type { OutsideMessage } from "./sources.ts";

/** What must come of a message: the workflow and its one argument, or nothing where a rule or handler filters it out. */
export interface Sent extends OutsideMessage {
  readonly broker: "kafka" | "rabbitmq" | "redis";
  readonly expect?: { readonly workflowId: string; readonly type: string; readonly input: unknown };
  /** The signal that a running workflow must get from it, once. */
  readonly signals?: { readonly workflowId: string; readonly name: string; readonly input: unknown };
}

/** `prefix` makes the ids of a run its own. */
export function order(prefix: string, i: number): Sent {
  const order_id = `${prefix}-${i}`;
  const payload = {
    type: "order.created",
    order_id,
    customer_id: `c-${i % 7}`,
    items: [{ sku: `sku-${i}`, quantity: (i % 3) + 1, price: 2.5 }],
    total: 2.5 * ((i % 3) + 1),
  };
  return {
    broker: "kafka",
    address: "orders.v1",
    key: order_id,
    body: JSON.stringify(payload),
    expect: { workflowId: `order-${order_id}`, type: "OrderWorkflow", input: payload },
  };
}

/** Calls an order off that was sent before it; starts nothing itself. */
export function cancellation(prefix: string, i: number): Sent {
  const order_id = `${prefix}-${i}`;
  const payload = { type: "order.cancelled", order_id, reason: "customer" };
  return {
    broker: "kafka",
    address: "orders.v1",
    key: order_id,
    body: JSON.stringify(payload),
    signals: { workflowId: `order-${order_id}`, name: "cancel", input: payload },
  };
}

export function task(prefix: string, i: number): Sent {
  const payload = { task_id: `${prefix}-${i}`, description: `Task ${i}`, priority: i % 11, labels: [`l-${i}`] };
  return {
    broker: "redis",
    address: "tasks",
    body: JSON.stringify(payload),
    expect: { workflowId: `task-${payload.task_id}`, type: "TaskWorkflow", input: payload },
  };
}

export function email(prefix: string, i: number): Sent {
  const payload = {
    email_id: `${prefix}-${i}`,
    to: `p${i}@example.com`,
    subject: `Mail ${i}`,
    body: "Hello",
    priority: i % 4 === 0 ? "high" : "normal",
  };
  const type = payload.priority === "high" ? "UrgentNotificationWorkflow" : "NotificationWorkflow";
  return {
    broker: "rabbitmq",
    address: "emails",
    body: JSON.stringify(payload),
    expect: { workflowId: `email-${payload.email_id}`, type, input: payload },
  };
}

/** Valid, and filtered out by the document's `when`. */
export function filteredEmail(prefix: string, i: number): Sent {
  const payload = { email_id: `${prefix}-filtered-${i}`, to: `p${i}@example.invalid`, subject: "Never", body: "Never" };
  return { broker: "rabbitmq", address: "emails", body: JSON.stringify(payload) };
}

export function notification(prefix: string, i: number): Sent {
  const payload = {
    notification_id: `${prefix}-${i}`,
    user_id: `u-${i}`,
    channel: "in-app",
    content: { title: `News ${i}`, colour: "red" },
  };
  return {
    broker: "rabbitmq",
    address: "notifications",
    body: JSON.stringify(payload),
    expect: { workflowId: `notification-${payload.notification_id}`, type: "NotificationWorkflow", input: payload },
  };
}

/** Valid, and filtered out by the handler. */
export function mutedNotification(prefix: string, i: number): Sent {
  const payload = { notification_id: `${prefix}-muted-${i}`, user_id: `u-${i}`, channel: "muted", content: { title: "Never" } };
  return { broker: "rabbitmq", address: "notifications", body: JSON.stringify(payload) };
}

export function text(prefix: string, i: number): Sent {
  const payload = { text_id: `${prefix}-${i}`, to: `+4915${String(i).padStart(8, "0")}`, body: "Hi" };
  return {
    broker: "rabbitmq",
    exchange: "messaging",
    address: "text.de",
    body: JSON.stringify(payload),
    expect: { workflowId: `text-${payload.text_id}`, type: "NotificationWorkflow", input: payload },
  };
}

/** Five ways to be invalid, spread over the addresses of `like`; each body holds the prefix. */
export function invalid(prefix: string, like: readonly Sent[]): Sent[] {
  const bodies = [
    `not JSON ${prefix} {`,
    `["${prefix}"]`,
    `{"id":"${prefix}-incomplete"}`,
    `"${prefix}-only a string"`,
    `{"priority":"${prefix}`,
  ];
  return bodies.map((body, i) => {
    const model = like[Math.floor((i * like.length) / bodies.length)];
    if (model === undefined) throw new Error("nothing to be like");
    const { expect: _, ...address } = model;
    return { ...address, body };
  });
}
