import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Connection } from "@temporalio/client";

/**
 * The client draws a random request id for each signal, so a redelivered message would be a second signal. The server
 * drops a repeat that carries the same request id (per run), and it answers a repeated start with the run that it began.
 * A gRPC interceptor cannot set the id, because it sees encoded bytes; the connection's `workflowService` can: it is an
 * object of plain functions that take the request before it is encoded.
 */
const current = new AsyncLocalStorage<string>();

const methods = ["signalWorkflowExecution", "signalWithStartWorkflowExecution", "startWorkflowExecution"] as const;

type Method = (request: { readonly requestId?: string | null }, ...rest: unknown[]) => unknown;

/** Makes `withRequestId` effective on this connection. Call once, before a client is made from it. */
export function honourRequestIds(connection: Connection): void {
  const service = connection.workflowService;
  for (const name of methods) {
    const original = service[name] as Method;
    const replacement: Method = (request, ...rest) => {
      const requestId = current.getStore();
      return original.call(service, requestId === undefined ? request : { ...request, requestId }, ...rest);
    };
    Object.defineProperty(service, name, { configurable: true, value: replacement });
  }
}

/** Runs one call with a request id that is the same for each delivery of the same message; `undefined` leaves the client's random one. */
export function withRequestId<T>(id: string | undefined, call: () => Promise<T>): Promise<T> {
  return id === undefined ? call() : current.run(id, call);
}

/** The same words give the same id. Each word goes in with its length, so that no two lists collide. */
export function requestIdOf(...words: readonly string[]): string {
  const hash = createHash("sha256");
  for (const word of words) hash.update(`${word.length}:${word}`);
  return hash.digest("hex").slice(0, 32);
}
