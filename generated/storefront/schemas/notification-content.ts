/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/**
 * What the user sees; further keys are handed to the client as they are.
 * @generated from ./notifications.yaml#/components/schemas/NotificationContent
 */
export interface NotificationContent {
  title: string;
  body?: string | undefined;
  link?: string | undefined;
  [key: string]: string | undefined;
}

export const NotificationContent: Validator<NotificationContent> = z.object({
  title: z.string().min(1),
  body: z.string().optional(),
  link: z.string().check(json.annotatedFormat("uri")).optional(),
}).catchall(z.string());
