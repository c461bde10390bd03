import type { Message, WorkflowRule } from "../../compiler/model/index.ts";
import type { Locate } from "../changes/locate.ts";
import { placeText } from "./specimens.ts";

/** Where the document has a rule: beside its message, or wherever an operation brought it from. */
export function rulePlace(locate: Locate, message: Message, rule: WorkflowRule): string {
  const file = rule.source === message.source ? message.id.slice(0, message.id.indexOf("#")) : (rule.source ?? "");
  return placeText(locate(`${file}#${rule.pointer}`));
}
