/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/events/messages/happened/payload */
export type EventsHappened = Record<string, unknown>;

export const EventsHappened: Validator<EventsHappened> = z.record(z.string(), z.unknown());
