import type { Connection } from "@temporalio/client";

/** Methods that bring a message to a workflow. */
export const delivering = [
  "startWorkflowExecution",
  "signalWorkflowExecution",
  "signalWithStartWorkflowExecution",
  "updateWorkflowExecution",
  "executeMultiOperation",
] as const;

type Request = { readonly [field: string]: unknown };
type Method = (request: Request, ...rest: unknown[]) => unknown;

/**
 * Sees each request to these methods of the server as it is about to be encoded, payloads converted, and may replace it or throw. A gRPC
 * interceptor only sees encoded bytes; the connection's `workflowService` is an object of plain functions that take the request before.
 * Call before a client is made from the connection.
 */
export function beforeCall<Name extends keyof Connection["workflowService"]>(
  connection: Connection,
  methods: readonly Name[],
  change: (request: Request) => Request,
): void {
  const service = connection.workflowService;
  for (const name of methods) {
    const original = service[name] as unknown as Method;
    // Asynchronous, so that what `change` throws is a rejection, as everything is that goes wrong in a call.
    const replacement = async (request: Request, ...rest: unknown[]): Promise<unknown> => original.call(service, change(request), ...rest);
    Object.defineProperty(service, name, { configurable: true, value: replacement });
  }
}
