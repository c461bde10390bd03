/** What would become of a message, as far as it can be told without sending it. */
import type { Outgoing } from "../brokers/broker.ts";
import type { Facts } from "../expressions/evaluate.ts";
import { matchingRule } from "../expressions/matching-rule.ts";
import { workflowId } from "../expressions/workflow-id.ts";
import type { WorkflowRuleDefinition } from "../ground/contract.ts";
import { InvalidMessage, sentence } from "../ground/errors.ts";
import { prepare } from "../publish/outgoing.ts";
import type { PublishRequest } from "./publish-one.ts";
import { Session } from "./session.ts";

/** What would become of a message, as far as it can be told without sending it. */
export interface Preview {
  /** What the validator says; `path` leads into the payload, or into the headers. */
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
  /** Why it cannot be sent, where no issue says it. */
  readonly problem?: string;
  /** What the broker would get; absent where it cannot be made. */
  readonly outgoing?: Outgoing;
  /** The first rule that holds; absent: none does. */
  readonly rule?: WorkflowRuleDefinition;
  /** Where the workflow would be started; absent where nobody says it. */
  readonly taskQueue?: string;
  /** Absent where the message yields none; `problem` says why. */
  readonly workflowId?: string;
}

/** Validates, encodes and picks the rule; connects to nothing. @throws ConfigurationError */
export async function preview({ target, payload, publish = {}, ...options }: PublishRequest): Promise<Preview> {
  const session = new Session(options);
  try {
    const { operation, message } = target;
    const { channel } = operation;
    const { protocol } = session.brokerOf({ channel, operation });
    const { id, outgoing } = prepare({ channel, message, operation, protocol }, payload, publish);
    const headers = Object.fromEntries([...outgoing.headers].map(([name, values]) => [name, values.at(-1)]));
    const key = typeof outgoing.key === "string" ? outgoing.key : undefined;
    const facts: Facts = { payload, headers: { ...headers, ...publish.headers }, parameters: publish.parameters ?? {}, key, id };
    const [member] = Object.entries(channel.messages).find(([, one]) => one === message) ?? [];
    const rules = member === undefined ? [] : (operation.messages[member]?.rules ?? []);
    const rule = matchingRule(rules, facts);
    if (rule === undefined) return { issues: [], outgoing };
    const taskQueue = rule.taskQueue ?? session.environment["TEMPORAL_TASK_QUEUE"] ?? options.contract.temporal?.taskQueue;
    const started = { issues: [], outgoing, rule, ...(taskQueue === undefined ? {} : { taskQueue }) };
    try {
      return { ...started, workflowId: workflowId(rule.workflowId, facts) };
    } catch (error) {
      return { ...started, problem: sentence(error) };
    }
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    const { issues = [] } = error;
    return issues.length > 0 ? { issues } : { issues, problem: sentence(error) };
  } finally {
    await session.close();
  }
}
