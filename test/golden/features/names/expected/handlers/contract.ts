// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { ContractHandlers_ } from "../generated/operations.js";

/** Receives from `contracts` (Kafka). */
export const contract: ContractHandlers_ = {
  /**
   * Starts `v2HTTP` as `contract-{number}` when its condition holds.
   * Starts `v2HTTP` as `contract-{number}`.
   */
  async contract(message, context) {
    await context.workflows.dispatch(message);
  },
  /** Sends the signal `v2HTTPAgain` to `contract-{a}`. */
  async out(message, context) {
    await context.workflows.dispatch(message);
  },
  delete(message, context) {
    throw new HandlerNotWritten("contract.delete", context);
  },
};
