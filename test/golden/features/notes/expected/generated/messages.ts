/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { ABookWasLent } from "./schemas/a-book-was-lent.js";

/**
 * A book was lent
 *
 * Deprecated.
 *
 * @see https://library.example/docs/lent
 * @generated from #/channels/books/messages/lent
 */
export const aBookWasLentMessage: MessageDefinition<ABookWasLent> = {
  name: "ABookWasLent",
  member: "aBookWasLent",
  contentType: "application/json",
  payload: ABookWasLent,
};
