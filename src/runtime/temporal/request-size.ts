import type { Connection } from "@temporalio/client";
import { InvalidMessage } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { beforeCall, delivering } from "./before-call.ts";

/** The server refuses larger arguments or memos, after they have crossed the network. Bytes. */
const blobLimit = 2 * 1024 * 1024;

/** From here on the server writes a warning into its own log, where whoever sends does not see it. Bytes. */
const largeBlob = 256 * 1024;

/** gRPC's own limit for a whole request. The server answers RESOURCE_EXHAUSTED, as if it were overloaded. Bytes. */
const requestLimit = 4 * 1024 * 1024;

/**
 * Checks what the data converter made of a call, so that bytes count as bytes and what a codec compresses counts compressed. What is
 * thrown reaches the caller as the cause of the client's own error.
 */
export function checkRequestSizes(connection: Connection, log: Logger): void {
  const told = new Set<string>();
  beforeCall(connection, delivering, (request) => {
    for (const { what, bytes } of check(request)) {
      const whose = `${what} of ${subject(request)}`;
      // Once: a type that has large ones has them all the time.
      if (!told.has(whose))
        log.warn(
          { bytes, largeFrom: largeBlob },
          `${whose} have ${bytes} bytes; Temporal warns from ${largeBlob} on and refuses more than ${blobLimit}`,
        );
      told.add(whose);
    }
    return request;
  });
}

/** Types and names come from the document, so there are only so many. */
function subject(request: Named): string {
  const [first, second] = request.operations ?? [];
  const start = first?.startWorkflow ?? request;
  const update = (second?.updateWorkflow ?? request).request?.input?.name;
  if (start.workflowType?.name) return `the workflow type "${start.workflowType.name}"`;
  return update ? `the update "${update}"` : `the signal "${request.signalName ?? ""}"`;
}

interface Named {
  readonly workflowType?: { readonly name?: string };
  readonly signalName?: string;
  readonly request?: { readonly input?: { readonly name?: string } };
  readonly operations?: readonly { readonly startWorkflow?: Named; readonly updateWorkflow?: Named }[];
}

/** Fields that the server measures by themselves. */
const blobs: { readonly [field: string]: string } = {
  input: "arguments",
  signalInput: "signal arguments",
  args: "update arguments",
  memo: "memo",
};

/** Those that are large, but taken. @throws InvalidMessage */
function check(request: object): readonly { readonly what: string; readonly bytes: number }[] {
  const large: { what: string; bytes: number }[] = [];
  const total = bytesOf(request, (field, bytes, value) => {
    const name = blobs[field];
    // The `input` of an update holds the blob `args`.
    const isBlob = name !== undefined && ("payloads" in value || "fields" in value);
    if (!isBlob || bytes <= largeBlob) return;
    if (bytes > blobLimit) throw tooLarge(`the ${name}`, bytes, blobLimit);
    large.push({ what: `the ${name}`, bytes });
  });
  if (total > requestLimit) throw tooLarge("the whole call", total, requestLimit);
  return large;
}

function tooLarge(what: string, bytes: number, limit: number): InvalidMessage {
  return new InvalidMessage(`${what} would have ${bytes} bytes; Temporal takes at most ${limit}`, { code: "workflow" });
}

/** Near enough: protobuf adds a few bytes a field. Where only those decide the server does. */
function bytesOf(value: unknown, measured: (field: string, bytes: number, value: object) => void): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 0;
  for (const [field, part] of Object.entries(value)) {
    const bytes = bytesOf(part, measured);
    if (typeof part === "object" && part !== null) measured(field, bytes, part);
    sum += field.length + bytes;
  }
  return sum;
}
