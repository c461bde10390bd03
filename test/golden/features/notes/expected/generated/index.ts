/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { aBookWasLentMessage } from "./messages.js";
import { type OnBookHandlers, onBookOperation, type Publish } from "./operations.js";
import type { ABookWasLent } from "./schemas/a-book-was-lent.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onBook: OnBookHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly aBookWasLent: IncomingMessage<ABookWasLent>;
}

/**
 * Library 1.0.0
 *
 * What happens to books.
 *
 * Tags: books (Everything printed).
 *
 * License: MIT
 * Contact: The librarians, books@library.example
 * Terms of service: https://library.example/terms
 *
 * @see https://library.example/docs The handbook.
 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "library",
  title: "Library",
  version: "1.0.0",
  role: "application",
  servers: {
    /**
     * Ours
     *
     * Tags: production.
     */
    kafka: { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" },
  },
  operations: [onBookOperation],
  publishers: {},
  incoming: { aBookWasLent: { operation: onBookOperation, message: aBookWasLentMessage } },
};

export type { OnBookHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { ABookWasLent } from "./schemas/a-book-was-lent.js";
