// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onAccount } from "./on-account.js";
import { onCard } from "./on-card.js";
import { onNote } from "./on-note.js";
import { onRest } from "./on-rest.js";

export const handlers: ContractHandlers = { onAccount, onCard, onNote, onRest };
