import { assertNever } from "../ground/assert-never.ts";
import type { Template, WorkflowRule } from "../model/index.ts";

/** One sentence for the reader of a handler: what `dispatch` does. */
export function ruleSummary(rule: WorkflowRule): string {
  const id = `\`${templateText(rule.workflowId)}\``;
  const condition = rule.when === undefined ? "" : " when its condition holds";
  switch (rule.kind) {
    case "start":
      return `Starts \`${rule.type ?? ""}\` as ${id}${condition}.`;
    case "signal":
      return `Sends the signal \`${rule.signal?.name ?? ""}\` to ${id}${condition}.`;
    case "signalWithStart":
      return `Sends the signal \`${rule.signal?.name ?? ""}\` to \`${rule.type ?? ""}\` as ${id}${condition}, and starts it if need be.`;
    case "update":
      return `Sends the update \`${rule.update?.name ?? ""}\` to ${id}${condition}.`;
    case "updateWithStart":
      return `Sends the update \`${rule.update?.name ?? ""}\` to \`${rule.type ?? ""}\` as ${id}${condition}, and starts it if need be.`;
    default:
      return assertNever(rule.kind);
  }
}

function templateText(template: Template): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind === "payload" || part.kind === "header") return `{${part.path.at(-1) ?? part.kind}}`;
      return part.kind === "parameter" ? `{${part.name}}` : `{${part.kind}}`;
    })
    .join("");
}
