/** What went wrong inside of a workflow or activity, as Temporal carries it. */
export interface FailureText {
  /** `OutOfStock: no tea is left`. */
  readonly text: string;
  /** The type that the workflow's code gave it: `OutOfStock`. Absent for a bare `Error`. */
  readonly type?: string;
}

/** Failures that only say where another one happened. */
const around: readonly string[] = ["ActivityFailure", "ChildWorkflowFailure", "WorkflowFailedError", "WorkflowUpdateFailedError"];

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly type?: unknown;
}

/** By names, because a failure may come out of a sandbox, whose classes are others. This file runs in there as well, so it imports nothing. */
export function failureText(error: unknown, depth = 0): FailureText {
  if (typeof error !== "object" || error === null) return { text: String(error) };
  const { name, message, cause, type }: Thrown = error;
  const own = typeof message === "string" && message !== "" ? message : undefined;
  if (around.includes(String(name)) && cause !== undefined && cause !== null && depth < 5) {
    const inner = failureText(cause, depth + 1);
    return own === undefined ? inner : { ...inner, text: `${own}: ${inner.text}` };
  }
  const known = [type, name].find((text): text is string => typeof text === "string" && text !== "" && text !== "ApplicationFailure");
  if (known === undefined || known === "Error") return { text: own ?? "Error" };
  return { text: own === undefined ? known : `${known}: ${own}`, type: known };
}
