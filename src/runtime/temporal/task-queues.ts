import type { TemporalSettings } from "../workflows/worker-host.ts";
import { resolveTemporal } from "./configuration.ts";
import { TemporalConnection } from "./connection.ts";
import { converterParts, converterRoundTrip } from "./converter-round-trip.ts";
import { failureOf } from "./failure.ts";
import { describePollers, type QueuePollers } from "./pollers.ts";
import { loadSdk } from "./sdk.ts";
import { searchAttributesOf } from "./search-attributes.ts";

export interface TaskQueues {
  /** Used where a rule names none. */
  readonly standard: string | undefined;
  /** `address`, namespace. */
  readonly where: string;
  /** Workers that asked for workflow tasks in the last minutes. @throws ConnectionError */
  pollers(taskQueue: string): Promise<QueuePollers>;
  /** Name → type of the search attributes that the namespace has. @throws ConnectionError */
  searchAttributes(): Promise<ReadonlyMap<string, string>>;
  /** Absent where values are plain JSON. */
  readonly converter?: {
    readonly parts: object;
    /** What is wrong with it; `undefined` where it reads what it writes. */
    check(): Promise<string | undefined>;
  };
  close(): Promise<void>;
}

/** Connects and proves that the namespace is there. @throws ConnectionError, ConfigurationError */
export async function openTaskQueues(settings: TemporalSettings): Promise<TaskQueues> {
  await loadSdk();
  const configuration = resolveTemporal(settings);
  const { address, namespace, taskQueue, dataConverter } = configuration;
  const connection = new TemporalConnection(configuration).prepare();
  try {
    await connection.ping();
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    standard: taskQueue,
    where: `${address}, namespace "${namespace}"`,
    pollers: (name) => describePollers(name, connection, configuration),
    async searchAttributes() {
      try {
        return await searchAttributesOf(connection, namespace);
      } catch (error) {
        throw failureOf(error, { ...configuration, ping: () => connection.ping() });
      }
    },
    ...(dataConverter === undefined
      ? {}
      : { converter: { parts: converterParts(dataConverter), check: () => converterRoundTrip(connection) } }),
    close: () => connection.close(),
  };
}
