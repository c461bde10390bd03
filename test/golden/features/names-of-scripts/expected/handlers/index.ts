// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { 受注 } from "./受注.js";

export const handlers: ContractHandlers = { 受注 };
