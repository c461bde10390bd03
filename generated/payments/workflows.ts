/** Made by boost-gen 0.1.0 from specs/payments.yaml. Changes made here are lost; change the document and run it again. */

/** Typed calls of `context.workflows`, one member per workflow. */
export type Workflows = object;
