/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/greetings/messages/greeted/payload */
export type GreetingsGreeted = string;

export const GreetingsGreeted: Validator<GreetingsGreeted> = z.string();
