import type { LiveFeed } from "../../studio/server/index.ts";
import type { ProcessConfiguration } from "../config/environment.ts";
import type { Environment } from "../config/variables.ts";
import type { Platform } from "../connections/platform.ts";
import type { Logger } from "../ground/log.ts";
import type { Metrics } from "../health/metrics.ts";
import type { Readiness } from "../health/readiness.ts";
import type { RequestMonitor } from "../request/request-monitor.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";

/** What all subscribers of one application share. */
export interface GroupEnvironment {
  readonly platform: Platform;
  readonly process: ProcessConfiguration;
  readonly environment: Environment;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly requests: RequestMonitor;
  readonly telemetry: Telemetry | undefined;
  /** Absent: nobody looks. */
  readonly live?: LiveFeed | undefined;
  readonly log: Logger;
  readonly fatal: (error: unknown) => void;
}
