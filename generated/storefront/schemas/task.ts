/** Made by boost-gen 0.1.0 from specs/storefront.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/**
 * One piece of work.
 * @generated from ./tasks.yaml#/components/schemas/Task
 */
export interface Task {
  /** Chosen by the submitter; the same id is the same task. */
  task_id: string;
  description: string;
  /** 0 is lowest, 10 is highest; above 5 a task is urgent. */
  priority: number;
  /** When the result is needed at the latest. */
  due?: string | undefined;
  labels?: string[] | undefined;
}

export const Task: Validator<Task> = z.looseObject({
  task_id: z.string().regex(new RegExp("^[A-Za-z0-9-]{1,64}$", "u")),
  description: z.string().min(1).check(json.maxLength(2000)),
  priority: z.int().min(0).max(10),
  due: z.string().check(json.annotatedFormat("date-time")).optional(),
  labels: z.array(z.string()).check(json.uniqueItems()).optional(),
});
