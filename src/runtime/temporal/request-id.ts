import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Connection } from "@temporalio/client";
import { beforeCall } from "./before-call.ts";

/**
 * The client draws a random request id for each signal, so a redelivered message would be a second signal. The server
 * drops a repeat that carries the same request id (per run), and it answers a repeated start with the run that it began.
 */
const current = new AsyncLocalStorage<string>();

/** Makes `withRequestId` effective on this connection. */
export function honourRequestIds(connection: Connection): void {
  beforeCall(connection, ["signalWorkflowExecution", "signalWithStartWorkflowExecution", "startWorkflowExecution"], (request) => {
    const requestId = current.getStore();
    return requestId === undefined ? request : { ...request, requestId };
  });
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
