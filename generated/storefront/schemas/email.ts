/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from ./notifications.yaml#/components/schemas/Email */
export interface Email {
  email_id: string;
  to: string;
  subject: string;
  body: string;
  /** Absent means `normal`. */
  priority?: EmailPriority | undefined;
}

/**
 * Absent means `normal`.
 * @generated from ./notifications.yaml#/components/schemas/Email/properties/priority
 */
export type EmailPriority = "low" | "normal" | "high";

export const EmailPriority: Validator<EmailPriority> = z.enum(["low", "normal", "high"]);

export const Email: Validator<Email> = z.looseObject({
  email_id: z.string().min(1).check(json.maxLength(64)),
  to: z.string().check(json.minLength(3)),
  subject: z.string(),
  body: z.string(),
  priority: z.optional(EmailPriority),
});
