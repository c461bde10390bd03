// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnNoteHandlers } from "../generated/operations.js";

/** Receives from `notes` (Redis). */
export const onNote: OnNoteHandlers = {
  async byContentTypeWritten() {
    throw new RejectMessage("onNote.byContentTypeWritten is not written yet");
  },
  async byContentTypeScanned() {
    throw new RejectMessage("onNote.byContentTypeScanned is not written yet");
  },
};
