/** Calls the user's handler for one message that was read, and prepares the reply that it returns. */
import type { Outgoing } from "../brokers/broker.ts";
import type { OperationDefinition } from "../contract.ts";
import { prepareReply } from "../publish/reply.ts";
import type { Call } from "./call.ts";
import type { HandlerOptions } from "./handler-options.ts";
import { MessageContext } from "./message-context.ts";
import { MessageRun } from "./message-run.ts";

/** Resolves to the reply, ready to be sent; rejects with whatever the handler throws. */
export function handle(call: Call, options: HandlerOptions): Promise<Outgoing | undefined> {
  return options.tracing.process(call, options.group, () => run(call, options));
}

async function run(call: Call, options: HandlerOptions): Promise<Outgoing | undefined> {
  const { reading } = call;
  const own = new MessageRun(call, options);
  const handler = options.handlers[reading.operation.name];
  const returned = await handler?.[reading.member]?.(reading.payload, new MessageContext(call, own, options));
  if (reading.operation.reply === undefined) return undefined;
  const { contract, protocol } = options;
  const reply = prepareReply({ contract, operation: reading.operation, protocol, delivery: call.delivery, run: own }, returned);
  return reply === undefined ? undefined : options.tracing.carry(reply);
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
