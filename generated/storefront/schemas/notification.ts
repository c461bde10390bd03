/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";
import { NotificationContent } from "./notification-content.ts";

/** @generated from ./notifications.yaml#/components/schemas/Notification */
export interface Notification {
  notification_id: string;
  user_id: string;
  channel: NotificationChannel;
  content: NotificationContent;
}

/** @generated from ./notifications.yaml#/components/schemas/Notification/properties/channel */
export type NotificationChannel = "in-app" | "push" | "muted";

export const NotificationChannel: Validator<NotificationChannel> = z.enum(["in-app", "push", "muted"]);

export const Notification: Validator<Notification> = z.looseObject({
  notification_id: z.string().min(1).check(json.maxLength(64)),
  user_id: z.string().min(1),
  channel: NotificationChannel,
  content: NotificationContent,
});
