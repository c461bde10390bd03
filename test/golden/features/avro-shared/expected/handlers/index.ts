// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onOrder } from "./on-order.js";

export const handlers: ContractHandlers = { onOrder };
