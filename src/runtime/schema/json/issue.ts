import type { CheckPayload } from "../builder.ts";
import { isUndecided, takeOver, trialOf } from "../part.ts";
import type { Validator } from "../validator.ts";

interface Complaint {
  readonly code: string;
  readonly message?: string;
  readonly path?: readonly PropertyKey[];
  readonly [detail: string]: unknown;
}

/** Adds an issue about the checked value. The remaining checks still run, so that all findings are reported. */
export function complain(payload: CheckPayload, { path, ...rest }: Complaint): void {
  payload.issues.push({ ...rest, input: payload.value, continue: true, ...(path === undefined ? {} : { path: [...path] }) });
}

/** Adds an issue about the type of the checked value: checks that rely on the type do not run. */
export function refuse(payload: CheckPayload, complaint: Complaint): void {
  payload.issues.push({ ...complaint, input: payload.value });
}

/** Whether a schema that the value need not match accepts it. Where that takes too long to say, there is a complaint about it. */
export function accepts(payload: CheckPayload, schema: Validator<unknown>, value: unknown): boolean {
  const issues = trialOf(schema, value);
  if (isUndecided(issues)) takeOver(payload, issues, [], true);
  return issues.length === 0;
}

/** Runs a validator on a part of the checked value and takes over its issues. False when there are as many as anybody wants to read. */
export function assertPart(
  payload: CheckPayload,
  validator: Validator<unknown>,
  value: unknown,
  path: readonly PropertyKey[] = [],
): boolean {
  return takeOver(payload, trialOf(validator, value), path, true);
}
