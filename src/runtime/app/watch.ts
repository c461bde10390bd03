import type { Platform } from "../connections/platform.ts";
import { sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/logger.ts";
import type { Readiness } from "../health/readiness.ts";
import type { TemporalHost } from "../workflows/worker-host.ts";
import type { Parts } from "./parts.ts";

/** Readiness tells the truth within five seconds: an interval, and as long again for an answer. */
const interval = 2_000;

/** Rounds between two questions about a queue that somebody polls: the server counts those of the last minutes anyway. */
const queueRounds = 15;

export interface Watched {
  readonly platform: Platform;
  readonly log: Logger;
  readonly readiness: Readiness;
  /** Looked at anew each time, because an application may begin more of them later. */
  readonly parts: Parts;
  /** Whether a task queue that nobody polls makes the process unready. */
  readonly needsPollers: boolean;
}

export interface Watch {
  /** Asks at once: something was begun. */
  look(): void;
  stop(): void;
}

/** Asks everything that this process needs, again and again. */
export function watchDependencies({ platform, log, readiness, parts, needsPollers }: Watched): Watch {
  let cancel = (): void => {};
  let round = 0;
  let knowsTemporal = false;
  const ask = async (current: number, part: string, ping: () => Promise<void>): Promise<void> => {
    const reason = await within(platform, ping());
    if (current === round) readiness.set(part, reason);
  };
  const polled = new Map<string, number>();
  const told = new Map<string, string | undefined>();
  const askQueue = async (current: number, queue: string, types: readonly string[], temporal: TemporalHost): Promise<void> => {
    if (current < (polled.get(queue) ?? 0)) return;
    const answer = temporal.pollers(queue);
    const unknown = await within(
      platform,
      answer.then(() => undefined),
    );
    // Where the server does not tell, or not now, nothing is said: that it is away is a part of its own.
    const pollers = unknown === undefined ? await answer : 1;
    if (current !== round) return;
    const started = types.map((type) => `"${type}"`).join(", ");
    if (pollers > 0) polled.set(queue, current + queueRounds);
    const finding = pollers > 0 ? undefined : `nobody polls it for new workflows, so ${started} would start and wait`;
    if (finding === told.get(queue)) return;
    told.set(queue, finding);
    if (finding !== undefined) log.warn({ taskQueue: queue }, `task queue "${queue}": ${finding}`);
    if (needsPollers) readiness.set(`task queue ${queue}`, finding);
    else readiness.remark(`task queue ${queue}`, finding);
  };
  const look = async (): Promise<void> => {
    cancel();
    round += 1;
    const current = round;
    const { groups, workers } = parts;
    const temporal = parts.usesTemporal ? parts.temporal : undefined;
    if (temporal !== undefined && !knowsTemporal) readiness.set("temporal", "not asked yet");
    knowsTemporal ||= temporal !== undefined;
    for (const worker of workers) readiness.set(`worker ${worker.name}`, worker.ready() ? undefined : "not polling");
    const brokers = groups.flatMap((group) =>
      group.brokers.open.map((broker, index) =>
        ask(current, `broker ${group.name} ${index + 1} (${broker.protocol})`, () => broker.ping()),
      ),
    );
    await Promise.all([
      ...brokers,
      ...(temporal === undefined ? [] : [ask(current, "temporal", () => temporal.ping())]),
      ...(temporal === undefined ? [] : [...parts.foreignQueues].map(([queue, types]) => askQueue(current, queue, types, temporal))),
    ]);
    if (current === round) cancel = platform.clock.after(interval, () => void look());
  };
  return {
    look: () => void look(),
    stop: () => {
      round += 1;
      cancel();
    },
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
