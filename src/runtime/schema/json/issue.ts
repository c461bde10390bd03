import type { CheckPayload, Issue } from "../builder.ts";
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

export function accepts(validator: Validator<unknown>, value: unknown): boolean {
  return validator.safeParse(value).success;
}

/** Runs a validator on a part of the checked value and takes over its issues. */
export function assertPart(payload: CheckPayload, validator: Validator<unknown>, value: unknown, path: readonly PropertyKey[] = []): void {
  const result = validator.safeParse(value);
  if (result.success) return;
  for (const issue of result.error.issues) {
    const taken: Issue = { ...issue, code: issue.code ?? "custom", input: value, continue: true, path: [...path, ...issue.path] };
    payload.issues.push(taken);
  }
}
