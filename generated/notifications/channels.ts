/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { emailRequestedMessage, notificationRequestedMessage, textRequestedMessage } from "./messages.ts";

/**
 * Emails to be sent, urgent ones with a higher priority.
 * @generated from #/channels/emails
 */
export const emailsChannel: ChannelDefinition = {
  key: "emails",
  address: "emails",
  servers: [],
  messages: { emailRequested: emailRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "queue", queue: { name: "emails", durable: true, exclusive: false, autoDelete: false } },
};

/**
 * Notifications inside the application.
 * @generated from #/channels/notifications
 */
export const notificationsChannel: ChannelDefinition = {
  key: "notifications",
  address: "notifications",
  servers: [],
  messages: { notificationRequested: notificationRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "queue", queue: { name: "notifications", durable: true, exclusive: false, autoDelete: false } },
};

/**
 * Text messages, published to a topic exchange as `text.<country>`.
 * @generated from #/channels/texts
 */
export const textsChannel: ChannelDefinition = {
  key: "texts",
  address: "text.#",
  servers: [],
  messages: { textRequested: textRequestedMessage },
  dispatch: { by: "single" },
  binding: { is: "routingKey", exchange: { name: "messaging", type: "topic", durable: true, autoDelete: false } },
};
