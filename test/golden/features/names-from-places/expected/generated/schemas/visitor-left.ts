/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/visitor/publish/message/oneOf/1/payload */
export type VisitorLeft = Record<string, unknown>;

export const VisitorLeft: Validator<VisitorLeft> = z.record(z.string(), z.unknown());
