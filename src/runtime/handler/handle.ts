/** Calls the user's handler for one message that was read, and prepares the reply that it returns. */
import type { Delivery, Outgoing } from "../brokers/broker.ts";
import type { HandlerContext } from "../context.ts";
import type { ContractDefinition, OperationDefinition } from "../contract.ts";
import { headerText } from "../decode/headers.ts";
import { type Identity, sha256 } from "../decode/identity.ts";
import { evaluate, type Facts } from "../expressions/evaluate.ts";
import { childLogger, type Logger, type LogLevel } from "../log.ts";
import { prepareReply } from "../publish/reply.ts";
import type { Reading } from "../subscription/reading.ts";
import type { Handler, Run } from "./run.ts";
import type { Surface } from "./surface.ts";

export interface HandlerOptions {
  readonly contract: ContractDefinition;
  /** By operation name, then message member. */
  readonly handlers: { readonly [operation: string]: { readonly [member: string]: Handler } };
  readonly publish: Surface<Run | undefined>;
  readonly workflows: Surface<Run>;
  /** Of the document's server. */
  readonly protocol: string;
  readonly log: Logger;
  readonly logLevel: LogLevel;
  readonly duplicate: () => void;
}

export interface Call {
  readonly delivery: Delivery;
  readonly identity: Identity;
  readonly attempt: number;
  readonly reading: Reading & { kind: "ours" };
  readonly signal: AbortSignal;
}

/** Resolves to the reply, ready to be sent; rejects with whatever the handler throws. */
export async function handle(call: Call, options: HandlerOptions): Promise<Outgoing | undefined> {
  const { reading } = call;
  const run = runOf(call, options);
  const handler = options.handlers[reading.operation.name];
  const returned = await handler?.[reading.member]?.(reading.payload, contextOf(call, run, options));
  if (reading.operation.reply === undefined) return undefined;
  return prepareReply(
    { contract: options.contract, operation: reading.operation, protocol: options.protocol, delivery: call.delivery, run },
    returned,
  );
}

function runOf({ delivery, identity, reading, signal }: Call, options: HandlerOptions): Run {
  const facts: Facts = {
    payload: reading.payload,
    headers: reading.headers,
    parameters: reading.parameters,
    key: delivery.key,
    id: identity.id,
  };
  let digest: string | undefined;
  let log: Logger | undefined;
  return {
    facts,
    operation: reading.operation.key,
    message: reading.member,
    identity,
    digest: () => (digest ??= sha256(delivery.body ?? "")),
    correlationId: correlationIdOf(reading, delivery, facts),
    signal,
    get log() {
      log ??= childLogger(options.log, { operation: reading.operation.key, message: reading.member, id: identity.id }, options.logLevel);
      return log;
    },
    published: 0,
    duplicate: options.duplicate,
  };
}

function correlationIdOf(reading: Reading & { kind: "ours" }, delivery: Delivery, facts: Facts): string | undefined {
  const { correlationId } = reading.message;
  const described = correlationId === undefined ? undefined : evaluate(correlationId, facts);
  if (typeof described === "string" || typeof described === "number") return String(described);
  return delivery.correlationId ?? headerText(delivery.headers, "correlationId");
}

type Context = HandlerContext<object, object, unknown, unknown, unknown>;

function contextOf({ delivery, identity, attempt, reading, signal }: Call, run: Run, options: HandlerOptions): Context {
  let workflows: Context["workflows"] | undefined;
  let publish: object | undefined;
  return {
    get workflows() {
      workflows ??= options.workflows(run) as Context["workflows"];
      return workflows;
    },
    get publish() {
      publish ??= options.publish(run);
      return publish;
    },
    get log() {
      return run.log;
    },
    delivery: {
      id: identity.id,
      address: delivery.address,
      position: delivery.position,
      key: delivery.key,
      attempt,
      timestamp: delivery.timestamp,
      correlationId: run.correlationId,
    },
    headers: reading.headers,
    parameters: reading.parameters,
    signal,
  };
}

/** One sentence for each operation or message that nobody handles. */
export function missingHandlers(operations: readonly OperationDefinition[], handlers: HandlerOptions["handlers"]): string[] {
  return operations.flatMap((operation) => {
    const own: unknown = handlers[operation.name];
    if (typeof own !== "object" || own === null)
      return [`there are no handlers for the operation "${operation.key}": handlers.${operation.name} is missing`];
    const members = own as { readonly [member: string]: unknown };
    return Object.keys(operation.messages)
      .filter((member) => typeof members[member] !== "function")
      .map(
        (member) =>
          `there is no handler for the message "${member}" of the operation "${operation.key}": handlers.${operation.name}.${member} is missing`,
      );
  });
}
