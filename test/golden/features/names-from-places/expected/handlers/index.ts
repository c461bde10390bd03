// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onBooking } from "./on-booking.js";
import { onVisitor } from "./on-visitor.js";
import { onInvoice } from "./on-invoice.js";

export const handlers: ContractHandlers = { onBooking, onVisitor, onInvoice };
