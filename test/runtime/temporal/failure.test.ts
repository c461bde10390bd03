import assert from "node:assert/strict";
import { test } from "node:test";
import { ServiceError, ValueError } from "@temporalio/client";
import { ConnectionError, InvalidMessage, kindOf, ServerSideError, TransientFailure } from "../../../src/runtime/ground/errors.ts";
import { failureOf } from "../../../src/runtime/temporal/failure.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";

await loadSdk();

const where = {
  address: "temporal:7233",
  namespace: "default",
  ping: async () => {},
  searchAttributes: [
    { name: "Tenant", type: "keyword" },
    { name: "Placed", type: "datetime" },
    { name: "Tags", type: "keyword-list" },
  ],
};

/** As the client throws it: the status of gRPC inside an error of its own. */
function refused(code: number, details: string): Error {
  const status = Object.assign(new Error(`${code}: ${details}`), { code, details, metadata: {} });
  return new ServiceError("Failed to start Workflow", { cause: status });
}

const cases: readonly (readonly [what: string, error: Error, want: unknown, kind: string])[] = [
  ["a rate limit", refused(8, "namespace rate limit exceeded"), ServerSideError, "infrastructure"],
  ["one workflow with too much at once", refused(8, "Workflow is busy."), TransientFailure, "transient"],
  ["a request that is too large for gRPC", refused(8, "grpc: received message larger than max (5 vs. 4)"), InvalidMessage, "invalid"],
  ["one that grpc-js does not send", refused(8, "Attempted to send message with a size larger than 4194304"), InvalidMessage, "invalid"],
  ["a proxy's limit for a request", refused(2, "Received HTTP status code 413"), InvalidMessage, "invalid"],
  [
    "a workflow that is closing",
    refused(8, "workflow operation can not be applied because workflow is closing"),
    TransientFailure,
    "transient",
  ],
  [
    "an id that is started too often",
    refused(8, "Too many starts for workflow a. Time since last start: 3 ms"),
    TransientFailure,
    "transient",
  ],
  [
    "updates that one workflow has in flight",
    refused(8, "limit on number of concurrent in-flight updates has been reached (10)"),
    TransientFailure,
    "transient",
  ],
  [
    "bytes of the updates that one workflow has in flight",
    refused(8, "limit on total payload size of in-flight updates has been reached (20971520 bytes)"),
    TransientFailure,
    "transient",
  ],
  ["updates that one workflow had", refused(9, "limit on number of total updates has been reached (2000)"), TransientFailure, "transient"],
  ["a system that is overloaded", refused(8, "System overloaded"), ServerSideError, "infrastructure"],
  ["a database that is", refused(8, "Namespace persistence RPS reached."), ServerSideError, "infrastructure"],
  ["HTTP/2 that asks for calm", refused(8, "Bandwidth exhausted or memory limit exceeded"), ServerSideError, "infrastructure"],
  ["signals that one workflow had", refused(3, "exceeded workflow execution limit for signal events"), InvalidMessage, "invalid"],
  ["a call that the server does not know", refused(12, "unknown method"), ServerSideError, "infrastructure"],
  ["a port where no Temporal is", refused(12, "Received HTTP status code 404"), ServerSideError, "infrastructure"],
  [
    "a standby cluster",
    refused(9, "Namespace: default is active in cluster: a, while current cluster b is a standby cluster."),
    ServerSideError,
    "infrastructure",
  ],
  [
    "a namespace that is deleted",
    refused(9, "Namespace has invalid state: Deleted. Must be Registered or Deprecated."),
    ServerSideError,
    "infrastructure",
  ],
  ["a client that is too old", refused(9, "Client version 1.0.0 is not supported."), ServerSideError, "infrastructure"],
  ["a workflow that is not ready", refused(9, "Workflow state is not ready to handle the request."), TransientFailure, "transient"],
  ["a call that somebody else cut off", refused(1, "Call cancelled"), ConnectionError, "infrastructure"],
  ["a stream that was reset", refused(13, "Received RST_STREAM with code 2 (Internal server error)"), ConnectionError, "infrastructure"],
  [
    "an answer without a status",
    refused(13, "Received RST_STREAM with code 0 (Call ended without gRPC status)"),
    ConnectionError,
    "infrastructure",
  ],
  ["a proxy's error", refused(2, "Received HTTP status code 500"), ConnectionError, "infrastructure"],
  ["a request that a proxy does not understand", refused(13, "Received HTTP status code 400"), ConnectionError, "infrastructure"],
  ["an error without a name", refused(2, "something went wrong"), TransientFailure, "transient"],
  ["a conflict", refused(10, "MultiOperation was aborted"), TransientFailure, "transient"],
  ["lost data of one workflow", refused(15, "corrupted history event batch"), TransientFailure, "transient"],
  ["an argument that the converter does not take", new ValueError("Unable to convert x to payload"), InvalidMessage, "invalid"],
  ["a result that the converter does not read", new ValueError("Unknown encoding: binary/sealed"), TransientFailure, "transient"],
  ["a result whose storage nobody has", new ValueError("No driver registered with name 's3'"), TransientFailure, "transient"],
  ["arguments that are refused", refused(3, "WorkflowType length exceeds limit."), InvalidMessage, "invalid"],
  ["our own check inside a call", new ServiceError("Unexpected error", { cause: new InvalidMessage("large") }), InvalidMessage, "invalid"],
  ["a server that is away", refused(14, "connection refused"), ConnectionError, "infrastructure"],
  ["a deadline", refused(4, "Deadline exceeded"), ConnectionError, "infrastructure"],
  ["wrong credentials", refused(16, "no"), ServerSideError, "infrastructure"],
  ["an authorizer's refusal", refused(7, "no"), ServerSideError, "infrastructure"],
  ["a namespace that is not there", refused(5, "Namespace nowhere is not found."), ServerSideError, "infrastructure"],
  [
    "a search attribute that nobody registered",
    refused(3, "Namespace default has no mapping defined for search attribute Tenant"),
    ServerSideError,
    "infrastructure",
  ],
  [
    "a search attribute of another type",
    refused(3, "invalid value for search attribute Tenant of type KeywordList: x"),
    ServerSideError,
    "infrastructure",
  ],
  [
    "a value of a search attribute whose type is the document's",
    refused(3, "invalid value for search attribute Placed of type Datetime: +010000-01-01T00:00:00.000Z"),
    InvalidMessage,
    "invalid",
  ],
  [
    "a value of a search attribute whose type has two words",
    refused(3, "invalid value for search attribute Tags of type KeywordList: x"),
    InvalidMessage,
    "invalid",
  ],
  ["an internal error", refused(13, "oops"), TransientFailure, "transient"],
];

test("what the client meets on its own way is said, and not only that it met something", () => {
  const failure = failureOf(
    new ServiceError("Unexpected error while making gRPC request", { cause: new TypeError("type must be a Type") }),
    where,
  );
  assert.ok(failure instanceof TransientFailure);
  assert.equal(failure.message, "Unexpected error while making gRPC request: type must be a Type");
});

for (const [what, error, want, kind] of cases) {
  test(`${what}: ${kind}`, () => {
    const failure = failureOf(error, where);
    assert.equal(failure.constructor, want);
    assert.equal(kindOf(failure), kind);
  });
}
