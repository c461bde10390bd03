/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { booksChannel } from "./channels.js";
import type { ABookWasLent } from "./schemas/a-book-was-lent.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Keeps the shelves up to date.
 *
 * Tags: shelves.
 *
 * @generated from #/operations/onBook
 */
export interface OnBookHandlers {
  /**
   * A book was lent
   * Deprecated.
   */
  aBookWasLent(message: ABookWasLent, context: Context<ABookWasLent>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `books` (Kafka).
 *
 * Keeps the shelves up to date.
 *
 * Tags: shelves.
 *
 * @generated from #/operations/onBook
 */
export const onBookOperation: OperationDefinition = {
  key: "onBook",
  name: "onBook",
  action: "receive",
  channel: booksChannel,
  messages: { aBookWasLent: { rules: [] } },
  options: {},
};
