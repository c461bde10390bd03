/** Where a workflow stands, for whoever sent the message that started it. */
import type { Workflows } from "../temporal/workflow-state.ts";
import { Session, type ToolOptions } from "./session.ts";

export type { WorkflowState, Workflows } from "../temporal/workflow-state.ts";

/** Connects to the Temporal that the environment and the document name. @throws ConfigurationError */
export async function openWorkflows(options: ToolOptions): Promise<Workflows> {
  const { app, contract, environment, dataConverter, log } = new Session(options);
  await (await import("../temporal/sdk.ts")).loadSdk();
  const { openWorkflows: open } = await import("../temporal/workflow-state.ts");
  return await open({
    app,
    defaults: contract.temporal ?? {},
    options: dataConverter === undefined ? {} : { dataConverter },
    environment,
    log,
  });
}
