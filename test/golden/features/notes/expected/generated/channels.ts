/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { aBookWasLentMessage } from "./messages.js";

/**
 * Every book.
 *
 * In the order in which they come and go.
 *
 * Tags: books.
 *
 * @generated from #/channels/books
 */
export const booksChannel: ChannelDefinition = {
  key: "books",
  address: "books",
  servers: [],
  messages: { aBookWasLent: aBookWasLentMessage },
  dispatch: { by: "single" },
};
