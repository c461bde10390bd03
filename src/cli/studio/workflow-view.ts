import type { Mask, WorkflowState } from "boost-gen/tools";
import type { WorkflowView } from "../../studio/shared/trial.ts";

/** A failure may repeat what any message brought that the workflow got. */
export function workflowView({ result, failure, ...state }: WorkflowState, mask: Mask): WorkflowView {
  return {
    ...state,
    ...(result === undefined ? {} : { result: JSON.stringify(mask.value(result)) }),
    ...(failure === undefined ? {} : { failure: mask.unknown(failure) }),
  };
}
