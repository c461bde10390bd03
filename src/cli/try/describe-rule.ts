import type { WorkflowRuleDefinition } from "boost-gen/tools";

const kinds: { readonly [kind in WorkflowRuleDefinition["kind"]]: string } = {
  start: "start",
  signal: "signal",
  signalWithStart: "signal with start",
  update: "update",
  updateWithStart: "update with start",
};

/** What a rule, or a call by it, does. */
interface Described {
  readonly kind: WorkflowRuleDefinition["kind"];
  readonly signal?: { readonly name: string } | undefined;
  readonly update?: { readonly name: string } | undefined;
  readonly type?: string | undefined;
}

/** `start OrderWorkflow`, `signal cancel` */
export function describeRule({ kind, signal, update, type }: Described): string {
  return [kinds[kind], signal?.name ?? update?.name, type].filter((part) => part !== undefined).join(" ");
}
