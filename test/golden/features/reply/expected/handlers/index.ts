// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { tellPrice } from "./tell-price.js";

export const handlers: ContractHandlers = { tellPrice };
