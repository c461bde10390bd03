import { sentence } from "../ground/errors.ts";
import type { Readiness } from "../health/readiness.ts";
import type { WorkerHost } from "../workflows/worker-host.ts";
import type { WorkflowStarter } from "../workflows/workflow-starter.ts";
import type { Platform } from "./platform.ts";
import type { SubscriberGroup } from "./subscriber-group.ts";

/** Readiness tells the truth within five seconds: an interval, and as long again for an answer. */
const interval = 2_000;

export interface Watched {
  readonly platform: Platform;
  readonly readiness: Readiness;
  /** Absent: no contract starts workflows. */
  readonly temporal: WorkflowStarter | undefined;
  readonly groups: readonly SubscriberGroup[];
  readonly workers: readonly WorkerHost[];
}

/** Asks everything that this process needs, again and again, until the returned function is called. */
export function watchDependencies({ platform, readiness, temporal, groups, workers }: Watched): () => void {
  let cancel = (): void => {};
  let stopped = false;
  const ask = async (part: string, ping: () => Promise<void>): Promise<void> => {
    const reason = await within(platform, ping());
    if (!stopped) readiness.set(part, reason);
  };
  const round = async (): Promise<void> => {
    for (const worker of workers) readiness.set(`worker ${worker.name}`, worker.ready() ? undefined : "not polling");
    const brokers = groups.flatMap((group) =>
      group.brokers.open.map((broker, index) => ask(`broker ${group.name} ${index + 1} (${broker.protocol})`, () => broker.ping())),
    );
    await Promise.all([...brokers, ...(temporal === undefined ? [] : [ask("temporal", () => temporal.ping())])]);
    if (!stopped) cancel = platform.clock.after(interval, () => void round());
  };
  if (temporal !== undefined) readiness.set("temporal", "not asked yet");
  void round();
  return () => {
    stopped = true;
    cancel();
  };
}

/** The reason why it does not answer, or `undefined`. */
function within(platform: Platform, answer: Promise<void>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const cancel = platform.clock.after(interval, () => resolve("no answer"));
    answer
      .then(
        () => resolve(undefined),
        (error: unknown) => resolve(sentence(error)),
      )
      .finally(cancel);
  });
}
