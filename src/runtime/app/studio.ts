import type { LiveFeed, Mask, Route } from "../../studio/server/index.ts";
import type { About, ScreenName } from "../../studio/shared/about.ts";
import type { Problems, ProcessConfiguration } from "../config/environment.ts";
import type { Platform } from "../connections/platform.ts";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { liveMessage } from "../tools/live-message.ts";
import type { Registered } from "./registered.ts";

/** What a studio inside the service keeps of it, and the way to end it. */
export interface ServiceStudio {
  /** Resolves with its address and the token in it. @throws ConfigurationError when the port is taken */
  open(): Promise<string>;
  readonly feed: LiveFeed;
  readonly mask: Mask;
  /** How the page calls an operation of a subscription. */
  readonly nameOf: Screens["nameOf"];
  close(): Promise<void>;
}

/** Loaded only where a port for it is named, and made before the subscriptions, which tell it of each message. */
export async function studioOf(
  registered: Registered,
  configuration: ProcessConfiguration,
  { problems, log }: { readonly problems: Problems; readonly log: Logger },
): Promise<ServiceStudio | undefined> {
  const { studioPort: port, studioHost: host, studioMask, studioWrite: write, temporalUi, namespace } = configuration;
  if (port === undefined || problems.list.length > 0) return undefined;
  const { LiveFeed, Mask, StudioServer } = await import("../../studio/server/index.ts");
  const mask = new Mask(studioMask);
  const feed = new LiveFeed(mask);
  const { subscribers } = registered;
  const served = await screensOf(registered, mask, log);
  const link = temporalUi === undefined ? {} : { temporalUi, namespace };
  const several = subscribers.size > 1 ? { documents: [...subscribers.keys()] } : {};
  const screens: About["screens"] = ["live", ...served.screens];
  const about: About = { ...titleOf(registered), mode: "service", write, screens, masked: studioMask, ...several, ...link };
  const server = new StudioServer({
    port,
    host,
    write,
    routes: [
      { method: "GET", path: "about", answer: () => about },
      { method: "GET", path: "live", stream: ({ signal }) => feed.events(signal) },
      ...served.routes,
    ],
  });
  const open = async (): Promise<string> => {
    try {
      return await server.listen();
    } catch (cause) {
      throw new ConfigurationError(`the studio's port ${host}:${port} cannot be opened: ${sentence(cause)}`, { cause });
    }
  };
  return { open, feed, mask, nameOf: served.nameOf, close: () => server.close() };
}

interface Screens {
  readonly screens: readonly ScreenName[];
  readonly routes: readonly Route[];
  readonly nameOf: (subscription: string, operation: string) => string;
}

/** Of one document its own title; of several the service's name. */
function titleOf({ name, subscribers }: Registered): Pick<About, "title" | "version"> {
  const [first, ...others] = subscribers.values();
  if (first === undefined || others.length > 0) return { title: name, version: "" };
  const { title, version } = first.contract;
  return { title, version };
}

/** The contract of each document that is served, and the dead letters of all of them. */
async function screensOf({ name: app, options, subscribers }: Registered, mask: Mask, log: Logger): Promise<Screens> {
  if (subscribers.size === 0) return { screens: [], routes: [], nameOf: (_, operation) => operation };
  const { contractRoutes, DeadLetters, letterRoutes } = await import("../tools/index.ts");
  const { operationNames } = await import("../tools/operation-names.ts");
  const { environment = process.env } = options;
  const tools = new Map(
    [...subscribers].map(([name, entry]) => [name, { contract: entry.contract, app, options: entry.options, environment }]),
  );
  const lettersOf =
    (document: string) =>
    (operation: string): string | false => {
      const own = tools.get(document);
      const places = own === undefined ? [] : new DeadLetters(own).places;
      return places.find(({ operations }) => operations.includes(operation))?.address ?? false;
    };
  const drawn = new Map([...tools].map(([name, { contract }]) => [name, contractRoutes(contract, lettersOf(name))]));
  const named = operationNames(new Map([...tools].map(([name, { contract }]) => [name, contract])));
  return {
    screens: ["contract", "letters"],
    nameOf: (subscription, operation) => named([...tools.keys()].find((name) => subscription.startsWith(`${name}.`)) ?? "", operation),
    routes: [
      ...byDocument(drawn),
      ...letterRoutes({ tools, mask, log: (what) => log.info({ studio: "dead letters" }, `studio: ${what}`) }),
    ],
  };
}

/** Routes that each document has: `document` says whose is asked, the first one's where nobody says. */
function byDocument(routes: ReadonlyMap<string, readonly Route[]>): readonly Route[] {
  const [first = []] = routes.values();
  return first.map((route, index) => {
    if ("stream" in route) return route;
    const answer: typeof route.answer = (request) => {
      const own = routes.get(request.query.get("document") ?? "")?.[index] ?? route;
      return "answer" in own ? own.answer(request) : undefined;
    };
    return { ...route, answer };
  });
}

/** The platform whose settled deliveries the studio is told of. */
export function observedBy({ feed, mask, nameOf }: ServiceStudio, platform: Platform): Platform {
  const { observe } = platform;
  return {
    ...platform,
    observe: (settled) => {
      observe?.(settled);
      if (feed.counts(settled.end.outcome)) feed.record(liveMessage(settled, mask, nameOf));
    },
  };
}
