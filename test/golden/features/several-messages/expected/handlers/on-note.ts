// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnNoteHandlers } from "../generated/operations.js";

/** Receives from `notes` (Redis). */
export const onNote: OnNoteHandlers = {
  byContentTypeWritten(message, context) {
    throw new HandlerNotWritten("onNote.byContentTypeWritten", context);
  },
  byContentTypeScanned(message, context) {
    throw new HandlerNotWritten("onNote.byContentTypeScanned", context);
  },
};
