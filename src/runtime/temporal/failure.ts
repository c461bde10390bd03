import { ConnectionError, InvalidMessage, ServerSideError, sentence, TransientFailure } from "../ground/errors.ts";
import { CodecFailure } from "./guarded-codecs.ts";
import { sdk } from "./sdk.ts";
import { isSameType } from "./search-attribute-type.ts";

/** Status codes of gRPC, by the names that Temporal's documentation uses. */
const grpc = {
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const away: ReadonlyMap<number, string> = new Map([
  // Not by us: whoever asks has looked at its own signal before.
  [grpc.CANCELLED, "cut the call off"],
  [grpc.DEADLINE_EXCEEDED, "did not answer in time"],
  [grpc.UNAVAILABLE, "cannot be reached"],
]);

/** What the server's authorizer says concerns every message alike. */
const refused: ReadonlyMap<number, string> = new Map([
  [grpc.PERMISSION_DENIED, "refuses us: permission denied"],
  [grpc.UNAUTHENTICATED, "refuses our credentials"],
  [grpc.UNIMPLEMENTED, "does not know the call: it is older than the call, or something else answers at this address"],
]);

/** What is said of a limit, under RESOURCE_EXHAUSTED, where it is the matter of one workflow: the others need not wait. */
const ofOneWorkflow = /workflow is (?:busy|closing)|too many starts for workflow|in-flight updates/i;

/** gRPC's words for what is too large, on this side and on the other; a proxy has a number. */
const tooLarge = /larger than|HTTP status code 413/i;

/** Of a namespace, or of this client's version: FAILED_PRECONDITION says the same of the state of one workflow. */
const ofEveryCall = /^namespace\b|standby cluster|version .*not supported/i;

/** The connection, or a proxy on the way, in gRPC's words under UNKNOWN and INTERNAL. */
const onTheWay = /RST_STREAM|without gRPC status|HTTP status code/i;

/** The data converter's words for what it reads; what it writes are the arguments. */
const unreadable = /^(?:Missing payload metadata|Unknown encoding|Got (?:protobuf )?payload|No driver registered|Reference payload)/;

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
  if (error instanceof sdk().client.ValueError && unreadable.test(error.message))
    return new TransientFailure(`what Temporal answered cannot be read: ${error.message}`, { cause: error });
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
  return verdictOf(code, error, where);
}

function verdictOf(
  code: number | undefined,
  error: unknown,
  { address, ping }: { readonly address: string; readonly ping: () => Promise<unknown> },
): Error {
  if (error instanceof sdk().client.ServiceError && code === undefined && error.cause !== undefined)
    return new TransientFailure(`${error.message}: ${sentence(error.cause)}`, { cause: error });
  if (code === undefined) return error instanceof Error ? error : new TransientFailure(sentence(error));
  const said = detail(error);
  const isLimit = code === grpc.RESOURCE_EXHAUSTED;
  // A proxy or server with a smaller limit for one request than ours: no later call of this message would fare better.
  if (code === grpc.INVALID_ARGUMENT || ((isLimit || code === grpc.UNKNOWN) && tooLarge.test(said)))
    return new InvalidMessage(`Temporal refuses the call: ${said}`, { code: "workflow", cause: error });
  if (isLimit && !ofOneWorkflow.test(said))
    return new ServerSideError(`Temporal at ${address} is overloaded or limits us`, {
      cause: error,
      probe: ping,
      retryAfter: overloadedPause,
    });
  const refusal = refused.get(code) ?? (code === grpc.FAILED_PRECONDITION && ofEveryCall.test(said) ? `refuses us: ${said}` : undefined);
  if (refusal !== undefined) return new ServerSideError(`Temporal at ${address} ${refusal}`, { cause: error, probe: ping });
  const isDisturbed = (code === grpc.UNKNOWN || code === grpc.INTERNAL) && onTheWay.test(said);
  const reason = away.get(code) ?? (isDisturbed ? `does not get through to us: ${said}` : undefined);
  if (reason !== undefined) return new ConnectionError(`Temporal at ${address} ${reason}`, { cause: error, probe: ping });
  return new TransientFailure(`Temporal: ${said}`, { cause: error });
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
