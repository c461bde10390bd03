// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.
import type { ContractHandlers } from "../../../../generated/tasks/index.ts";
import { onTask } from "./on-task.ts";

export const handlers: ContractHandlers = { onTask };
