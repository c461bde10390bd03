import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Admin, Kafka, logLevel } from "kafkajs";
import { cacheFolder, exists, findExecutable, installPackages, madeOnce } from "./install.ts";
import { longStep } from "./long-step.ts";
import { freePort } from "./ports.ts";
import { run } from "./run.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";
import { type Service, type StartOptions, sharedService } from "./service.ts";
import { waitFor, withTimeout } from "./wait.ts";

const version = "4.1.0";

export interface KafkaService extends Service {
  readonly name: "kafka";
  /** `host:port` of each broker; `address` joins them with commas. */
  readonly brokers: readonly string[];
  /**
   * Resolves when the topic exists and each partition has a leader. One partition unless told otherwise, a replica per broker (at most three);
   * `config` holds topic settings such as `{ "retention.ms": "1000" }`. A topic that already exists is an error.
   */
  createTopic(name: string, partitions?: number, config?: Readonly<Record<string, string>>): Promise<void>;
  /** Runs `work` with a connected kafkajs admin client. */
  withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T>;
  /** The single brokers, each with a life of its own, for tests that take one of several away; empty for a shared service. */
  readonly nodes: readonly { readonly id: number; start(): Promise<void>; stop(): Promise<void>; kill(): Promise<void> }[];
}

export interface KafkaOptions extends StartOptions {
  /** Brokers of the cluster, each also a controller. Default 1. */
  readonly brokers?: number;
  /** More doors to a single broker, beside the plain one that `address` names: logins, TLS, or one that clients reach through a proxy. */
  readonly listeners?: readonly KafkaListener[];
  /** More of the server's properties; they win over ours. `auto.create.topics.enable` is false unless it stands here. */
  readonly properties?: Readonly<Record<string, string>>;
}

export interface KafkaListener {
  /** In capitals; its settings are `listener.name.<name>.…` in `properties`. */
  readonly name: string;
  readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  readonly port: number;
  /** Where clients are told to go; default `port`. */
  readonly advertisedPort?: number;
}

/** Kafka in KRaft mode. Topics are created by hand, so that a misspelt name fails instead of coming into being. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaService> {
  const shared = sharedService("kafka", options);
  if (shared) return { ...shared, name: "kafka", nodes: [], ...topicTools(shared.address.split(",")) };

  const jars = await kafkaJars();
  const folder = await temporaryFolder("kafka");
  const nodes = await Promise.all(
    Array.from({ length: options.brokers ?? 1 }, async (_, index) => ({
      id: index + 1,
      port: await freePort(),
      controllerPort: await freePort(),
    })),
  );
  const voters = nodes.map((node) => `${node.id}@127.0.0.1:${node.controllerPort}`).join(",");
  const brokers = nodes.map((node) => `127.0.0.1:${node.port}`);
  const tools = topicTools(brokers);
  const servers = await Promise.all(
    nodes.map(async (node) => {
      const properties = {
        ...defaultProperties(node, voters, join(folder, `node-${node.id}`), nodes.length),
        ...listenerProperties(node, options.listeners ?? []),
        ...options.properties,
      };
      return startable(node.id, properties, { jars, folder, answers: () => clusterAnswers(tools, nodes.length) });
    }),
  );
  // Neither a broker alone nor a restarted one counts as started before the cluster is complete, hence together.
  const start = async () => void (await Promise.all(servers.map((server) => server.start())));
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  await start();
  return {
    name: "kafka",
    address: brokers.join(","),
    shared: false,
    logPath: servers.map((server) => server.logPath).join(", "),
    folder,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    kill: async () => void (await Promise.all(servers.map((server) => server.kill()))),
    nodes: servers.map((server, index) => ({
      id: index + 1,
      start: () => server.start(),
      stop: () => server.stop(),
      kill: () => server.kill(),
    })),
    ...tools,
  };
}

interface Node {
  readonly id: number;
  readonly port: number;
  readonly controllerPort: number;
}

/** The settings of a small, quick cluster: no start-up delays, and internal topics of one partition. */
function defaultProperties(node: Node, voters: string, folder: string, brokers: number): Record<string, string> {
  const replicas = String(Math.min(3, brokers));
  return {
    "process.roles": "broker,controller",
    "node.id": String(node.id),
    "controller.quorum.voters": voters,
    "controller.listener.names": "CONTROLLER",
    "log.dirs": folder,
    "auto.create.topics.enable": "false",
    "default.replication.factor": replicas,
    "group.initial.rebalance.delay.ms": "0",
    // Tests that kill consumers ask for sessions of a few seconds.
    "group.min.session.timeout.ms": "1000",
    "offsets.topic.num.partitions": "1",
    "offsets.topic.replication.factor": replicas,
    "transaction.state.log.num.partitions": "1",
    "transaction.state.log.replication.factor": replicas,
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": replicas,
    "share.coordinator.state.topic.min.isr": "1",
    "log.retention.check.interval.ms": "1000",
    // A killed broker is let in again only when its old session has ended.
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
  };
}

