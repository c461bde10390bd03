import type { RuleOptions } from "../../options/options.generated.ts";
import type { Template, ValueTemplate } from "./expression.ts";
import type { Message } from "./message.ts";
import type { Schema } from "./schema.ts";

/** One member of `context.workflows`: all that the document says about one workflow type. */
export interface Workflow {
  readonly kind: "workflow";
  /** Workflow type on the server; absent when only a signal or update without a known type refers to it. */
  readonly type?: string;
  /** camelCase member. */
  readonly name: string;
  /** Exported type of the workflow function, and those of its signals' and updates' arguments. */
  readonly typeName: string;
  readonly signalsName: string;
  readonly updatesName: string;
  /** Parameters of the workflow function by position; absent where the document never starts it. */
  readonly parameters?: readonly string[];
  /** What the document sends to it. */
  readonly signals: readonly WorkflowCall[];
  readonly updates: readonly WorkflowCall[];
  readonly actions: readonly WorkflowAction[];
}

/** A signal or an update, with the names of its parameters by position. */
export interface WorkflowCall {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** One typed call: `start`, `signalCancel`, `updateAddItem`, … and the rules behind it, one per message. */
export interface WorkflowAction {
  readonly member: string;
  readonly rules: readonly { readonly message: Message; readonly rule: WorkflowRule }[];
}

/** An `x-temporal` entry, lowered. Durations in milliseconds. */
export interface WorkflowRule extends RuleOptions<Template, ValueTemplate, Schema> {
  readonly kind: "start" | "signal" | "signalWithStart" | "update" | "updateWithStart";
  /** `Workflow.name` it belongs to. */
  readonly workflow: string;
  /** `WorkflowAction.member` it belongs to. */
  readonly member: string;
  /** Constant that holds it: `orderCreatedStartsOrderWorkflow`. */
  readonly name: string;
  readonly type?: string;
  readonly workflowId: Template;
  readonly args: readonly ValueTemplate[];
  readonly signal?: { readonly name: string; readonly args: readonly ValueTemplate[] };
  readonly update?: { readonly name: string; readonly args: readonly ValueTemplate[]; readonly id?: Template };
  readonly pointer: string;
  /** The file that it stands in, as the document writes it; absent for the document itself. */
  readonly source?: string;
}
