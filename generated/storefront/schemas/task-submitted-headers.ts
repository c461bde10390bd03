/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from ./tasks.yaml#/components/messages/TaskSubmitted/headers */
export interface TaskSubmittedHeaders {
  /** Login of the person or name of the service. */
  "submitted-by"?: string | undefined;
}

export const TaskSubmittedHeaders: Validator<TaskSubmittedHeaders> = z.looseObject({
  "submitted-by": z.string().optional(),
});
