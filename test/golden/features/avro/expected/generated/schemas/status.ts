/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./order.avsc#/fields/4/type */
export type Status = "NEW" | "PAID";

export const Status: Validator<Status> = z.enum(["NEW", "PAID"]);
