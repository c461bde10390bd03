import type { ContractDefinition } from "../ground/contract.ts";

/** A workflow that a message starts, and where. */
export interface StartedType {
  readonly type: string;
  /** `undefined` where nobody names one. */
  readonly taskQueue: string | undefined;
  /** Who starts it, for a sentence: `message "OrderCreated" of operation "onOrder"`. */
  readonly rule: string;
}

/** Everything that these documents start. `taskQueue`: the environment's or the options', before those of the documents. */
export function startedTypes(contracts: readonly ContractDefinition[], taskQueue: string | undefined): readonly StartedType[] {
  return contracts.flatMap(({ operations, temporal }) =>
    operations.flatMap(({ key, channel, messages }) =>
      Object.entries(messages).flatMap(([member, { rules }]) =>
        rules.flatMap(({ kind, type, taskQueue: own }): readonly StartedType[] => {
          if (type === undefined || kind === "signal" || kind === "update") return [];
          const rule = `message "${channel.messages[member]?.name ?? member}" of operation "${key}"`;
          return [{ type, taskQueue: own ?? taskQueue ?? temporal?.taskQueue, rule }];
        }),
      ),
    ),
  );
}
