import type { WorkflowRuleDefinition } from "boost-gen/tools";

const kinds: { readonly [kind in WorkflowRuleDefinition["kind"]]: string } = {
  start: "start",
  signal: "signal",
  signalWithStart: "signal with start",
  update: "update",
  updateWithStart: "update with start",
};

/** `start OrderWorkflow`, `signal cancel` */
export function describeRule({ kind, signal, update, type }: WorkflowRuleDefinition): string {
  const target = signal?.name ?? update?.name;
  return [kinds[kind], target, type].filter((part) => part !== undefined).join(" ");
}
