import type { TemporalConfiguration } from "./configuration.ts";
import type { TemporalConnection } from "./connection.ts";
import { failureOf } from "./failure.ts";

/** Who asked for workflow tasks of a queue in the last minutes, and which of them get new workflows. */
export interface QueuePollers {
  readonly all: number;
  /** Those of the version that new workflows go to; the unversioned ones where there is no such version. */
  readonly takers: number;
  /** `orders:build-7`; absent where new workflows go to workers without a version. */
  readonly current?: string;
  readonly ramping?: { readonly version: string; readonly percentage: number; readonly pollers: number };
  /** Versions of those who ask; one without a version is not among them. */
  readonly versions: readonly string[];
}

interface Version {
  readonly deploymentName?: string | null;
  readonly buildId?: string | null;
}

/** @throws ConnectionError */
export async function describePollers(
  name: string,
  connection: TemporalConnection,
  configuration: TemporalConfiguration,
): Promise<QueuePollers> {
  const { namespace } = configuration;
  try {
    // 1: workflow tasks.
    const request = { namespace, taskQueue: { name }, taskQueueType: 1 };
    const { pollers, versioningInfo } = await connection.call((client) => client.workflowService.describeTaskQueue(request));
    // 2: of those with versioning. A worker that only names its build is asked as one without.
    const versions = pollers.map(({ deploymentOptions }) =>
      deploymentOptions?.workerVersioningMode === 2 ? versionText(deploymentOptions) : undefined,
    );
    const count = (version: string | undefined): number => versions.filter((each) => each === version).length;
    const current = versionText(versioningInfo?.currentDeploymentVersion);
    const ramping = versionText(versioningInfo?.rampingDeploymentVersion);
    const percentage = versioningInfo?.rampingVersionPercentage ?? 0;
    const target = ramping !== undefined && percentage >= 100 ? ramping : current;
    return {
      all: pollers.length,
      takers: count(target),
      ...(current === undefined ? {} : { current }),
      ...(ramping === undefined ? {} : { ramping: { version: ramping, percentage, pollers: count(ramping) } }),
      versions: [...new Set(versions.filter((version) => version !== undefined))],
    };
  } catch (error) {
    throw failureOf(error, { ...configuration, ping: () => connection.ping() });
  }
}

function versionText(version: Version | null | undefined): string | undefined {
  return version?.buildId ? `${version.deploymentName ?? ""}:${version.buildId}` : undefined;
}
