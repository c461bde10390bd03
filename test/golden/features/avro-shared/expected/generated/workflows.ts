/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

/** Typed calls of `context.workflows`, one member per workflow. */
export type Workflows = object;
