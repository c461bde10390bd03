import type { ClientConnectConfig } from "@temporalio/envconfig";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { DataConverter, TemporalSettings } from "../workflows/worker-host.ts";
import { headerValue, temporalAddress } from "./address.ts";
import { dataConverterOf } from "./data-converter.ts";
import { type Deployment, deploymentOf } from "./deployment.ts";
import { sdk } from "./sdk.ts";

/** What was settled from environment, options, document and defaults, in this order. */
export interface TemporalConfiguration {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string | undefined;
  readonly identity: string | undefined;
  readonly apiKey: string | undefined;
  readonly tls: boolean | ConnectionTls | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  /** Deadline of one call, milliseconds. */
  readonly rpcTimeout: number;
  readonly limits: WorkerLimits;
  readonly deployment: Deployment | undefined;
  /** Where a worker does not say. */
  readonly versioning: "pinned" | "auto-upgrade";
  /** Where the workers' SDK serves its own metrics, `host:port`. */
  readonly sdkMetrics: string | undefined;
  /** Passed on to `Connection` and `NativeConnection` as they are. */
  readonly connection: Readonly<Record<string, unknown>>;
  readonly telemetry: Telemetry | undefined;
  readonly log: Logger;
  /** Of client and workers. */
  readonly dataConverter: DataConverter | undefined;
  /** Passed on to `Client`. */
  readonly client: Readonly<Record<string, unknown>>;
}

/** In the shape that both of Temporal's connections take. */
export interface ConnectionTls {
  readonly serverNameOverride?: string;
  readonly serverRootCACertificate?: Buffer;
  readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
}

export interface WorkerLimits {
  readonly maxConcurrentWorkflowTaskExecutions?: number;
  readonly maxConcurrentActivityTaskExecutions?: number;
  readonly maxConcurrentLocalActivityExecutions?: number;
  readonly maxConcurrentWorkflowTaskPolls?: number;
  readonly maxConcurrentActivityTaskPolls?: number;
  readonly nonStickyToStickyPollRatio?: number;
  /** Milliseconds. */
  readonly shutdownGraceTime?: number;
}

interface Variable {
  readonly name: string;
  readonly meaning: string;
  readonly default?: string;
}

/** Read by @temporalio/envconfig, which documents them; the first of an alias pair wins. */
export const temporalVariables: readonly Variable[] = [
  { name: "TEMPORAL_ADDRESS", meaning: "`host:port` of the Temporal frontend; alias `TEMPORAL_TARGET_HOST`", default: "localhost:7233" },
  { name: "TEMPORAL_NAMESPACE", meaning: "namespace", default: "default" },
  { name: "TEMPORAL_API_KEY", meaning: "API key; switches TLS on" },
  { name: "TEMPORAL_TLS", meaning: "`true`, `1` or `yes`: TLS with the system's certificates" },
  { name: "TEMPORAL_TLS_CLIENT_CERT_PATH", meaning: "client certificate (mTLS), also `…_DATA`" },
  { name: "TEMPORAL_TLS_CLIENT_KEY_PATH", meaning: "client key (mTLS), also `…_DATA`" },
  { name: "TEMPORAL_TLS_SERVER_CA_CERT_PATH", meaning: "certificate of the server's authority, also `…_DATA`" },
  { name: "TEMPORAL_TLS_SERVER_NAME", meaning: "name to expect in the server's certificate" },
  { name: "TEMPORAL_PROFILE", meaning: "profile of the configuration file" },
  { name: "TEMPORAL_CONFIG_FILE", meaning: "path of the configuration file" },
  { name: "TEMPORAL_TASK_QUEUE", meaning: "task queue of workers and starts that name none" },
  { name: "TEMPORAL_IDENTITY", meaning: "identity of this process", default: "<pid>@<host>" },
  { name: "TEMPORAL_DEPLOYMENT_NAME", meaning: "worker deployment that the workers belong to", default: "none: workers without a version" },
  { name: "TEMPORAL_WORKER_BUILD_ID", meaning: "build of this process in its worker deployment" },
  {
    name: "TEMPORAL_DATA_CONVERTER",
    meaning: "path of a module that exports `dataConverter`, for client, workers and tools",
    default: "`temporal.dataConverter` in code, else JSON in plain text",
  },
  { name: "TEMPORAL_MAX_CONCURRENT_WORKFLOW_TASKS", meaning: "workflow tasks at once, per worker" },
  { name: "TEMPORAL_MAX_CONCURRENT_ACTIVITIES", meaning: "activities at once, per worker" },
  { name: "TEMPORAL_MAX_CONCURRENT_LOCAL_ACTIVITIES", meaning: "local activities at once, per worker" },
  { name: "TEMPORAL_MAX_WORKFLOW_TASK_POLLS", meaning: "workflow task polls at once, per worker" },
  { name: "TEMPORAL_MAX_ACTIVITY_TASK_POLLS", meaning: "activity task polls at once, per worker" },
  { name: "TEMPORAL_NONSTICKY_TO_STICKY_RATIO", meaning: "share of polls on the common queue, 0 to 1" },
  { name: "TEMPORAL_GRACEFUL_SHUTDOWN_TIMEOUT", meaning: "seconds that activities get at shutdown", default: "10" },
  {
    name: "TEMPORAL_PROMETHEUS_BIND_ADDRESS",
    meaning: "`host:port` where Temporal's SDK serves the metrics of its workers",
    default: "off",
  },
];

