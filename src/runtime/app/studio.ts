import type { About } from "../../studio/shared/about.ts";
import type { LiveMessage } from "../../studio/shared/live.ts";
import type { Problems, ProcessConfiguration } from "../config/environment.ts";
import { headerText } from "../decode/headers.ts";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Outcome, SettledDelivery } from "../subscription/outcome.ts";
import type { Platform } from "./platform.ts";
import type { Registered } from "./registered.ts";

/** What a studio inside the service keeps of it, and the way to end it. */
export interface ServiceStudio {
  /** With the token. */
  readonly address: string;
  readonly feed: import("../../studio/server/index.ts").LiveFeed;
  readonly mask: import("../../studio/server/index.ts").Mask;
  close(): Promise<void>;
}

/**
 * Loaded only where a port for it is named, and opened before the subscriptions, which tell it of each message. Reads only: no route of it writes.
 * @throws ConfigurationError when the port is taken
 */
export async function studioOf(
  { name, subscribers }: Registered,
  { studioPort: port, studioHost: host, studioMask, temporalUi, namespace }: ProcessConfiguration,
  problems: Problems,
): Promise<ServiceStudio | undefined> {
  if (port === undefined || problems.list.length > 0) return undefined;
  const [first] = subscribers.values();
  const { title, version } = first?.contract ?? { title: name, version: "" };
  const link = temporalUi === undefined ? {} : { temporalUi, namespace };
  const about: About = { title, version, mode: "service", write: false, screens: ["live"], masked: studioMask, ...link };
  const { LiveFeed, Mask, StudioServer } = await import("../../studio/server/index.ts");
  const feed = new LiveFeed();
  const server = new StudioServer({
    port,
    host,
    write: false,
    routes: [
      { method: "GET", path: "about", answer: () => about },
      { method: "GET", path: "live", stream: ({ signal }) => feed.events(signal) },
    ],
  });
  try {
    return { address: await server.listen(), feed, mask: new Mask(studioMask), close: () => server.close() };
  } catch (cause) {
    throw new ConfigurationError(`the studio's port ${host}:${port} cannot be opened: ${sentence(cause)}`, { cause });
  }
}

/** The platform whose settled deliveries the studio is told of. */
export function observedBy({ feed, mask }: ServiceStudio, platform: Platform): Platform {
  const { observe } = platform;
  return {
    ...platform,
    observe: (settled) => {
      observe?.(settled);
      if (feed.counts(settled.end.outcome)) feed.record(liveMessage(settled, mask));
    },
  };
}

/** Nothing of the body: the ring would hold on to it. */
function liveMessage(settled: SettledDelivery, mask: ServiceStudio["mask"]): LiveMessage {
  const { delivery, subscription, operation, end, attempts, since, workflow } = settled;
  const id = headerText(delivery.headers, "boost-id");
  const why = whyOf(end);
  const safe = mask.said(delivery.body);
  return {
    at: Date.now(),
    subscription,
    position: delivery.position === "" ? delivery.address : delivery.position,
    outcome: end.outcome,
    attempts,
    milliseconds: performance.now() - since,
    ...(operation === undefined ? {} : { operation }),
    ...(delivery.key === undefined ? {} : { key: safe(delivery.key) }),
    ...(id === undefined ? {} : { id: safe(id) }),
    ...(why === undefined ? {} : { why: safe(why) }),
    ...(workflow === undefined ? {} : { workflow: safe(workflow) }),
  };
}

function whyOf(end: Outcome): string | undefined {
  if (end.outcome === "skipped") return end.reason;
  if (end.outcome === "dead-lettered") return `${end.cause}: ${sentence(end.error)}`;
  return end.outcome === "fatal" ? sentence(end.error) : undefined;
}
