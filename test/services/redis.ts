import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { findExecutable, installPackages } from "./install.ts";
import { freePort } from "./ports.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";
import { type Service, ServiceUnavailable, type StartOptions, sharedService } from "./service.ts";

export interface RedisService extends Service {
  readonly name: "redis";
}

export interface RedisOptions extends StartOptions {
  /** More of redis-server's own arguments, such as `["--maxmemory", "10mb"]`. */
  readonly args?: readonly string[];
}

/** Redis that survives `kill`: every write is in the append-only file before it is answered. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisService> {
  const shared = sharedService("redis", options);
  if (shared) return { ...shared, name: "redis" };

  const file = await redisServer();
  const folder = await temporaryFolder("redis");
  const port = await freePort();
  const server = new ServerProcess({
    name: "redis",
    folder,
    file,
    args: [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder],
      ...["--appendonly", "yes", "--appendfsync", "always", "--save", ""],
      ...(options.args ?? []),
    ],
    answers: () => ping(port),
  });
  await server.start();
  return {
    name: "redis",
    address: `redis://127.0.0.1:${port}`,
    shared: false,
    logPath: server.logPath,
    folder,
    start: () => server.start(),
    stop: () => server.stop(),
    restart: async () => {
      await server.stop();
      await server.start();
    },
    kill: () => server.kill(),
  };
}

/** Watches over `master` and its replicas, and puts a replica in its place a second after it is gone. */
export async function startSentinel(master: RedisService, name: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const folder = await temporaryFolder("sentinel");
  const port = await freePort();
  const config = join(folder, "sentinel.conf");
  await writeFile(
    config,
    [
      `port ${port}`,
      "bind 127.0.0.1",
      `dir ${folder}`,
      `sentinel monitor ${name} 127.0.0.1 ${new URL(master.address).port} 1`,
      `sentinel down-after-milliseconds ${name} 1000`,
      `sentinel failover-timeout ${name} 3000`,
      "",
    ].join("\n"),
  );
  const server = new ServerProcess({
    name: "sentinel",
    folder,
    file: await redisServer(),
    args: [config, "--sentinel"],
    answers: () => ping(port),
  });
  await server.start();
  return { port, stop: () => server.stop() };
}

async function redisServer(): Promise<string> {
  const found = await findExecutable("redis-server");
  if (found) return found;
  try {
    await installPackages("redis-server");
  } catch (error) {
    throw new ServiceUnavailable("redis", "`apt-get install redis-server` failed", error);
  }
  return (await findExecutable("redis-server")) ?? "redis-server";
}

/** Rejects also while the server still loads its append-only file. */
function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => socket.write("PING\r\n"));
    socket.setTimeout(2_000, () => socket.destroy(new Error("no answer to PING")));
    socket.once("error", reject);
    socket.once("data", (answer) => {
      socket.destroy();
      if (answer.toString().startsWith("+PONG")) resolve();
      else reject(new Error(`PING was answered with ${answer.toString().trim()}`));
    });
    socket.once("close", () => reject(new Error("connection closed before PING was answered")));
  });
}
