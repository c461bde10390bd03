// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../../../../generated/orders/index.ts";
import { onOrder } from "./on-order.ts";

export const handlers: ContractHandlers = { onOrder };