const workerVariables = [
  ["TEMPORAL_MAX_CONCURRENT_WORKFLOW_TASKS", "maxConcurrentWorkflowTaskExecutions"],
  ["TEMPORAL_MAX_CONCURRENT_ACTIVITIES", "maxConcurrentActivityTaskExecutions"],
  ["TEMPORAL_MAX_CONCURRENT_LOCAL_ACTIVITIES", "maxConcurrentLocalActivityExecutions"],
  ["TEMPORAL_MAX_WORKFLOW_TASK_POLLS", "maxConcurrentWorkflowTaskPolls"],
  ["TEMPORAL_MAX_ACTIVITY_TASK_POLLS", "maxConcurrentActivityTaskPolls"],
  ["TEMPORAL_NONSTICKY_TO_STICKY_RATIO", "nonStickyToStickyPollRatio"],
] as const;

/** @throws ConfigurationError that names the variable */
export function resolveTemporal({ options, defaults, environment, telemetry, log }: TemporalSettings): TemporalConfiguration {
  const profile = loadProfile(environment, options.profile);
  const { address, apiKey, tls, metadata } = profile.connectionOptions;
  return {
    address:
      address !== undefined
        ? temporalAddress(address, "TEMPORAL_ADDRESS")
        : temporalAddress(options.address ?? defaults.address ?? "localhost:7233", "the option `temporal.address`"),
    namespace: profile.namespace ?? options.namespace ?? defaults.namespace ?? "default",
    taskQueue: nonEmpty(environment["TEMPORAL_TASK_QUEUE"]) ?? options.taskQueue ?? defaults.taskQueue,
    identity: nonEmpty(environment["TEMPORAL_IDENTITY"]),
    apiKey: typeof apiKey === "string" ? headerValue(apiKey, "TEMPORAL_API_KEY") : undefined,
    tls: typeof tls === "object" && tls !== null ? buffers(tls) : (tls ?? undefined),
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, value]) => [name, headerValue(String(value), `the header \`${name}\` for Temporal`)]),
    ),
    rpcTimeout: options.rpcTimeout ?? 10_000,
    limits: workerLimits(environment),
    deployment: deploymentOf(environment, options.deployment),
    versioning: options.deployment?.versioning ?? "pinned",
    sdkMetrics: nonEmpty(environment["TEMPORAL_PROMETHEUS_BIND_ADDRESS"]),
    connection: options.connection ?? {},
    dataConverter: dataConverterOf({ environment, options }),
    client: options.client ?? {},
    log,
    telemetry,
  };
}

type Environment = TemporalSettings["environment"];

function loadProfile(environment: Environment, profile: string | undefined): ClientConnectConfig {
  const names: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) if (value !== undefined && value !== "") names[name] = value;
  const alias = names["TEMPORAL_TARGET_HOST"];
  if (alias !== undefined) names["TEMPORAL_ADDRESS"] ??= alias;
  // The origin takes "yes" for a boolean; envconfig knows true, false, 1 and 0 only and ignores the rest in silence.
  const tls = names["TEMPORAL_TLS"]?.toLowerCase();
  if (tls === "yes" || tls === "no") names["TEMPORAL_TLS"] = String(tls === "yes");
  else if (tls !== undefined && !["true", "false", "1", "0"].includes(tls)) {
    throw new ConfigurationError(`TEMPORAL_TLS must be true or false, not "${names["TEMPORAL_TLS"]}"`);
  }
  try {
    return sdk().envconfig.loadClientConnectConfig({ overrideEnvVars: names, ...(profile === undefined ? {} : { profile }) });
  } catch (cause) {
    throw new ConfigurationError(`Temporal's configuration cannot be read: ${sentence(cause)}`, { cause });
  }
}

/** envconfig reads files as plain byte arrays; the workers' native connection takes only a Buffer. */
function buffers(tls: ProfileTls): ConnectionTls {
  const { serverNameOverride, serverRootCACertificate: ca, clientCertPair: pair } = tls;
  return {
    ...(serverNameOverride ? { serverNameOverride } : {}),
    ...(ca ? { serverRootCACertificate: Buffer.from(ca) } : {}),
    ...(pair ? { clientCertPair: { crt: Buffer.from(pair.crt), key: Buffer.from(pair.key) } } : {}),
  };
}

type ProfileTls = Exclude<ClientConnectConfig["connectionOptions"]["tls"], boolean | null | undefined>;

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function workerLimits(environment: Environment): WorkerLimits {
  const limits: Record<string, number> = {};
  for (const [name, option] of workerVariables) {
    const value = positive(environment, name);
    if (value !== undefined) limits[option] = value;
  }
  const seconds = positive(environment, "TEMPORAL_GRACEFUL_SHUTDOWN_TIMEOUT");
  if (seconds !== undefined) limits["shutdownGraceTime"] = seconds * 1_000;
  return limits;
}

function positive(environment: Environment, name: string): number | undefined {
  const text = environment[name];
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new ConfigurationError(`${name} must be a positive number, not "${text}"`);
  return value;
}
