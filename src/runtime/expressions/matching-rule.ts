import type { WorkflowRuleDefinition } from "../ground/contract.ts";
import type { Facts } from "./evaluate.ts";

/** Whether a rule's `when` holds; one without it always does. */
export function holds({ when }: WorkflowRuleDefinition, facts: Pick<Facts, "payload" | "headers">): boolean {
  return (when?.payload?.safeParse(facts.payload).success ?? true) && (when?.headers?.safeParse(facts.headers).success ?? true);
}

/** What `dispatch` does: the first rule whose `when` holds. */
export function matchingRule(
  rules: readonly WorkflowRuleDefinition[],
  facts: Pick<Facts, "payload" | "headers">,
): WorkflowRuleDefinition | undefined {
  return rules.find((rule) => holds(rule, facts));
}
