import type { Email, Notification, Text } from "../../../generated/notifications/index.ts";

export async function deliver(notification: Email | Notification | Text): Promise<{ via: string; id: string }> {
  if ("email_id" in notification) return { via: "email", id: notification.email_id };
  if ("notification_id" in notification) return { via: "in-app", id: notification.notification_id };
  return { via: "text", id: notification.text_id };
}
