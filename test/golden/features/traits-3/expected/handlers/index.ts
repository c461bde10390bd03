// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onLamp } from "./on-lamp.js";

export const handlers: ContractHandlers = { onLamp };
