import { setTimeout as sleep } from "node:timers/promises";
import type { Admin } from "kafkajs";
import type { Bindings } from "../../ground/contract.ts";
import { counted } from "../../ground/counted.ts";
import { hiding } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";
import type { Finding, Inspector } from "../inspector.ts";
import { brokersOf, createClient, type KafkaJs, loadKafkaJs } from "./client.ts";
import { kafkaFailure, typeOf } from "./failure.ts";
import { Sockets } from "./sockets.ts";
import { matchesTopic } from "./topic-watch.ts";

/** Milliseconds that a new topic may take to get its leaders. */
const patience = 15_000;

/** @throws ConnectionError, ConfigurationError */
export async function openKafkaInspector(connection: BrokerConnection): Promise<Inspector> {
  const kafkaJs = await loadKafkaJs(connection);
  const sockets = new Sockets();
  const { server, url, username } = connection;
  const context = { server, url: brokersOf(url).join(","), hide: hiding(connection), ...(username === undefined ? {} : { username }) };
  const admin = createClient(kafkaJs, connection, { socketFactory: sockets.factory, requestTimeout: 10_000, retries: 2 }).admin();
  const asked = async <T>(doing: string, topic: string | undefined, question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      throw kafkaFailure(error, { ...context, doing, ...(topic === undefined ? {} : { topic }) });
    }
  };
  await asked("connect to", undefined, async () => {
    await admin.connect();
    await admin.describeCluster();
  });

  const topic = async (name: string, binding: Bindings | undefined, create: boolean): Promise<Finding> => {
    const part = `topic "${name}"`;
    const count = await partitions(admin, name).catch((error: unknown) => {
      throw kafkaFailure(error, { ...context, doing: "look at", topic: name });
    });
    if (count !== undefined) {
      const differences = await asked("look at", name, () => compare(admin, kafkaJs, name, count, binding));
      if (differences.length > 0) return { part, state: "wrong", detail: differences.join("; ") };
      return { part, state: "ok", detail: `${count} partition${count === 1 ? "" : "s"}` };
    }
    if (!create) return { part, state: "missing", detail: "make it with --create, or by hand" };
    await asked("create", name, () => make(admin, name, binding));
    return { part, state: "created" };
  };

  return {
    async subscription(plan, create) {
      const findings: Finding[] = [];
      for (const address of plan.addresses) findings.push(await topic(address, plan.channel.binding, create));
      for (const pattern of plan.patterns ?? []) {
        const { text } = pattern;
        const topics = await asked("list the topics of", text, () => admin.listTopics());
        const found = topics.filter((name) => matchesTopic(name, { patterns: [pattern], except: plan.deadLetter }));
        findings.push({ part: `topics "${text}"`, state: "ok", detail: found.length === 0 ? "none matches yet" : found.sort().join(", ") });
      }
      const [group] = (await asked("look at the group of", plan.addresses[0], () => admin.describeGroups([plan.group]))).groups;
      const members = group?.members.length ?? 0;
      findings.push({
        part: `group "${plan.group}"`,
        state: "ok",
        detail:
          members > 0
            ? `${counted(members, "member")}, ${group?.state}`
            : group?.state === "Dead"
              ? "nobody was ever in it, or its offsets have expired; is this the service's group?"
              : "nobody in it now",
      });
      return plan.deadLetter === false ? findings : [...findings, await topic(plan.deadLetter, undefined, create)];
    },
    target: (channel, address, create) => topic(address, channel.binding, create),
    async close() {
      const late = setTimeout(() => sockets.destroy(), 1_000);
      await admin.disconnect().catch(() => undefined);
      clearTimeout(late);
    },
  };
}

/** `undefined`: there is no such topic. */
async function partitions(admin: Admin, name: string): Promise<number | undefined> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
    return topics.find((found) => found.name === name)?.partitions.length;
  } catch (error) {
    if (typeOf(error) === "UNKNOWN_TOPIC_OR_PARTITION") return undefined;
    throw error;
  }
}

async function compare(
  admin: Admin,
  { ConfigResourceTypes }: KafkaJs,
  name: string,
  count: number,
  binding: Bindings = {},
): Promise<readonly string[]> {
  const wanted = configuration(binding);
  const differences =
    typeof binding["partitions"] === "number" && binding["partitions"] !== count
      ? [`it has ${count} partitions, the document says ${binding["partitions"]}`]
      : [];
  if (wanted.length === 0) return differences;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name, configNames: wanted.map((entry) => entry.name) }],
  });
  const found = new Map(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]));
  return [
    ...differences,
    ...wanted.flatMap((entry) =>
      found.get(entry.name) === entry.value ? [] : [`its ${entry.name} is ${found.get(entry.name)}, the document says ${entry.value}`],
    ),
  ];
}

/** Of the binding's `topicConfiguration`, whose names are Kafka's own. */
function configuration(binding: Bindings): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries((binding["topicConfiguration"] ?? {}) as Bindings).map(([name, value]) => ({
    name,
    value: Array.isArray(value) ? value.join(",") : String(value),
  }));
}

/** What the binding does not say is the server's own default. */
async function make(admin: Admin, topic: string, binding: Bindings = {}): Promise<void> {
  const number = (name: string): number => (typeof binding[name] === "number" ? binding[name] : -1);
  await admin.createTopics({
    // kafkajs's own wait for leaders gives up when the broker that it asks has not heard of the topic yet.
    waitForLeaders: false,
    topics: [
      { topic, numPartitions: number("partitions"), replicationFactor: number("replicas"), configEntries: [...configuration(binding)] },
    ],
  });
  for (const until = performance.now() + patience; performance.now() < until; ) {
    if ((await partitions(admin, topic)) !== undefined) return;
    await sleep(100);
  }
}
