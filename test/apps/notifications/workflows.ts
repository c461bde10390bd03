import { proxyActivities } from "@temporalio/workflow";
import type {
  NotificationWorkflow as Signature,
  UrgentNotificationWorkflow as UrgentSignature,
} from "../../../generated/notifications/workflows.ts";
import type * as activities from "./activities.ts";

const { deliver } = proxyActivities<typeof activities>({ startToCloseTimeout: "1 minute" });

/** Any notification; which way it goes follows from its shape. */
export const NotificationWorkflow: Signature = async (notification) => await deliver(notification);

/** An email that somebody must see now: tried again at once, not with growing pauses. */
export const UrgentNotificationWorkflow: UrgentSignature = async (email) => {
  const { deliver: deliverNow } = proxyActivities<typeof activities>({
    startToCloseTimeout: "10 seconds",
    retry: { initialInterval: "1 second", backoffCoefficient: 1 },
  });
  return await deliverNow(email);
};
