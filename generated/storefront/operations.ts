/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import type { OperationDefinition, Publisher } from "boost-gen/runtime";
import { emailsChannel, notificationsChannel, ordersChannel, tasksChannel, textsChannel } from "./channels.ts";
import type { Email } from "./schemas/email.ts";
import type { Notification } from "./schemas/notification.ts";
import type { OrderCancelled } from "./schemas/order-cancelled.ts";
import type { OrderCreated } from "./schemas/order-created.ts";
import type { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
import type { Task } from "./schemas/task.ts";
import type { Text } from "./schemas/text.ts";

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  /** A customer placed an order. */
  readonly orderCreated: Publisher<OrderCreated>;
  /** The customer or the shop called an order off. */
  readonly orderCancelled: Publisher<OrderCancelled>;
  /** Somebody should get an email. */
  readonly emailRequested: Publisher<Email>;
  /** A user should see a notification. */
  readonly notificationRequested: Publisher<Notification>;
  /** Somebody should get a text message. */
  readonly textRequested: Publisher<Text, undefined, {
    /** Two letters, ISO 3166. */
    readonly country: "de" | "fr" | "gb";
  }>;
  /** Somebody submitted a task. */
  readonly taskSubmitted: Publisher<Task, TaskSubmittedHeaders>;
}

/**
 * Sends to `orders.v1` (Kafka).
 *
 * A customer placed or cancelled an order.
 *
 * @generated from #/operations/placeOrder
 */
export const placeOrderOperation: OperationDefinition = {
  key: "placeOrder",
  name: "placeOrder",
  action: "send",
  channel: ordersChannel,
  messages: { orderCreated: { rules: [] }, orderCancelled: { rules: [] } },
  options: {},
};

/**
 * Sends to `emails` (RabbitMQ).
 * @generated from #/operations/sendEmail
 */
export const sendEmailOperation: OperationDefinition = {
  key: "sendEmail",
  name: "sendEmail",
  action: "send",
  channel: emailsChannel,
  messages: { emailRequested: { rules: [] } },
  options: {},
  binding: { priority: 5, deliveryMode: 2 },
};

/**
 * Sends to `notifications` (RabbitMQ).
 * @generated from #/operations/notify
 */
export const notifyOperation: OperationDefinition = {
  key: "notify",
  name: "notify",
  action: "send",
  channel: notificationsChannel,
  messages: { notificationRequested: { rules: [] } },
  options: {},
};

/**
 * Sends to `text.{country}` (RabbitMQ).
 * @generated from #/operations/sendText
 */
export const sendTextOperation: OperationDefinition = {
  key: "sendText",
  name: "sendText",
  action: "send",
  channel: textsChannel,
  messages: { textRequested: { rules: [] } },
  options: {},
};

/**
 * Sends to `tasks` (Redis).
 * @generated from #/operations/submitTask
 */
export const submitTaskOperation: OperationDefinition = {
  key: "submitTask",
  name: "submitTask",
  action: "send",
  channel: tasksChannel,
  messages: { taskSubmitted: { rules: [] } },
  options: {},
};
