// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../../../../generated/payments/index.ts";
import { onPayment } from "./on-payment.ts";

export const handlers: ContractHandlers = { onPayment };
