import type { LiveFeed, Mask, Route } from "../../studio/server/index.ts";
import type { About, ScreenName } from "../../studio/shared/about.ts";
import type { LiveMessage } from "../../studio/shared/live.ts";
import type { Problems, ProcessConfiguration } from "../config/environment.ts";
import type { Platform } from "../connections/platform.ts";
import { headerText } from "../decode/headers.ts";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { Outcome, SettledDelivery } from "../subscription/outcome.ts";
import type { Registered } from "./registered.ts";

/** What a studio inside the service keeps of it, and the way to end it. */
export interface ServiceStudio {
  /** With the token. */
  readonly address: string;
  readonly feed: LiveFeed;
  readonly mask: Mask;
  close(): Promise<void>;
}

/**
 * Loaded only where a port for it is named, and opened before the subscriptions, which tell it of each message.
 * @throws ConfigurationError when the port is taken
 */
export async function studioOf(
  registered: Registered,
  configuration: ProcessConfiguration,
  { problems, log }: { readonly problems: Problems; readonly log: Logger },
): Promise<ServiceStudio | undefined> {
  const { studioPort: port, studioHost: host, studioMask, studioWrite: write, temporalUi, namespace } = configuration;
  if (port === undefined || problems.list.length > 0) return undefined;
  const { LiveFeed, Mask, StudioServer } = await import("../../studio/server/index.ts");
  const mask = new Mask(studioMask);
  const feed = new LiveFeed();
  const { screens, routes } = await screensOf(registered, mask, log);
  const [
    {
      contract: { title, version },
    } = { contract: { title: registered.name, version: "" } },
  ] = registered.subscribers.values();
  const link = temporalUi === undefined ? {} : { temporalUi, namespace };
  const about: About = { title, version, mode: "service", write, screens: ["live", ...screens], masked: studioMask, ...link };
  const server = new StudioServer({
    port,
    host,
    write,
    routes: [
      { method: "GET", path: "about", answer: () => about },
      { method: "GET", path: "live", stream: ({ signal }) => feed.events(signal) },
      ...routes,
    ],
  });
  try {
    return { address: await server.listen(), feed, mask, close: () => server.close() };
  } catch (cause) {
    throw new ConfigurationError(`the studio's port ${host}:${port} cannot be opened: ${sentence(cause)}`, { cause });
  }
}

interface Screens {
  readonly screens: readonly ScreenName[];
  readonly routes: readonly Route[];
}

/** Contract and dead letters of the one document that is served; keys of several could not be told apart. */
async function screensOf({ name: app, options, subscribers }: Registered, mask: Mask, log: Logger): Promise<Screens> {
  const [entry, ...others] = subscribers.values();
  if (entry === undefined || others.length > 0) return { screens: [], routes: [] };
  const { contractRoutes, DeadLetters, letterRoutes } = await import("../tools/index.ts");
  const { contract } = entry;
  const { environment = process.env } = options;
  const tools = { contract, app, options: entry.options, environment };
  const lettersOf = (operation: string): string | false =>
    new DeadLetters(tools).places.find(({ operations }) => operations.includes(operation))?.address ?? false;
  return {
    screens: ["contract", "letters"],
    routes: [
      ...contractRoutes(contract, lettersOf),
      ...letterRoutes({ tools, mask, log: (what) => log.info({ studio: "dead letters" }, `studio: ${what}`) }),
    ],
  };
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
function liveMessage(settled: SettledDelivery, mask: Mask): LiveMessage {
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
