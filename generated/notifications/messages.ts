/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Email } from "./schemas/email.ts";
import { Notification } from "./schemas/notification.ts";
import { Text } from "./schemas/text.ts";

/**
 * Somebody should get an email.
 * @generated from #/components/messages/EmailRequested
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
 * @generated from #/components/messages/NotificationRequested
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
 * @generated from #/components/messages/TextRequested
 */
export const textRequestedMessage: MessageDefinition<Text> = {
  name: "TextRequested",
  member: "textRequested",
  contentType: "application/json",
  payload: Text,
  examples: [{ name: "code", payload: { text_id: "x-1", to: "+4915100000000", body: "Your code is 123456" } }],
};
