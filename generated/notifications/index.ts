/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { emailRequestedMessage, notificationRequestedMessage, textRequestedMessage } from "./messages.ts";
import {
  type OnEmailHandlers,
  onEmailOperation,
  type OnNotificationHandlers,
  onNotificationOperation,
  type OnTextHandlers,
  onTextOperation,
  type Publish,
} from "./operations.ts";
import type { Email } from "./schemas/email.ts";
import type { Notification } from "./schemas/notification.ts";
import type { Text } from "./schemas/text.ts";
import type { Workflows } from "./workflows.ts";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onEmail: OnEmailHandlers;
  readonly onNotification: OnNotificationHandlers;
  readonly onText: OnTextHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly emailRequested: IncomingMessage<Email>;
  readonly notificationRequested: IncomingMessage<Notification>;
  readonly textRequested: IncomingMessage<Text>;
}

/**
 * Notifications 1.0.0
 *
 * Emails, in-app notifications and text messages that a person should see.
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
  name: "notifications",
  title: "Notifications",
  version: "1.0.0",
  role: "application",
  servers: {
    /** RabbitMQ 3.8 or newer. */
    rabbitmq: { key: "rabbitmq", protocol: "amqp", wireProtocol: "amqp", host: "localhost:5672" },
  },
  operations: [onEmailOperation, onNotificationOperation, onTextOperation],
  publishers: {},
  incoming: {
    emailRequested: { operation: onEmailOperation, message: emailRequestedMessage },
    notificationRequested: { operation: onNotificationOperation, message: notificationRequestedMessage },
    textRequested: { operation: onTextOperation, message: textRequestedMessage },
  },
  temporal: { taskQueue: "notification_queue" },
};

export type { OnEmailHandlers, OnNotificationHandlers, OnTextHandlers, Publish } from "./operations.ts";
export type { NotificationWorkflow, UrgentNotificationWorkflow, Workflows } from "./workflows.ts";
export { Email, EmailPriority } from "./schemas/email.ts";
export { Notification, NotificationChannel } from "./schemas/notification.ts";
export { NotificationContent } from "./schemas/notification-content.ts";
export { Text } from "./schemas/text.ts";