function listenerProperties(node: Node, more: readonly KafkaListener[]): Record<string, string> {
  const all: readonly KafkaListener[] = [{ name: "PLAINTEXT", protocol: "PLAINTEXT", port: node.port }, ...more];
  const controller = { name: "CONTROLLER", protocol: "PLAINTEXT", port: node.controllerPort };
  return {
    listeners: [...all, controller].map(({ name, port }) => `${name}://127.0.0.1:${port}`).join(","),
    "advertised.listeners": all.map(({ name, port, advertisedPort = port }) => `${name}://127.0.0.1:${advertisedPort}`).join(","),
    "listener.security.protocol.map": [...all, controller].map(({ name, protocol }) => `${name}:${protocol}`).join(","),
  };
}

interface Surroundings {
  readonly jars: string;
  readonly folder: string;
  readonly answers: () => Promise<unknown>;
}

async function startable(id: number, properties: Readonly<Record<string, string>>, around: Surroundings): Promise<ServerProcess> {
  const file = join(around.folder, `node-${id}.properties`);
  await writeFile(
    file,
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(""),
  );
  const data = properties["log.dirs"] ?? around.folder;
  await mkdir(data, { recursive: true });
  // What `StorageTool format` would leave, one Java start-up cheaper; the server begins with its default metadata version.
  await writeFile(join(data, "meta.properties"), `version=1\ncluster.id=boost-gen-tests-000000\nnode.id=${id}\n`);
  return new ServerProcess({
    name: `kafka-${id}`,
    folder: around.folder,
    file: (await findExecutable("java")) ?? "java",
    // The serial collector and the first compiler only: least CPU on a machine that the tests share.
    args: [
      "-Xmx512m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
      "-cp",
      join(around.jars, "*"),
      "kafka.Kafka",
      file,
    ],
    answers: around.answers,
  });
}

/** All brokers are members, and a group coordinator answers: its first use creates an internal topic, which else the first test would wait for. */
async function clusterAnswers(tools: TopicTools, brokers: number): Promise<void> {
  await withTimeout(
    tools.withAdmin(async (admin) => {
      const cluster = await admin.describeCluster();
      if (cluster.brokers.length < brokers) throw new Error(`${cluster.brokers.length} of ${brokers} brokers`);
      await admin.describeGroups(["boost-gen-probe"]);
    }),
    10_000,
    "Kafka admin client",
  );
}

/** Runs one of Kafka's own command-line tools, such as `kafka.admin.ConfigCommand`; resolves to what it printed. */
export async function kafkaTool(main: string, args: readonly string[], options: { readonly input?: string } = {}): Promise<string> {
  return run(
    "java",
    ["-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", join(await kafkaJars(), "*"), main, ...args],
    options,
  );
}

type TopicTools = Pick<KafkaService, "brokers" | "createTopic" | "withAdmin">;

function topicTools(brokers: readonly string[]): TopicTools {
  const withAdmin = async <T>(work: (admin: Admin) => Promise<T>): Promise<T> => {
    const client = new Kafka({
      clientId: "boost-gen-tests",
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      retry: { initialRetryTime: 50, retries: 6 },
    });
    const admin = client.admin();
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  };
  return {
    brokers,
    withAdmin,
    createTopic: (topic, numPartitions = 1, config = {}) =>
      withAdmin(async (admin) => {
        const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
        const replicationFactor = Math.min(3, brokers.length);
        // kafkajs's own wait for leaders gives up when the broker that it asks has not heard of the topic yet.
        const topics = [{ topic, numPartitions, replicationFactor, configEntries }];
        const created = await admin.createTopics({ topics, waitForLeaders: false });
        if (!created) throw new Error(`topic "${topic}" already exists`);
        await waitFor(() => everyPartitionServes(admin, topic));
      }),
  };
}

/**
 * A leader in the metadata may not have heard of its office yet. kafkajs's producer, refused for one partition, sends again what another
 * partition of the same broker has taken, so a test that counts would find duplicates that it did not publish.
 */
async function everyPartitionServes(admin: Admin, topic: string): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  if (partitions.length === 0 || partitions.some((partition) => partition.leader < 0))
    throw new Error(`topic "${topic}" has no leader yet`);
  await admin.fetchTopicOffsets(topic);
}

async function kafkaJars(): Promise<string> {
  const jars = cacheFolder(`kafka-${version}-with-tools`);
  await madeOnce(
    "kafka",
    () => exists(jars),
    () => fetchJars(jars),
    "its jars could not be fetched with Maven",
  );
  return jars;
}

async function fetchJars(target: string): Promise<void> {
  if (!(await findExecutable("java"))) await installPackages("default-jre-headless");
  if (!(await findExecutable("mvn"))) await installPackages("maven");
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  const pom = fileURLToPath(new URL("kafka/pom.xml", import.meta.url));
  const args = ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${partial}`];
  await longStep(`fetching Kafka ${version} with Maven, once per machine`, () => run("mvn", args, { timeoutMs: 10 * 60_000 }));
  if ((await readdir(partial)).length === 0) throw new Error("Maven fetched no jar");
  await rename(partial, target);
}
