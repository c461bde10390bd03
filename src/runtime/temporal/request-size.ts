import type { Connection } from "@temporalio/client";
import { InvalidMessage } from "../ground/errors.ts";
import { beforeCall, delivering } from "./before-call.ts";

/** The server refuses larger arguments or memos, after they have crossed the network. Bytes. */
const blobLimit = 2 * 1024 * 1024;

/** gRPC's own limit for a whole request. The server answers RESOURCE_EXHAUSTED, as if it were overloaded. Bytes. */
const requestLimit = 4 * 1024 * 1024;

/**
 * Checks what the data converter made of a call, so that bytes count as bytes and what a codec compresses counts compressed. What is
 * thrown reaches the caller as the cause of the client's own error.
 */
export function checkRequestSizes(connection: Connection): void {
  beforeCall(connection, delivering, (request) => {
    check(request);
    return request;
  });
}

/** Fields that the server measures by themselves. */
const blobs: { readonly [field: string]: string } = {
  input: "arguments",
  signalInput: "signal arguments",
  args: "update arguments",
  memo: "memo",
};

function check(request: object): void {
  const total = bytesOf(request, (field, bytes) => {
    const name = blobs[field];
    if (name !== undefined && bytes > blobLimit) throw tooLarge(`the ${name}`, bytes, blobLimit);
  });
  if (total > requestLimit) throw tooLarge("the whole call", total, requestLimit);
}

function tooLarge(what: string, bytes: number, limit: number): InvalidMessage {
  return new InvalidMessage(`${what} would have ${bytes} bytes; Temporal takes at most ${limit}`, { code: "workflow" });
}

/** Near enough: protobuf adds a few bytes a field. Where only those decide the server does. */
function bytesOf(value: unknown, measured: (field: string, bytes: number) => void): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== "object" || value === null) return 8;
  let sum = 0;
  for (const [field, part] of Object.entries(value)) {
    const bytes = bytesOf(part, measured);
    measured(field, bytes);
    sum += field.length + bytes;
  }
  return sum;
}
