/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ЗаказСоздан } from "./workflows.js";

/** Every workflow that the document starts: the type of what `workflows.ts` exports. */
export interface WorkflowImplementations {
  readonly ЗаказСоздан: ЗаказСоздан;
}
