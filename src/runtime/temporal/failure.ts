import { ConnectionError, InvalidMessage, ServerSideError, sentence, TransientFailure } from "../ground/errors.ts";
import { CodecFailure } from "./guarded-codecs.ts";
import { sdk } from "./sdk.ts";
import { isSameType } from "./search-attribute-type.ts";

/** Status codes of gRPC, by the names that Temporal's documentation uses. */
const grpc = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const away: ReadonlyMap<number, string> = new Map([
  [grpc.DEADLINE_EXCEEDED, "did not answer in time"],
  [grpc.UNAVAILABLE, "cannot be reached"],
]);

/** What the server's authorizer says concerns every message alike. */
const refused: ReadonlyMap<number, string> = new Map([
  [grpc.PERMISSION_DENIED, "refuses us: permission denied"],
  [grpc.UNAUTHENTICATED, "refuses our credentials"],
]);

/** Of a server that was not told of the attribute, or of another type than the document's. */
const attributeAbsent = /no mapping defined for search attribute (\S+)/i;
const attributeOtherwise = /invalid value for search attribute (\S+) of type (\w+)/i;

const refusals: ReadonlySet<number> = new Set([grpc.INVALID_ARGUMENT, grpc.NOT_FOUND, grpc.PERMISSION_DENIED, grpc.UNAUTHENTICATED]);

/** How long to leave an overloaded server alone at least, in milliseconds. */
const overloadedPause = 1_000;

/**
 * Anything that a call to Temporal throws → the error that says what becomes of the message.
 * What the caller handles itself (already started, not found) must be asked for before.
 */
export function failureOf(
  error: unknown,
  where: {
    readonly address: string;
    readonly namespace: string;
    readonly ping: () => Promise<unknown>;
    /** Resolves when the namespace has the search attribute, of another type than `not`. */
    readonly hasSearchAttribute?: (name: string, not?: string) => Promise<unknown>;
    /** Those of the call, with the types that the document says. */
    readonly searchAttributes?: readonly { readonly name: string; readonly type: string }[];
  },
): Error {
  const own = codecFailure(error)?.verdict ?? within(error, (candidate) => candidate instanceof InvalidMessage);
  if (own !== undefined) return own;
  // The client's words for what its data converter does not take.
  if (error instanceof sdk().client.ValueError || error instanceof RangeError)
    return new InvalidMessage(`the arguments of the call cannot be written: ${sentence(error)}`, { code: "workflow", cause: error });
  if (isNamespaceNotFound(error)) {
    return new ServerSideError(`Temporal at ${where.address} has no namespace "${where.namespace}"`, { cause: error, probe: where.ping });
  }
  const code = grpcCode(error);
  if (code === grpc.INVALID_ARGUMENT) {
    const said = detail(error);
    const [, absent] = attributeAbsent.exec(said) ?? [];
    const [, other, type] = attributeOtherwise.exec(said) ?? [];
    const name = absent ?? other;
    const declared = where.searchAttributes?.find((attribute) => attribute.name === other)?.type;
    // Of the type that both say, a value may be too much: 1e19, or a year of five digits.
    const isOfMessage = declared !== undefined && type !== undefined && isSameType(declared, type);
    if (name !== undefined && !isOfMessage)
      return new ServerSideError(
        absent === undefined
          ? `the namespace "${where.namespace}" of Temporal at ${where.address} has the search attribute "${name}" as ${type}, and the document says another type`
          : `the namespace "${where.namespace}" of Temporal at ${where.address} has no search attribute "${name}"; create it (temporal operator search-attribute create), or take it out of the document`,
        { cause: error, probe: async () => (where.hasSearchAttribute ?? where.ping)(name, type) },
      );
  }
  // A proxy or server with a smaller limit for one request than ours: no later call of this message would fare better.
  if (code === grpc.INVALID_ARGUMENT || (code === grpc.RESOURCE_EXHAUSTED && /larger than max/i.test(detail(error))))
    return new InvalidMessage(`Temporal refuses the call: ${detail(error)}`, { code: "workflow", cause: error });
  if (code === grpc.RESOURCE_EXHAUSTED) {
    // One workflow that gets too much at once is its messages' matter; the others need not wait.
    if (/workflow is busy/i.test(detail(error))) return new TransientFailure(`Temporal: ${detail(error)}`, { cause: error });
    return new ServerSideError(`Temporal at ${where.address} is overloaded or limits us`, {
      cause: error,
      probe: where.ping,
      retryAfter: overloadedPause,
    });
  }
  const reason = code === undefined ? undefined : away.get(code);
  if (reason !== undefined) return new ConnectionError(`Temporal at ${where.address} ${reason}`, { cause: error, probe: where.ping });
  const refusal = code === undefined ? undefined : refused.get(code);
  if (refusal !== undefined) return new ServerSideError(`Temporal at ${where.address} ${refusal}`, { cause: error, probe: where.ping });
  if (code === undefined) return error instanceof Error ? error : new TransientFailure(sentence(error));
  return new TransientFailure(`Temporal: ${detail(error)}`, { cause: error });
}

/** The call did not happen because the workflow (or its namespace) is not there. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "WorkflowNotFoundError" || grpcCode(error) === grpc.NOT_FOUND) && !isNamespaceNotFound(error)
  );
}

/** The client names it in calls of its own; a raw call (our ping) gets the bare status. */
function isNamespaceNotFound(error: unknown): boolean {
  if (error instanceof sdk().client.NamespaceNotFoundError) return true;
  return grpcCode(error) === grpc.NOT_FOUND && /^namespace .*not found/i.test(detail(error));
}

/** The server has decided: no such namespace, no permission, or the like. */
export function isRefusal(error: unknown): boolean {
  const code = grpcCode(error);
  return code !== undefined && refusals.has(code);
}

export function isCancelled(error: unknown): boolean {
  return grpcCode(error) === grpc.CANCELLED;
}

/** `undefined`: not the server's answer. */
export function grpcCode(error: unknown): number | undefined {
  return within(error, sdk().client.isGrpcServiceError)?.code;
}

/** The call did not get as far as the server, or its answer could not be read. */
export function codecFailure(error: unknown): CodecFailure | undefined {
  return within(error, (candidate) => candidate instanceof CodecFailure);
}

function detail(error: unknown): string {
  const status = within(error, sdk().client.isGrpcServiceError);
  if (status === undefined) return sentence(error);
  // Of a call that is two in one the client puts what went wrong with one of them into the message, and leaves what is said of both in the details.
  return status.details !== "" && status.message.endsWith(status.details) ? status.details : status.message;
}

/** The client wraps what went wrong in `ServiceError.cause`, in some paths twice. What a codec met is not the server's answer. */
function within<T extends Error>(error: unknown, is: (candidate: Error) => candidate is T): T | undefined {
  for (let current = error, depth = 0; depth < 5 && current instanceof Error; current = current.cause, depth++) {
    if (is(current)) return current;
    if (current instanceof CodecFailure) return undefined;
  }
  return undefined;
}
