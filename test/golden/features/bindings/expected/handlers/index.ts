// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onParcel } from "./on-parcel.js";

export const handlers: ContractHandlers = { onParcel };
