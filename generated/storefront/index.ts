/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition } from "boost-gen/runtime";
import {
  emailRequestedMessage,
  notificationRequestedMessage,
  orderCancelledMessage,
  orderCreatedMessage,
  taskSubmittedMessage,
  textRequestedMessage,
} from "./messages.ts";
import {
  notifyOperation,
  placeOrderOperation,
  type Publish,
  sendEmailOperation,
  sendTextOperation,
  submitTaskOperation,
} from "./operations.ts";
import type { Workflows } from "./workflows.ts";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export type ContractHandlers = object;

/** What a test sends. */
export type Incoming = object;

/**
 * Storefront 1.0.0
 *
 * The shop's web front. It only publishes: orders to Kafka, notifications to RabbitMQ and tasks to Redis. The messages are those of the three services that receive them.
 *
 * License: MIT
 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "storefront",
  title: "Storefront",
  version: "1.0.0",
  role: "application",
  servers: {
    kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" },
    rabbitmq: { key: "rabbitmq", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" },
    redis: { key: "redis", protocol: "redis", wireProtocol: "redis", host: "localhost:6379" },
  },
  operations: [placeOrderOperation, sendEmailOperation, notifyOperation, sendTextOperation, submitTaskOperation],
  publishers: {
    orderCreated: { operation: placeOrderOperation, message: orderCreatedMessage },
    orderCancelled: { operation: placeOrderOperation, message: orderCancelledMessage },
    emailRequested: { operation: sendEmailOperation, message: emailRequestedMessage },
    notificationRequested: { operation: notifyOperation, message: notificationRequestedMessage },
    textRequested: { operation: sendTextOperation, message: textRequestedMessage },
    taskSubmitted: { operation: submitTaskOperation, message: taskSubmittedMessage },
  },
  incoming: {},
};

export type { Publish } from "./operations.ts";
export type { Workflows } from "./workflows.ts";
export { Email, EmailPriority } from "./schemas/email.ts";
export { Notification, NotificationChannel } from "./schemas/notification.ts";
export { NotificationContent } from "./schemas/notification-content.ts";
export { Text } from "./schemas/text.ts";
export { OrderId } from "./schemas/order-id.ts";
export { OrderCreated } from "./schemas/order-created.ts";
export { OrderItem } from "./schemas/order-item.ts";
export { OrderCancelled, OrderCancelledReason } from "./schemas/order-cancelled.ts";
export { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
export { Task } from "./schemas/task.ts";
