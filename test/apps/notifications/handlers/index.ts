// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../../../../generated/notifications/index.ts";
import { onEmail } from "./on-email.ts";
import { onNotification } from "./on-notification.ts";
import { onText } from "./on-text.ts";

export const handlers: ContractHandlers = { onEmail, onNotification, onText };
