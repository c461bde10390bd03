// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../generated/index.js";
import { onLetter } from "./on-letter.js";
import { onAlarm } from "./on-alarm.js";

export const handlers: ContractHandlers = { onLetter, onAlarm };
