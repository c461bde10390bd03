/** `boost-gen/temporal`: the Temporal half of the runtime. The core loads it when a contract or a worker needs Temporal. */
import { ConfigurationError } from "../ground/errors.ts";
import type { TemporalHost, TemporalSettings, WorkerHost } from "../workflows/worker-host.ts";
import type { WorkflowCall, WorkflowOutcome } from "../workflows/workflow-starter.ts";
import { resolveTemporal } from "./configuration.ts";
import { TemporalConnection } from "./connection.ts";
import { converterParts } from "./converter-round-trip.ts";
import { describePollers } from "./pollers.ts";
import { checkSchedule, ensureSchedule } from "./schedule.ts";
import { perform } from "./starter.ts";
import { TemporalWorker } from "./worker.ts";

export { temporalVariables } from "./configuration.ts";
export { loadSdk } from "./sdk.ts";

/** After `loadSdk`. Reads and checks the configuration; the first call connects. @throws ConfigurationError */
export function openTemporal(settings: TemporalSettings): TemporalHost {
  const configuration = resolveTemporal(settings);
  const connection = new TemporalConnection(configuration).prepare();
  const { address, namespace, taskQueue, identity, apiKey, tls, deployment, dataConverter } = configuration;

  return {
    taskQueue,
    summary: {
      address,
      namespace,
      taskQueue,
      identity,
      tls: tls !== undefined && tls !== false,
      apiKey: apiKey === undefined ? undefined : "***",
      ...(dataConverter === undefined ? {} : { dataConverter: converterParts(dataConverter) }),
      ...(deployment === undefined
        ? {}
        : { deployment: deployment.name, buildId: deployment.buildId, versioning: configuration.versioning }),
    },
    perform: (call: WorkflowCall): Promise<WorkflowOutcome> => perform(call, connection, configuration),
    ping: () => connection.ping(),
    close: () => connection.close(),
    pollers: (name) => describePollers(name, connection, configuration).then(({ takers }) => takers),
    createWorker(name, definition, { started = [], hosted = new Map() } = {}): WorkerHost {
      const queue = definition.taskQueue ?? taskQueue;
      if (queue === undefined)
        throw new ConfigurationError(`worker "${name}" has no task queue: give \`taskQueue\` or set TEMPORAL_TASK_QUEUE`);
      if (definition.workflowsPath !== undefined && definition.workflowBundle !== undefined) {
        throw new ConfigurationError(`worker "${name}" has both \`workflowsPath\` and \`workflowBundle\`: give one`);
      }
      const { schedule, namespace = configuration.namespace } = definition;
      if (schedule !== undefined) checkSchedule(name, schedule);
      return new TemporalWorker({
        name,
        taskQueue: queue,
        definition,
        hosted,
        configuration,
        log: settings.log,
        // What is started goes to the client's namespace.
        started: namespace === configuration.namespace ? started.filter(({ taskQueue: on }) => on === queue) : [],
        beforeRun: async () => {
          if (schedule !== undefined) await ensureSchedule({ ...configuration, namespace }, { worker: name, taskQueue: queue, schedule });
        },
      });
    },
  };
}
