import type { Channel, Contract, Message, Operation, OperationMessage, Schema, Workflow, WorkflowRule } from "../model/index.ts";
import type { NameRules, SchemaLowering } from "./schemas/index.ts";

/**
 * Schemas get their names and final form when all of them are known, after the contract around them was built; this puts the final ones in.
 * Objects that were shared stay shared: a message is the same object wherever it stands.
 */
export function settleContract(contract: Contract, schemas: SchemaLowering, rules: NameRules): Contract {
  const { declarations, settled } = schemas.finish(rules);
  const messageOf = once(
    (message: Message): Message => ({
      ...message,
      payload: settled(message.payload),
      ...(message.headers === undefined ? {} : { headers: settled(message.headers) }),
    }),
  );
  const ruleOf = once(
    (rule: WorkflowRule): WorkflowRule => (rule.when === undefined ? rule : { ...rule, when: settledParts(rule.when, settled) }),
  );
  const channelOf = once((channel: Channel): Channel => {
    const { dispatch } = channel;
    const withCases =
      "cases" in dispatch
        ? { ...dispatch, cases: dispatch.cases.map((entry) => ({ ...entry, message: messageOf(entry.message) })) }
        : dispatch;
    return { ...channel, messages: channel.messages.map(messageOf), dispatch: withCases };
  });
  const entryOf = (entry: OperationMessage): OperationMessage => ({
    ...entry,
    message: messageOf(entry.message),
    rules: entry.rules.map(ruleOf),
  });
  const operationOf = (operation: Operation): Operation => {
    const { reply } = operation;
    return {
      ...operation,
      channel: channelOf(operation.channel),
      messages: operation.messages.map(entryOf),
      ...(reply === undefined
        ? {}
        : {
            reply: {
              ...reply,
              messages: reply.messages.map(messageOf),
              ...(reply.channel === undefined ? {} : { channel: channelOf(reply.channel) }),
            },
          }),
    };
  };
  const workflowOf = (workflow: Workflow): Workflow => ({
    ...workflow,
    actions: workflow.actions.map((action) => ({
      ...action,
      rules: action.rules.map(({ message, rule }) => ({ message: messageOf(message), rule: ruleOf(rule) })),
    })),
  });
  return {
    ...contract,
    channels: contract.channels.map(channelOf),
    operations: contract.operations.map(operationOf),
    messages: contract.messages.map(messageOf),
    workflows: contract.workflows.map(workflowOf),
    schemas: declarations,
  };
}

function settledParts(when: NonNullable<WorkflowRule["when"]>, settled: (schema: Schema) => Schema): NonNullable<WorkflowRule["when"]> {
  return {
    ...(when.payload === undefined ? {} : { payload: settled(when.payload) }),
    ...(when.headers === undefined ? {} : { headers: settled(when.headers) }),
  };
}

function once<T extends object>(make: (value: T) => T): (value: T) => T {
  const made = new Map<T, T>();
  return (value) => {
    const known = made.get(value) ?? make(value);
    made.set(value, known);
    return known;
  };
}
