/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Email } from "./schemas/email.ts";
import { Notification } from "./schemas/notification.ts";
import { OrderCancelled } from "./schemas/order-cancelled.ts";
import { OrderCreated } from "./schemas/order-created.ts";
import { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
import { Task } from "./schemas/task.ts";
import { Text } from "./schemas/text.ts";

/**
 * A customer placed an order.
 * @generated from ./orders.yaml#/components/messages/OrderCreated
 */
export const orderCreatedMessage: MessageDefinition<OrderCreated> = {
  name: "OrderCreated",
  member: "orderCreated",
  contentType: "application/json",
  payload: OrderCreated,
  key: [{ from: "payload", path: ["order_id"] }],
  examples: [
    {
      name: "two-items",
      payload: {
        type: "order.created",
        order_id: "o-1001",
        customer_id: "c-42",
        items: [{ sku: "tea-green", quantity: 2, price: 4.5 }, { sku: "cup", quantity: 1, price: 12 }],
        total: 21,
      },
    },
  ],
};

/**
 * The customer or the shop called an order off.
 * @generated from ./orders.yaml#/components/messages/OrderCancelled
 */
export const orderCancelledMessage: MessageDefinition<OrderCancelled> = {
  name: "OrderCancelled",
  member: "orderCancelled",
  contentType: "application/json",
  payload: OrderCancelled,
  key: [{ from: "payload", path: ["order_id"] }],
  examples: [{ name: "changed-mind", payload: { type: "order.cancelled", order_id: "o-1001", reason: "customer" } }],
};

/**
 * Somebody should get an email.
 * @generated from ./notifications.yaml#/components/messages/EmailRequested
 */
export const emailRequestedMessage: MessageDefinition<Email> = {
  name: "EmailRequested",
  member: "emailRequested",
  contentType: "application/json",
  payload: Email,
  examples: [
    {
      name: "receipt",
      payload: {
        email_id: "e-1",
        to: "ada@example.com",
        subject: "Your receipt",
        body: "Thank you.",
        priority: "normal",
      },
    },
    {
      name: "alarm",
      payload: { email_id: "e-2", to: "ops@example.com", subject: "Disk full", body: "Node 7.", priority: "high" },
    },
  ],
};

/**
 * A user should see a notification.
 * @generated from ./notifications.yaml#/components/messages/NotificationRequested
 */
export const notificationRequestedMessage: MessageDefinition<Notification> = {
  name: "NotificationRequested",
  member: "notificationRequested",
  contentType: "application/json",
  payload: Notification,
  examples: [
    {
      name: "mention",
      payload: { notification_id: "n-1", user_id: "u-7", channel: "in-app", content: { title: "You were mentioned" } },
    },
  ],
};

/**
 * Somebody should get a text message.
 * @generated from ./notifications.yaml#/components/messages/TextRequested
 */
export const textRequestedMessage: MessageDefinition<Text> = {
  name: "TextRequested",
  member: "textRequested",
  contentType: "application/json",
  payload: Text,
  examples: [{ name: "code", payload: { text_id: "x-1", to: "+4915100000000", body: "Your code is 123456" } }],
};

/**
 * Somebody submitted a task.
 * @generated from ./tasks.yaml#/components/messages/TaskSubmitted
 */
export const taskSubmittedMessage: MessageDefinition<Task, TaskSubmittedHeaders> = {
  name: "TaskSubmitted",
  member: "taskSubmitted",
  contentType: "application/json",
  payload: Task,
  headers: TaskSubmittedHeaders,
  headerTypes: { "submitted-by": "string" },
  examples: [
    {
      name: "report",
      summary: "A report that can wait.",
      payload: {
        task_id: "t-1001",
        description: "Build the monthly report",
        priority: 3,
        labels: ["report", "monthly"],
      },
      headers: { "submitted-by": "reporting" },
    },
    {
      name: "outage",
      summary: "Something that cannot wait.",
      payload: {
        task_id: "t-1002",
        description: "Restart the billing gateway",
        priority: 9,
        due: "2026-05-01T08:00:00Z",
      },
      headers: { "submitted-by": "monitoring" },
    },
  ],
};
