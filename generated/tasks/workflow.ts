/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { TaskWorkflow } from "./workflows.ts";

/** Every workflow that the document starts: the type of what `workflows.ts` exports. */
export interface WorkflowImplementations {
  readonly TaskWorkflow: TaskWorkflow;
}
