import { access, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "amqplib";
import { findExecutable, installPackages } from "./install.ts";
import { freePort } from "./ports.ts";
import { run } from "./run.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";
import { type Service, ServiceUnavailable, type StartOptions, sharedService } from "./service.ts";
import { withTimeout } from "./wait.ts";

export interface RabbitMqService extends Service {
  readonly name: "rabbitmq";
  /** Runs rabbitmqctl against this node, such as `ctl("list_queues", "name", "messages")`. Takes 1 to 3 s; refused for a shared service. */
  ctl(...args: string[]): Promise<string>;
}

export interface RabbitMqOptions extends StartOptions {
  /** Lines of rabbitmq.conf, such as `["consumer_timeout = 5000"]`. */
  readonly config?: readonly string[];
  /** Plugins to enable, such as `["rabbitmq_management"]`. */
  readonly plugins?: readonly string[];
}

/** A RabbitMQ node with a user `guest`, a name and a port mapper (epmd) of its own, apart from any packaged service. */
export async function startRabbitMq(options: RabbitMqOptions = {}): Promise<RabbitMqService> {
  const shared = sharedService("rabbitmq", options);
  if (shared)
    return { ...shared, name: "rabbitmq", ctl: () => Promise.reject(new Error("rabbitmqctl needs a node of one's own: { own: true }")) };

  const bin = await rabbitMqFolder();
  const folder = await temporaryFolder("rabbitmq");
  const port = await freePort();
  const address = `amqp://guest:guest@127.0.0.1:${port}`;
  const env = await nodeEnvironment(folder, port);
  await writeFile(join(folder, "enabled_plugins"), `[${(options.plugins ?? []).join(",")}].\n`);
  await writeFile(
    join(folder, "rabbitmq.conf"),
    ["log.console = true", "log.console.level = warning", ...(options.config ?? []), ""].join("\n"),
  );

  // Erlang would start an epmd in the background and leave it running for ever; one that already answers on that port is used instead.
  const epmd = new ServerProcess({
    name: "epmd",
    folder,
    file: (await findExecutable("epmd")) ?? "epmd",
    args: ["-port", env.ERL_EPMD_PORT, "-address", "127.0.0.1"],
    answers: () => run("epmd", ["-port", env.ERL_EPMD_PORT, "-names"]),
  });
  const node = new ServerProcess({
    name: "rabbitmq",
    folder,
    file: join(bin, "rabbitmq-server"),
    args: [],
    env,
    answers: () => openChannel(address),
  });
  const start = async () => {
    await epmd.start();
    await node.start();
  };
  const stop = async () => {
    await node.stop();
    await epmd.stop();
  };
  const ctl = (...args: string[]): Promise<string> => run(join(bin, "rabbitmqctl"), ["-q", ...args], { env });
  await start();
  return {
    name: "rabbitmq",
    address,
    shared: false,
    logPath: node.logPath,
    folder,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    kill: async () => {
      // Mnesia writes its log behind the answer: a node that is killed under load may have lost the durable queue that it just said it had.
      await ctl("eval", "mnesia:sync_log().").catch(() => undefined);
      await node.kill();
      await epmd.stop();
    },
    ctl,
  };
}

async function nodeEnvironment(folder: string, port: number) {
  return {
    HOME: folder,
    ERL_EPMD_PORT: String(await freePort()),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    // Makes the start script replace itself by the Erlang machine, so that the process we started is the broker.
    RABBITMQ_ALLOW_INPUT: "1",
    RABBITMQ_NODENAME: `boost-gen-${port}@localhost`,
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_DIST_PORT: String(await freePort()),
    RABBITMQ_MNESIA_BASE: join(folder, "data"),
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq.conf"),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, "advanced.config"),
    RABBITMQ_CONF_ENV_FILE: join(folder, "rabbitmq-env.conf"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
    RABBITMQ_PID_FILE: join(folder, "pid"),
    // Without busy waiting: the schedulers of an idle broker would otherwise take a core from the tests.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      "-noinput -kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
  };
}

/** The package's own folder: the wrappers on PATH would switch to the packaged service's user and files. */
async function rabbitMqFolder(): Promise<string> {
  const found = await packagedFolder();
  if (found) return found;
  try {
    await installPackages("rabbitmq-server");
  } catch (error) {
    throw new ServiceUnavailable("rabbitmq", "`apt-get install rabbitmq-server` failed", error);
  }
  const installed = await packagedFolder();
  if (!installed) throw new ServiceUnavailable("rabbitmq", "the package holds no lib/rabbitmq/bin/rabbitmq-server");
  return installed;
}

async function packagedFolder(): Promise<string | undefined> {
  const root = "/usr/lib/rabbitmq/lib";
  const versions = await readdir(root).catch((): string[] => []);
  for (const folder of ["/usr/lib/rabbitmq/bin", ...versions.map((version) => join(root, version, "sbin"))]) {
    const isThere = await access(join(folder, "rabbitmq-server")).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
  }
  return undefined;
}

async function openChannel(address: string): Promise<void> {
  const connection = await withTimeout(connect(address, { timeout: 2_000 }), 3_000, "AMQP handshake");
  try {
    await withTimeout(connection.createChannel(), 2_000, "AMQP channel");
  } finally {
    await connection.close();
  }
}
