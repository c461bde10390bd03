/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import {
  byContentTypeScannedMessage,
  byContentTypeWrittenMessage,
  byMatchBlockedMessage,
  byMatchIssuedMessage,
  byPropertyClosedMessage,
  byPropertyOpenedMessage,
  byTrialNamedMessage,
} from "./messages.js";
import {
  type OnAccountHandlers,
  onAccountOperation,
  type OnCardHandlers,
  onCardOperation,
  type OnNoteHandlers,
  onNoteOperation,
  type OnRestHandlers,
  onRestOperation,
  type Publish,
} from "./operations.js";
import type { ByContentTypeWritten } from "./schemas/by-content-type-written.js";
import type { ByMatchBlocked } from "./schemas/by-match-blocked.js";
import type { ByMatchIssued } from "./schemas/by-match-issued.js";
import type { ByPropertyClosed } from "./schemas/by-property-closed.js";
import type { ByPropertyOpened } from "./schemas/by-property-opened.js";
import type { ByTrialNamed } from "./schemas/by-trial-named.js";
import type { Workflows } from "./workflows.js";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onAccount: OnAccountHandlers;
  readonly onCard: OnCardHandlers;
  readonly onNote: OnNoteHandlers;
  readonly onRest: OnRestHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly byPropertyOpened: IncomingMessage<ByPropertyOpened>;
  readonly byPropertyClosed: IncomingMessage<ByPropertyClosed>;
  readonly byMatchIssued: IncomingMessage<ByMatchIssued>;
  readonly byMatchBlocked: IncomingMessage<ByMatchBlocked>;
  readonly byContentTypeWritten: IncomingMessage<ByContentTypeWritten>;
  readonly byContentTypeScanned: IncomingMessage<Uint8Array>;
  readonly byTrialNamed: IncomingMessage<ByTrialNamed>;
}

/** Accounts 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "accounts",
  title: "Accounts",
  version: "1.0.0",
  role: "application",
  servers: { redis: { key: "redis", protocol: "redis", wireProtocol: "redis", host: "localhost:6379" } },
  operations: [onAccountOperation, onCardOperation, onNoteOperation, onRestOperation],
  publishers: {},
  incoming: {
    byPropertyOpened: { operation: onAccountOperation, message: byPropertyOpenedMessage },
    byPropertyClosed: { operation: onAccountOperation, message: byPropertyClosedMessage },
    byMatchIssued: { operation: onCardOperation, message: byMatchIssuedMessage },
    byMatchBlocked: { operation: onCardOperation, message: byMatchBlockedMessage },
    byContentTypeWritten: { operation: onNoteOperation, message: byContentTypeWrittenMessage },
    byContentTypeScanned: { operation: onNoteOperation, message: byContentTypeScannedMessage },
    byTrialNamed: { operation: onRestOperation, message: byTrialNamedMessage },
  },
};

export type { OnAccountHandlers, OnCardHandlers, OnNoteHandlers, OnRestHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { ByPropertyOpened } from "./schemas/by-property-opened.js";
export { ByPropertyClosed } from "./schemas/by-property-closed.js";
export { ByMatchIssued } from "./schemas/by-match-issued.js";
export { ByMatchBlocked } from "./schemas/by-match-blocked.js";
export { ByContentTypeWritten } from "./schemas/by-content-type-written.js";
export { ByTrialCounted } from "./schemas/by-trial-counted.js";
export { ByTrialNamed } from "./schemas/by-trial-named.js";
