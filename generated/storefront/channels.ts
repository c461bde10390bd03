/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import {
  emailRequestedMessage,
  notificationRequestedMessage,
  orderCancelledMessage,
  orderCreatedMessage,
  taskSubmittedMessage,
  textRequestedMessage,
} from "./messages.ts";

/** @generated from #/channels/orders */
export const ordersChannel: ChannelDefinition = {
  key: "orders",
  address: "orders.v1",
  servers: ["kafka"],
  messages: { orderCreated: orderCreatedMessage, orderCancelled: orderCancelledMessage },
  dispatch: {
    by: "payload",
    path: ["type"],
    cases: [["order.created", "orderCreated"], ["order.cancelled", "orderCancelled"]],
  },
};

/** @generated from #/channels/emails */
export const emailsChannel: ChannelDefinition = {
  key: "emails",
  address: "emails",
  servers: ["rabbitmq"],
  messages: { emailRequested: emailRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "queue", queue: { name: "emails", durable: true, exclusive: false, autoDelete: false } },
};

/** @generated from #/channels/notifications */
export const notificationsChannel: ChannelDefinition = {
  key: "notifications",
  address: "notifications",
  servers: ["rabbitmq"],
  messages: { notificationRequested: notificationRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "queue", queue: { name: "notifications", durable: true, exclusive: false, autoDelete: false } },
};

/** @generated from #/channels/texts */
export const textsChannel: ChannelDefinition = {
  key: "texts",
  address: "text.{country}",
  parameters: [{ key: "country", enum: ["de", "fr", "gb"] }],
  servers: ["rabbitmq"],
  messages: { textRequested: textRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "routingKey", exchange: { name: "messaging", type: "topic", durable: true, autoDelete: false } },
};

/** @generated from #/channels/tasks */
export const tasksChannel: ChannelDefinition = {
  key: "tasks",
  address: "tasks",
  servers: ["redis"],
  messages: { taskSubmitted: taskSubmittedMessage },
  dispatch: { by: "single" },
};
