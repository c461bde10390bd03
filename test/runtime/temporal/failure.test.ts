import assert from "node:assert/strict";
import { test } from "node:test";
import { ServiceError } from "@temporalio/client";
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

for (const [what, error, want, kind] of cases) {
  test(`${what}: ${kind}`, () => {
    const failure = failureOf(error, where);
    assert.equal(failure.constructor, want);
    assert.equal(kindOf(failure), kind);
  });
}
