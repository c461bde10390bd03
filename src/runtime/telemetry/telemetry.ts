import { sentence } from "../ground/errors.ts";

/**
 * The part of @opentelemetry/api that we call, so that nobody has to install it: pass the module itself,
 * `new BoostApp(name, { telemetry: await import("@opentelemetry/api") })`, and bring the SDK that you like.
 */
export interface Telemetry {
  /** The active context, and running a call in another. */
  readonly context: { active(): unknown; with<T>(context: unknown, call: () => T): T };
  /** Reads and writes the trace context of headers. */
  readonly propagation: { extract(context: unknown, carrier: unknown): unknown; inject(context: unknown, carrier: unknown): void };
  /** Makes spans. */
  readonly trace: { getTracer(name: string, version?: string): Tracer; setSpan(context: unknown, span: Span): unknown };
  /** Makes instruments. */
  readonly metrics: { getMeter(name: string, version?: string): Meter };
}

export type Attributes = { readonly [name: string]: string | number | boolean };

interface Tracer {
  startSpan(
    name: string,
    options: { readonly kind: number; readonly attributes: { [name: string]: string | number | boolean } },
    context: unknown,
  ): Span;
}

interface Span {
  setStatus(status: { code: number; message: string }): unknown;
  recordException(error: Error): void;
  end(): void;
}

export interface Meter {
  createCounter(name: string, options: { description: string }): { add(value: number, attributes: Attributes): void };
  createHistogram(name: string, options: { description: string; unit: string }): { record(value: number, attributes: Attributes): void };
  createObservableGauge(
    name: string,
    options: { description: string },
  ): {
    addCallback(call: (result: { observe(value: number, attributes: Attributes): void }) => Promise<void> | void): void;
  };
}

/** Of the specification's enumerations. */
export const spanKind = { producer: 3, consumer: 4 } as const;
const statusError = 2;

/** Runs `call` inside a span that ends with it; what it throws marks the span and is thrown on. Telemetry that fails changes nothing else. */
export async function inSpan<T>(
  telemetry: Telemetry,
  name: string,
  kind: number,
  attributes: Attributes,
  parent: unknown,
  call: () => Promise<T>,
): Promise<T> {
  const span = quietly(() => telemetry.trace.getTracer("boost-gen").startSpan(name, { kind, attributes: { ...attributes } }, parent));
  if (span === undefined) return await call();
  let hasBegun = false;
  const begin = (): Promise<T> => {
    hasBegun = true;
    return call();
  };
  try {
    return await telemetry.context.with(telemetry.trace.setSpan(parent, span), begin);
  } catch (error) {
    if (!hasBegun) return await call();
    quietly(() => {
      span.recordException(error instanceof Error ? error : new Error(sentence(error)));
      span.setStatus({ code: statusError, message: sentence(error) });
    });
    throw error;
  } finally {
    quietly(() => span.end());
  }
}

export function quietly<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
