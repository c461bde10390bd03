/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { ChannelDefinition } from "boost-gen/runtime";
import { taskSubmittedMessage } from "./messages.ts";

/**
 * Stream of submitted tasks, in the order in which they were submitted.
 * @generated from #/channels/tasks
 */
export const tasksChannel: ChannelDefinition = {
  key: "tasks",
  address: "tasks",
  servers: [],
  redis: { kind: "stream" },
  messages: { taskSubmitted: taskSubmittedMessage },
  dispatch: { by: "single" },
};
