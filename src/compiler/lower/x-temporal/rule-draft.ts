import type { WorkflowRule } from "../../model/index.ts";

/** A rule before it is known which member of `context.workflows` it belongs to. */
export type RuleDraft = Omit<WorkflowRule, "workflow" | "member" | "name">;
