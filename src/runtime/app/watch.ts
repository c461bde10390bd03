import { sentence } from "../ground/errors.ts";
import type { Readiness } from "../health/readiness.ts";
import type { Parts } from "./parts.ts";
import type { Platform } from "./platform.ts";

/** Readiness tells the truth within five seconds: an interval, and as long again for an answer. */
const interval = 2_000;

export interface Watched {
  readonly platform: Platform;
  readonly readiness: Readiness;
  /** Looked at anew each time, because an application may begin more of them later. */
  readonly parts: Parts;
}

export interface Watch {
  /** Asks at once: something was begun. */
  look(): void;
  stop(): void;
}

/** Asks everything that this process needs, again and again. */
export function watchDependencies({ platform, readiness, parts }: Watched): Watch {
  let cancel = (): void => {};
  let round = 0;
  let knowsTemporal = false;
  const ask = async (current: number, part: string, ping: () => Promise<void>): Promise<void> => {
    const reason = await within(platform, ping());
    if (current === round) readiness.set(part, reason);
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
    await Promise.all([...brokers, ...(temporal === undefined ? [] : [ask(current, "temporal", () => temporal.ping())])]);
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
