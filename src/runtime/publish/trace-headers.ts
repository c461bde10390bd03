/** Trace context that a schema of headers requires and nobody gives. */
import { randomBytes } from "node:crypto";
import { headerText } from "../decode/headers.ts";
import type { MessageRun } from "../run/message-run.ts";

export type TraceHeaders = { readonly [name: string]: string };

/**
 * The trace of the current span, as its propagator writes it. Without one the trace goes on that the handled message came with, or a new one
 * begins, which nobody records. @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function traceHeaders(current: TraceHeaders, run: MessageRun | undefined): TraceHeaders {
  const came = run === undefined ? undefined : headerText(run.delivery.headers, "traceparent");
  return { traceparent: came ?? `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`, ...current };
}
