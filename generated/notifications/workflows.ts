/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import { json, type StartCall, type WorkflowRuleDefinition, z } from "boost-gen/runtime";
import type { Email } from "./schemas/email.ts";
import type { Notification } from "./schemas/notification.ts";
import type { Text } from "./schemas/text.ts";

/** Signature of the workflow `UrgentNotificationWorkflow` for your workflow code. */
export type UrgentNotificationWorkflow = (emailRequested: Email) => Promise<unknown>;

/** Signature of the workflow `NotificationWorkflow` for your workflow code. */
export type NotificationWorkflow = (message: Email | Notification | Text) => Promise<unknown>;

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly urgentNotificationWorkflow: {
    readonly start: StartCall<Email>;
  };
  readonly notificationWorkflow: {
    readonly start: StartCall<Email | Notification | Text>;
  };
}

/**
 * What `dispatch` does with `EmailRequested`, when the rule's condition holds.
 * @generated from #/components/messages/EmailRequested/x-temporal/0
 */
export const emailRequestedStartsUrgentNotificationWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "urgentNotificationWorkflow",
  member: "start",
  type: "UrgentNotificationWorkflow",
  workflowId: ["email-", { from: "payload", path: ["email_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
  when: {
    payload: z.looseObject({
      priority: z.literal("high"),
    }),
  },
};

/**
 * What `dispatch` does with `EmailRequested`, when the rule's condition holds.
 * @generated from #/components/messages/EmailRequested/x-temporal/1
 */
export const emailRequestedStartsNotificationWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "notificationWorkflow",
  member: "start",
  type: "NotificationWorkflow",
  workflowId: ["email-", { from: "payload", path: ["email_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
  when: {
    payload: z.looseObject({
      to: z.string().check(json.not(z.string().regex(new RegExp("@example[.]invalid$", "u")))).optional(),
    }),
  },
};

/**
 * What `dispatch` does with `NotificationRequested`.
 * @generated from #/components/messages/NotificationRequested/x-temporal
 */
export const notificationRequestedStartsNotificationWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "notificationWorkflow",
  member: "start",
  type: "NotificationWorkflow",
  workflowId: ["notification-", { from: "payload", path: ["notification_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
};

/**
 * What `dispatch` does with `TextRequested`.
 * @generated from #/components/messages/TextRequested/x-temporal
 */
export const textRequestedStartsNotificationWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "notificationWorkflow",
  member: "start",
  type: "NotificationWorkflow",
  workflowId: ["text-", { from: "payload", path: ["text_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
};
