/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/**
 * Who has which book.
 * @see https://library.example/docs/loan
 * @generated from #/channels/books/messages/lent/payload
 */
export interface ABookWasLent {
  /** Of the book. */
  isbn?: string | undefined;
  /** @deprecated */
  shelf?: string | undefined;
}

export const ABookWasLent: Validator<ABookWasLent> = z.looseObject({
  isbn: z.string().optional(),
  shelf: z.string().optional(),
});
