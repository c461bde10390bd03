// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onSubscription } from "./on-subscription.js";

export const handlers: ContractHandlers = { onSubscription };
