// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onBook } from "./on-book.js";

export const handlers: ContractHandlers = { onBook };
