/** Asks every server of a document whether what the document needs is there. */
import { channelAddress } from "../../addresses/channel-address.ts";
import { expandAddress } from "../addresses/expand.ts";
import type { Finding, Inspector } from "../brokers/inspector.ts";
import { inCapitals } from "../config/variables.ts";
import type { BrokerProtocol } from "../connections/open-broker.ts";
import type { ChannelDefinition, OperationDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConnectionError, sentence } from "../ground/errors.ts";
import { missingPackage } from "../ground/missing-package.ts";
import type { PlannedSubscription } from "../subscription/plan-subscriptions.ts";
import { examineRegistry, type PublishedTo } from "./examine-registry.ts";
import { examineTemporal } from "./examine-temporal.ts";
import { guarded } from "./guarded.ts";

import { Session, type ToolOptions } from "./session.ts";

export type { Finding } from "../brokers/inspector.ts";

/** Options of `examine`. */
export interface DoctorOptions extends ToolOptions {
  /** Make topics, queues, exchanges and groups that are absent. Nothing that exists is changed. Default false. */
  readonly create?: boolean;
}

const inspectors: { readonly [protocol in BrokerProtocol]: { readonly client: string; readonly open: OpenInspector } } = {
  kafka: { client: "kafkajs", open: async (connection) => (await import("../brokers/kafka/inspect.ts")).openKafkaInspector(connection) },
  amqp: {
    client: "amqplib",
    open: async (connection) => (await import("../brokers/rabbitmq/inspect.ts")).openRabbitmqInspector(connection),
  },
  redis: { client: "ioredis", open: async (connection) => (await import("../brokers/redis/inspect.ts")).openRedisInspector(connection) },
};

type OpenInspector = (connection: ReturnType<Session["connection"]>) => Promise<Inspector>;

/** One finding after the other, server by server, Temporal last. @throws ConfigurationError where nothing can be asked at all */
export async function* examine({ create = false, ...options }: DoctorOptions): AsyncGenerator<Finding> {
  const session = new Session(options);
  try {
    const { subscriptions } = session;
    const sending = session.contract.operations.filter(({ action }) => action === "send");
    const servers = new Map(subscriptions.map(({ server }) => [server.key, server]));
    // Where replies are waited for is needed as much as where requests go.
    const channels = sending.flatMap(({ channel, reply }) => (reply?.channel === undefined ? [channel] : [channel, reply.channel]));
    const reached = [...channels.map((channel) => ({ channel, server: session.serverOf(channel) })), ...subscriptions.flatMap(answered)];
    for (const { server } of reached) servers.set(server.key, server);
    for (const server of servers.values()) {
      yield* examineServer(session, server, create, {
        plans: subscriptions.filter((subscription) => subscription.server.key === server.key).map(({ plan }) => plan),
        channels: reached.filter((one) => one.server.key === server.key).map(({ channel }) => channel),
      });
      const registry = session.registry(server);
      const operations = sending.filter((operation) => session.serverOf(operation.channel).key === server.key);
      if (registry !== undefined)
        yield* examineRegistry(
          registry,
          server,
          operations.flatMap((operation) => publishedBy(operation, server.protocol)),
          create,
        );
    }
    yield* examineTemporal(session);
  } finally {
    await session.close();
  }
}

/** Where replies to what is received go, on the server that it came from; not where each request says. */
function answered({
  server,
  settings,
}: PlannedSubscription): readonly { readonly channel: ChannelDefinition; readonly server: ServerDefinition }[] {
  return [...settings.operations.values()].flatMap(({ operation: { reply } }) =>
    reply?.channel === undefined || reply.address !== undefined ? [] : [{ channel: reply.channel, server }],
  );
}

interface Needed {
  readonly plans: readonly Parameters<Inspector["subscription"]>[0][];
  /** Where something is published to, a reply is waited for, or one goes. */
  readonly channels: readonly ChannelDefinition[];
}

async function* examineServer(session: Session, server: ServerDefinition, create: boolean, needed: Needed): AsyncGenerator<Finding> {
  const part = `server "${server.key}"`;
  if (server.protocol === "other") return;
  const connection = session.connection(server);
  if (connection.url.startsWith("memory:")) {
    yield { part, state: "ok", detail: "a broker in the application's own memory" };
    return;
  }
  const { client, open } = inspectors[server.protocol];
  let inspector: Inspector;
  try {
    inspector = await open(connection);
  } catch (error) {
    const absent = missingPackage(error, client, part);
    if (absent !== undefined) throw absent;
    const elsewhere = error instanceof ConnectionError ? `; BOOST_${inCapitals(server.key)}_URL says where it is` : "";
    yield { part, state: "wrong", detail: `${sentence(error)}${elsewhere}` };
    return;
  }
  try {
    yield { part, state: "ok", detail: connection.url };
    const told = new Set<string>();
    for await (const findings of findingsOf(inspector, server, create, needed)) {
      for (const finding of findings) {
        // What is both read and written is asked for twice.
        const isWell = finding.state === "ok" || finding.state === "created";
        const key = isWell ? finding.part : `${finding.part} ${finding.state} ${finding.detail ?? ""}`;
        if (!told.has(key)) yield finding;
        told.add(key);
      }
    }
  } finally {
    await inspector.close();
  }
}

async function* findingsOf(
  inspector: Inspector,
  { protocol }: ServerDefinition,
  create: boolean,
  { plans, channels }: Needed,
): AsyncGenerator<readonly Finding[]> {
  for (const plan of plans) yield await guarded(`subscription "${plan.name}"`, () => inspector.subscription(plan, create));
  for (const channel of channels) {
    for (const address of addressesOf(channel, protocol))
      yield await guarded(`"${address}"`, async () => [await inspector.target(channel, address, create)]);
  }
}

function publishedBy(operation: OperationDefinition, protocol: string): readonly PublishedTo[] {
  const { channel } = operation;
  const messages = Object.keys(operation.messages).flatMap((member) => channel.messages[member] ?? []);
  return addressesOf(channel, protocol).flatMap((address) => messages.map((message) => ({ channel, message, address })));
}

/** Empty where only the publisher knows. */
function addressesOf(channel: ChannelDefinition, protocol: string): readonly string[] {
  const address = channelAddress(channel, protocol);
  if (address === null) return [];
  const expanded = expandAddress(channel, address, { protocol });
  return "problem" in expanded ? [] : expanded.addresses;
}
