import { z } from "zod";
import type { Delivery } from "../../src/runtime/brokers/broker.ts";
import type { OperationDefinition } from "../../src/runtime/ground/contract.ts";
import { MessageRun, type RunOptions } from "../../src/runtime/run/message-run.ts";
import { InFlightMessage } from "../../src/runtime/subscription/in-flight-message.ts";
import { LazyAbort } from "../../src/runtime/subscription/lazy-abort.ts";
import { silent } from "./engine-fixture.ts";

export interface RunFixtureOptions {
  readonly id: string;
  /** Default true. False: the id is the hash of the body, which equal messages share. */
  readonly identifies?: boolean;
  readonly operation: OperationDefinition;
  /** Member of the message. */
  readonly message: string;
  readonly key?: string;
  readonly headers?: { readonly [name: string]: unknown };
  readonly parameters?: { readonly [name: string]: string };
  readonly correlationId?: string;
  readonly performed?: RunOptions["performed"];
}

/** The first run of a message that came by itself, outside of any subscription. */
export function runOf({ id, identifies = true, operation, message, key, correlationId, ...options }: RunFixtureOptions): MessageRun {
  const delivery: Delivery = {
    address: "topic",
    position: "",
    body: Buffer.from("body"),
    key,
    headers: new Map(identifies ? [["boost-id", [id]]] : []),
    messageId: undefined,
    correlationId,
    replyTo: undefined,
    contentType: undefined,
    timestamp: undefined,
    priorRuns: 0,
    careful: false,
    lane: "topic/0",
    signal: new AbortController().signal,
    acknowledge: async () => {},
    begins: async () => {},
    failed: async () => {},
    release: async () => {},
  };
  return new MessageRun(
    new InFlightMessage(delivery),
    {
      kind: "ours",
      operation,
      member: message,
      message: { name: message, member: message, contentType: "application/json", payload: z.unknown() },
      payload: undefined,
      headers: options.headers ?? {},
      parameters: options.parameters ?? {},
      eventId: undefined,
      key: undefined,
    },
    new LazyAbort(),
    { idFromBody: false, log: silent, logLevel: "error", performed: options.performed ?? (() => {}) },
  );
}
