// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnLetterHandlers } from "../generated/operations.js";

/** Receives from `letters` (RabbitMQ). */
export const onLetter: OnLetterHandlers = {
  letterWritten(message, context) {
    throw new HandlerNotWritten("onLetter.letterWritten", context);
  },
};
