import type { WorkerOptions } from "@temporalio/worker";
import { ConfigurationError } from "../ground/errors.ts";
import type { TemporalSettings, WorkerDefinition } from "../workflows/worker-host.ts";

/** Which build of which deployment this process is. */
export interface Deployment {
  readonly name: string;
  readonly buildId: string;
}

/** What the Temporal Worker Controller sets, else the options. @throws ConfigurationError where only one half is said */
export function deploymentOf(
  environment: TemporalSettings["environment"],
  options: TemporalSettings["options"]["deployment"],
): Deployment | undefined {
  const name = environment["TEMPORAL_DEPLOYMENT_NAME"] || options?.name;
  const buildId = environment["TEMPORAL_WORKER_BUILD_ID"] || options?.buildId;
  if (name === undefined && buildId === undefined) return undefined;
  if (name === undefined)
    throw new ConfigurationError(`the build "${buildId}" of the workers belongs to no deployment: set TEMPORAL_DEPLOYMENT_NAME as well`);
  if (buildId === undefined)
    throw new ConfigurationError(`the deployment "${name}" of the workers has no build: set TEMPORAL_WORKER_BUILD_ID as well`);
  const wrong = [name, buildId].find((text) => text.includes(":") || text.length > 255);
  if (wrong !== undefined)
    throw new ConfigurationError(`"${wrong}" cannot name a deployment or a build: Temporal takes at most 255 characters, and no colon`);
  return { name, buildId };
}

/** A workflow that is pinned ends on the build that it began on, unless its own `setWorkflowOptions` says otherwise. */
export function deploymentOptions(
  deployment: Deployment | undefined,
  versioning: WorkerDefinition["versioning"],
): Pick<WorkerOptions, "workerDeploymentOptions"> {
  if (deployment === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: deployment.name, buildId: deployment.buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: versioning === "auto-upgrade" ? "AUTO_UPGRADE" : "PINNED",
    },
  };
}
