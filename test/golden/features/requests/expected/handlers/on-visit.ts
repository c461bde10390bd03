// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnVisitHandlers } from "../generated/operations.js";

/** Receives from `visits` (RabbitMQ). */
export const onVisit: OnVisitHandlers = {
  visitsVisited(message, context) {
    throw new HandlerNotWritten("onVisit.visitsVisited", context);
  },
};
