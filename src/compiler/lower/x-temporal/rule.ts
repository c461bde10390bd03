import type { RuleActions, RuleOptions } from "../../../options/options.generated.ts";
import { ruleActions, ruleOptions } from "../../../options/temporal.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Schema, Template, ValueTemplate, WorkflowRule } from "../../model/index.ts";
import { checkTemplate, checkValue, type ExpressionPlace, type MessageShape } from "../expressions/check-expression.ts";
import { parseTemplate, parseValue } from "../expressions/expression.ts";
import { withTextTypes } from "../expressions/text-types.ts";
import type { Lowering } from "../lowering.ts";
import { child } from "../reading/fields.ts";
import { readOptions, type Values } from "../reading/read-options.ts";
import { sourceOf } from "../reading/source.ts";
import { StrictReader } from "../reading/strict-reader.ts";
import { checkCombinations } from "./check-rule.ts";
import { checkWhen, givenBy } from "./condition.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** `x-temporal` of a message or operation: one rule, or a list of which the first that holds acts. */
export function lowerRules(node: DocumentNode | undefined, shape: MessageShape, lowering: Lowering): readonly RuleDraft[] {
  if (node === undefined) return [];
  if (node.kind !== "array") return lowerRule(node, shape, lowering);
  const entries = node.items().map((item) => item.resolve());
  const always = entries.findIndex((entry) => entry.kind === "object" && entry.get("when") === undefined);
  for (const entry of always === -1 ? [] : entries.slice(always + 1))
    lowering.sink.report("extension-unused", entry, { problem: "This rule never acts: one before it has no `when` and so always holds." });
  return entries.flatMap((entry) => lowerRule(entry, shape, lowering));
}

function lowerRule(node: DocumentNode, shape: MessageShape, lowering: Lowering): readonly RuleDraft[] {
  const { sink, schemas } = lowering;
  const reader = new StrictReader(node, "x-temporal", sink);
  const when = child(node, "when");
  checkWhen(when, shape, lowering);
  const inside = { ...shape, given: givenBy(when) };
  const at = (place: DocumentNode): ExpressionPlace => ({ node: place, shape: inside, sink });
  const values: Values = {
    template: (place) => {
      const template = parseTemplate(place, sink);
      checkTemplate(template, at(place));
      // Empty only where it could not be read, which was reported.
      return template.length === 0 ? undefined : withTextTypes(template, inside);
    },
    value: (place) => {
      const value = parseValue(place, sink);
      checkValue(value, at(place));
      return value;
    },
    schema: (place) => schemas.lower(place),
  };
  const actions = readOptions<RuleActions<Template, ValueTemplate>>(ruleActions, reader, values);
  const options = readOptions<RuleOptions<Template, ValueTemplate, Schema>>(ruleOptions, reader, values) ?? {};
  reader.end();
  if (actions === undefined) return [];
  const { workflow: type, workflowId, args, signal, update } = actions;
  const kind = kindOf(type, signal, update);
  if (kind === undefined) return [];
  const rule: RuleDraft = {
    ...(type === undefined ? {} : { type }),
    ...options,
    kind,
    workflowId,
    args: type === undefined ? [] : (args ?? wholePayload),
    ...(signal === undefined ? {} : { signal: { ...signal, args: signal.args ?? wholePayload } }),
    ...(update === undefined ? {} : { update: { ...update, args: update.args ?? wholePayload } }),
    pointer: node.pointer,
    ...sourceOf(node, lowering.document),
  };
  checkCombinations(rule, reader, args !== undefined);
  return [rule];
}

function kindOf(type: string | undefined, signal: unknown, update: unknown): WorkflowRule["kind"] | undefined {
  if (update !== undefined) return type === undefined ? "update" : "updateWithStart";
  if (signal !== undefined) return type === undefined ? "signal" : "signalWithStart";
  return type === undefined ? undefined : "start";
}

const wholePayload: readonly ValueTemplate[] = [{ kind: "template", template: [{ kind: "payload", path: [] }] }];
