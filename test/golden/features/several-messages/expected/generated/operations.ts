/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { byContentTypeChannel, byMatchChannel, byPropertyChannel, byTrialChannel } from "./channels.js";
import type { ByContentTypeWritten } from "./schemas/by-content-type-written.js";
import type { ByMatchBlocked } from "./schemas/by-match-blocked.js";
import type { ByMatchIssued } from "./schemas/by-match-issued.js";
import type { ByPropertyClosed } from "./schemas/by-property-closed.js";
import type { ByPropertyOpened } from "./schemas/by-property-opened.js";
import type { ByTrialNamed } from "./schemas/by-trial-named.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onAccount */
export interface OnAccountHandlers {
  byPropertyOpened(message: ByPropertyOpened, context: Context<ByPropertyOpened>): Promise<void> | void;
  byPropertyClosed(message: ByPropertyClosed, context: Context<ByPropertyClosed>): Promise<void> | void;
}

/** @generated from #/operations/onCard */
export interface OnCardHandlers {
  byMatchIssued(message: ByMatchIssued, context: Context<ByMatchIssued>): Promise<void> | void;
  byMatchBlocked(message: ByMatchBlocked, context: Context<ByMatchBlocked>): Promise<void> | void;
}

/** @generated from #/operations/onNote */
export interface OnNoteHandlers {
  byContentTypeWritten(message: ByContentTypeWritten, context: Context<ByContentTypeWritten>): Promise<void> | void;
  byContentTypeScanned(message: Uint8Array, context: Context<Uint8Array>): Promise<void> | void;
}

/** @generated from #/operations/onRest */
export interface OnRestHandlers {
  byTrialNamed(message: ByTrialNamed, context: Context<ByTrialNamed>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `accounts` (Redis).
 * @generated from #/operations/onAccount
 */
export const onAccountOperation: OperationDefinition = {
  key: "onAccount",
  name: "onAccount",
  action: "receive",
  channel: byPropertyChannel,
  messages: { byPropertyOpened: { rules: [] }, byPropertyClosed: { rules: [] } },
  options: {},
};

/**
 * Receives from `cards` (Redis).
 * @generated from #/operations/onCard
 */
export const onCardOperation: OperationDefinition = {
  key: "onCard",
  name: "onCard",
  action: "receive",
  channel: byMatchChannel,
  messages: { byMatchIssued: { rules: [] }, byMatchBlocked: { rules: [] } },
  options: {},
};

/**
 * Receives from `notes` (Redis).
 * @generated from #/operations/onNote
 */
export const onNoteOperation: OperationDefinition = {
  key: "onNote",
  name: "onNote",
  action: "receive",
  channel: byContentTypeChannel,
  messages: { byContentTypeWritten: { rules: [] }, byContentTypeScanned: { rules: [] } },
  options: {},
};

/**
 * Receives from `rest` (Redis).
 * @generated from #/operations/onRest
 */
export const onRestOperation: OperationDefinition = {
  key: "onRest",
  name: "onRest",
  action: "receive",
  channel: byTrialChannel,
  messages: { byTrialNamed: { rules: [] } },
  options: { group: "rest", retry: { attempts: 3 }, unmatched: "skip" },
};
