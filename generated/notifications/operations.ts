/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { emailsChannel, notificationsChannel, textsChannel } from "./channels.ts";
import type { Email } from "./schemas/email.ts";
import type { Notification } from "./schemas/notification.ts";
import type { Text } from "./schemas/text.ts";
import {
  emailRequestedStartsNotificationWorkflow,
  emailRequestedStartsUrgentNotificationWorkflow,
  notificationRequestedStartsNotificationWorkflow,
  textRequestedStartsNotificationWorkflow,
  type Workflows,
} from "./workflows.ts";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Sends an email; an urgent one by a workflow of its own.
 * @generated from #/operations/onEmail
 */
export interface OnEmailHandlers {
  /**
   * Somebody should get an email.
   * Starts `UrgentNotificationWorkflow` as `email-{email_id}` when its condition holds.
   * Starts `NotificationWorkflow` as `email-{email_id}` when its condition holds.
   */
  emailRequested(message: Email, context: Context<Email>): Promise<void> | void;
}

/**
 * Shows a notification to a user who wants to see it.
 * @generated from #/operations/onNotification
 */
export interface OnNotificationHandlers {
  /**
   * A user should see a notification.
   * Starts `NotificationWorkflow` as `notification-{notification_id}`.
   */
  notificationRequested(message: Notification, context: Context<Notification>): Promise<void> | void;
}

/**
 * Sends a text message.
 * @generated from #/operations/onText
 */
export interface OnTextHandlers {
  /**
   * Somebody should get a text message.
   * Starts `NotificationWorkflow` as `text-{text_id}`.
   */
  textRequested(message: Text, context: Context<Text>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `emails` (RabbitMQ).
 *
 * Sends an email; an urgent one by a workflow of its own.
 *
 * @generated from #/operations/onEmail
 */
export const onEmailOperation: OperationDefinition = {
  key: "onEmail",
  name: "onEmail",
  action: "receive",
  channel: emailsChannel,
  messages: {
    emailRequested: {
      rules: [emailRequestedStartsUrgentNotificationWorkflow, emailRequestedStartsNotificationWorkflow],
    },
  },
  options: {
    timeout: 30000,
    retry: { attempts: 4, initialInterval: 200, multiplier: 2, maxInterval: 5000 },
    amqp: { declare: "create", queueType: "classic", arguments: { "x-max-priority": 10 } },
    concurrency: 8,
    deadLetter: "emails-dlq",
  },
};

/**
 * Receives from `notifications` (RabbitMQ).
 *
 * Shows a notification to a user who wants to see it.
 *
 * @generated from #/operations/onNotification
 */
export const onNotificationOperation: OperationDefinition = {
  key: "onNotification",
  name: "onNotification",
  action: "receive",
  channel: notificationsChannel,
  messages: { notificationRequested: { rules: [notificationRequestedStartsNotificationWorkflow] } },
  options: {
    timeout: 30000,
    retry: { attempts: 4, initialInterval: 200, multiplier: 2, maxInterval: 5000 },
    amqp: { declare: "create", queueType: "quorum" },
    concurrency: 8,
    deadLetter: "notifications-dlq",
  },
};

/**
 * Receives from `text.#` (RabbitMQ).
 *
 * Sends a text message.
 *
 * @generated from #/operations/onText
 */
export const onTextOperation: OperationDefinition = {
  key: "onText",
  name: "onText",
  action: "receive",
  channel: textsChannel,
  messages: { textRequested: { rules: [textRequestedStartsNotificationWorkflow] } },
  options: {
    timeout: 30000,
    retry: { attempts: 4, initialInterval: 200, multiplier: 2, maxInterval: 5000 },
    amqp: { declare: "create", queueType: "quorum" },
    concurrency: 4,
    deadLetter: "texts-dlq",
  },
};
