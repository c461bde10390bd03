import type { TemporalSettings } from "../workflows/worker-host.ts";
import { resolveTemporal } from "./configuration.ts";
import { TemporalConnection } from "./connection.ts";
import { failureOf } from "./failure.ts";
import { loadSdk, sdk } from "./sdk.ts";

/** Where a workflow stands. */
export interface WorkflowState {
  /** As it was asked for. */
  readonly workflowId: string;
  /** Of the latest run. */
  readonly runId: string;
  /** Workflow type. */
  readonly type: string;
  /** Where its tasks wait for a worker. */
  readonly taskQueue: string;
  /** `RUNNING`, `COMPLETED`, `FAILED`, … */
  readonly status: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601; absent while it runs. */
  readonly closedAt?: string;
  /** What it returned. */
  readonly result?: unknown;
  /** Why it failed. */
  readonly failure?: string;
}

/** Workflows of one namespace, to be asked about. */
export interface Workflows {
  /** Whose workflows these are. */
  readonly namespace: string;
  /** Of the latest run; `undefined`: the server knows no such workflow. @throws ConnectionError */
  state(workflowId: string): Promise<WorkflowState | undefined>;
  /** Ends the connection. Idempotent. */
  close(): Promise<void>;
}

/** Connects with the first question. @throws ConfigurationError */
export async function openWorkflows(settings: TemporalSettings): Promise<Workflows> {
  await loadSdk();
  const configuration = resolveTemporal(settings);
  const connection = new TemporalConnection(configuration);
  const { WorkflowNotFoundError, WorkflowFailedError } = sdk().client;
  return {
    namespace: configuration.namespace,
    async state(workflowId) {
      try {
        const described = await connection.call((client) => client.workflow.getHandle(workflowId).describe());
        const { runId, type, taskQueue, status, startTime, closeTime } = described;
        const state = { workflowId, runId, type, taskQueue, status: status.name, startedAt: startTime.toISOString() };
        if (closeTime === undefined) return state;
        const closed = { ...state, closedAt: closeTime.toISOString() };
        try {
          return { ...closed, result: await connection.call((client) => client.workflow.getHandle(workflowId, runId).result()) };
        } catch (error) {
          if (!(error instanceof WorkflowFailedError)) throw error;
          return { ...closed, failure: error.cause?.message ?? error.message };
        }
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw failureOf(error, { ...configuration, ping: () => connection.ping() });
      }
    },
    close: () => connection.close(),
  };
}
