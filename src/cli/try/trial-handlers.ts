import type { ContractDefinition } from "boost-gen/tools";
import { isRecord, type Record } from "../record.ts";

type Handler = (message: unknown, context: { readonly workflows: { dispatch(message: unknown): Promise<boolean> } }) => unknown;

export interface TrialHandlers {
  /** As the contract wants them. */
  readonly handlers: { readonly [operation: string]: { readonly [message: string]: Handler } };
  /** `onOrder.orderReturned` that the project lacks, so that a stub stands in. */
  readonly missing: readonly string[];
  /** What a handler threw last, told once; and whether it only waits for something, which would keep everything behind it waiting here. */
  readonly takeFailure: () => Failure | undefined;
}

export interface Failure {
  readonly error: unknown;
  /** The message is not at fault: in production its source pauses and goes on later. */
  readonly waits: boolean;
}

/** The project's handlers, and what a new stub would do where there is none. */
export function trialHandlers(contract: ContractDefinition, own: Record | undefined, waits: (error: unknown) => boolean): TrialHandlers {
  let failure: Failure | undefined;
  const missing: string[] = [];
  const watched =
    (handler: Handler): Handler =>
    async (message, context) => {
      try {
        return await handler(message, context);
      } catch (error) {
        failure = { error, waits: waits(error) };
        if (failure.waits) return undefined;
        throw error;
      }
    };
  const receiving = contract.operations.filter(({ action }) => action === "receive");
  const handlers = receiving.map((operation) => {
    const group = own?.[operation.name];
    const members = Object.entries(operation.messages).map(([member, { rules }]) => {
      const given = isRecord(group) ? group[member] : undefined;
      if (typeof given === "function") return [member, watched((...call) => Reflect.apply(given, group, call))] as const;
      if (own !== undefined) missing.push(`${operation.name}.${member}`);
      const isWritten = rules.length > 0 && operation.reply === undefined;
      return [member, watched(isWritten ? dispatches : unwritten(`${operation.name}.${member}`))] as const;
    });
    return [operation.name, Object.fromEntries(members)] as const;
  });
  return {
    handlers: Object.fromEntries(handlers),
    missing,
    takeFailure: () => {
      const last = failure;
      failure = undefined;
      return last;
    },
  };
}

const dispatches: Handler = (message, context) => context.workflows.dispatch(message);

function unwritten(handler: string): Handler {
  return () => {
    throw new NotWritten(
      `the stub of ${handler} does nothing yet: the document says no workflow for it, so the source waits until you write it`,
    );
  };
}

/** As the runtime's own is known: by its name. */
class NotWritten extends Error {
  override readonly name = "HandlerNotWritten";
}
