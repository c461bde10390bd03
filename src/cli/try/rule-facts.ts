import type { ContractDefinition, WorkflowRuleDefinition } from "boost-gen/tools";
import type { Contract } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import type { RuleFacts } from "./attempt-rows.ts";
import { rulePlace } from "./rule-place.ts";

export interface RuleSources {
  readonly contract: ContractDefinition;
  readonly model: Contract;
  readonly locate: Locate;
}

/** Where the document has each rule of the contract, and which of several it is. */
export function ruleFacts({ contract, model, locate }: RuleSources): ReadonlyMap<WorkflowRuleDefinition, RuleFacts> {
  const facts = new Map<WorkflowRuleDefinition, RuleFacts>();
  for (const operation of model.operations) {
    const own = contract.operations.find(({ key }) => key === operation.key);
    for (const { message, rules } of operation.messages) {
      for (const [index, rule] of rules.entries()) {
        const definition = own?.messages[message.member]?.rules[index];
        if (definition === undefined) continue;
        const place = rulePlace(locate, message, rule);
        facts.set(definition, { place, ...(rules.length === 1 ? {} : { which: `${index + 1} of ${rules.length}` }) });
      }
    }
  }
  return facts;
}
