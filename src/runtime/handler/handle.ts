/** Calls the user's handler for one message that was read, and prepares the reply that it returns. */
import type { Outgoing } from "../brokers/broker.ts";
import type { OperationDefinition } from "../ground/contract.ts";
import { prepareReply } from "../publish/reply.ts";
import type { MessageRun } from "../run/message-run.ts";
import type { HandlerOptions } from "./handler-options.ts";
import { MessageContext } from "./message-context.ts";

/** Resolves to the reply, ready to be sent, where the operation has one; rejects with, or throws, what the handler does. What it returns where no reply is described means nothing. */
export function handle(run: MessageRun, options: HandlerOptions): Promise<Outgoing | undefined> {
  return options.tracing.process(run, options, call);
}

function call(run: MessageRun, options: HandlerOptions): Promise<Outgoing | undefined> {
  const { operation, member, payload } = run.reading;
  const returned = options.handlers[operation.name]?.[member]?.(payload, new MessageContext(run, options));
  return operation.reply === undefined ? (Promise.resolve(returned) as Promise<undefined>) : answer(run, { returned, options });
}

async function answer(
  run: MessageRun,
  { returned, options }: { readonly returned: unknown; readonly options: HandlerOptions },
): Promise<Outgoing | undefined> {
  const { contract, protocol, schemas, tracing } = options;
  const { operation } = run.reading;
  const reply = await prepareReply({ contract, operation, protocol, schemas, run, trace: tracing.current }, await returned);
  return reply === undefined ? undefined : tracing.carry(reply);
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
