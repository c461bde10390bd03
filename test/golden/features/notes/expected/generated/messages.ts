/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { BooksLent } from "./schemas/books-lent.js";

/**
 * A book was lent
 * @see https://library.example/docs/lent
 * @deprecated
 * @generated from #/channels/books/messages/lent
 */
export const booksLentMessage: MessageDefinition<BooksLent> = {
  name: "BooksLent",
  member: "booksLent",
  contentType: "application/json",
  payload: BooksLent,
};
