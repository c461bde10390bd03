import type { Cluster, ClusterNode, ClusterOptions, Redis, RedisOptions } from "ioredis";
import { ConfigurationError, FatalError } from "../../ground/errors.ts";
import { missingPackage } from "../../ground/missing-package.ts";
import { hiding } from "../../ground/secrets.ts";
import type { BrokerConnection, Token } from "../broker.ts";
import { keepFresh } from "../keep-fresh.ts";
import { spread } from "../rest.ts";
import { type FailureContext, redisFailure } from "./failure.ts";

/** ioredis's own constructor types take no options that are possibly undefined; these are the two shapes that we use. */
export interface IoRedis {
  readonly Redis: new (options: RedisOptions) => Redis;
  readonly Cluster: new (nodes: ClusterNode[], options: ClusterOptions) => Cluster;
}
export type Client = Redis | Cluster;

/** Milliseconds. */
const timing = {
  connect: 10_000,
  /** A command without an answer fails; a half-open socket would otherwise swallow it for ever. */
  command: 10_000,
  /** Without a byte for this long the connection is given up. Above every BLOCK. */
  socket: 20_000,
  firstRetry: 100,
  mostRetry: 5_000,
};

/** How long a blocking read waits at the most, in milliseconds. */
export const blockTime = 5_000;

/** @throws ConfigurationError that names the `npm i` to run */
export async function loadIoRedis(server: string): Promise<IoRedis> {
  try {
    const { Redis, Cluster } = await import("ioredis");
    return { Redis: Redis as IoRedis["Redis"], Cluster: Cluster as IoRedis["Cluster"] };
  } catch (error) {
    throw missingPackage(error, "ioredis", `the server "${server}"`) ?? error;
  }
}

/** What the option `client` may hold beside ioredis's own: the nodes of a cluster. */
interface ClusterChoice {
  readonly cluster?: readonly ClusterNode[] | true;
}

/**
 * Connects once, or says why not; from then on it reconnects for ever. Nothing is sent again after a reconnect: a lost XADD may have
 * been stored, and only its caller knows what that means.
 */
export async function openClient(
  ioredis: IoRedis,
  connection: BrokerConnection,
  purpose: "commands" | "reader" | "listener",
): Promise<Client> {
  let opened = false;
  let last: unknown;
  const retry = (attempt: number): number | null =>
    opened ? spread(Math.min(timing.firstRetry * 2 ** Math.min(attempt, 10), timing.mostRetry)) : null;
  // A deadline for single commands is not meant for those that wait for messages.
  const { cluster, commandTimeout = timing.command, ...given } = (connection.client ?? {}) as ClusterChoice & RedisOptions;
  const { socketTimeout = timing.socket } = given;
  if (socketTimeout <= blockTime) {
    throw new ConfigurationError(
      `the option \`client.socketTimeout\` of the server "${connection.server}" is ${socketTimeout} ms; a read waits up to ${blockTime} ms for messages, so it has to be longer`,
    );
  }
  const token = await connection.token?.();
  const password = token?.value ?? connection.password;
  const url = new URL(/^[a-z]+:\/\//i.test(connection.url) ? connection.url : `redis://${connection.url}`);
  const options: RedisOptions = {
    db: Number(url.pathname.replace(/^\//, "") || 0),
    ...(connection.username === undefined ? {} : { username: connection.username }),
    ...(password === undefined ? {} : { password }),
    ...(isTls(url, connection) ? { tls: typeof connection.tls === "object" ? { ...connection.tls } : {} } : {}),
    connectionName: `${connection.clientId}-${purpose}`.replace(/\s/g, "-"),
    connectTimeout: timing.connect,
    socketTimeout,
    ...(purpose === "commands" ? { commandTimeout } : {}),
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: true,
    enableAutoPipelining: purpose === "commands",
    enableOfflineQueue: false,
    lazyConnect: true,
    ...given,
    retryStrategy: retry,
  };
  const address = { host: url.hostname.replace(/^\[|\]$/g, "") || "localhost", port: Number(url.port || 6379) };
  const client: Client =
    cluster === undefined
      ? new ioredis.Redis("sentinels" in given ? options : { ...address, ...options })
      : new ioredis.Cluster(cluster === true ? [address] : [...cluster], clusterOptions(options, retry));
  client.on("error", (error: unknown) => (last = error));
  try {
    await client.connect();
    await client.ping();
    // ioredis goes on in database 0 when the server has no such database.
    if ("select" in client && options.db) await client.select(options.db);
    opened = true;
    client.once(
      "end",
      keepFresh(connection, token, (next) => showToken(client, purpose, connection.username, next)),
    );
    return client;
  } catch (error) {
    client.disconnect();
    // `connect()` says only that the connection is closed; the reason came as an event before.
    throw redisFailure(last ?? error, connecting(connection, password));
  }
}

/** For what is connected and for what will be: ioredis logs in with the options that it finds. */
async function showToken(client: Client, purpose: string, username: string | undefined, { value }: Token): Promise<void> {
  const nodes = "nodes" in client ? client.nodes() : [client];
  if ("nodes" in client) Object.assign(client.options.redisOptions ?? {}, { password: value });
  for (const node of nodes) {
    node.options.password = value;
    // A connection that listens takes no login in between: it is cut off at the token's end, and comes back with the next one.
    if (purpose !== "listener") await (username === undefined ? node.auth(value) : node.auth(username, value));
  }
}

/**
 * Calls back when a server to which the client reconnects refuses us, as after a changed password. ioredis tries again for ever, and its
 * commands fail as if the server were away.
 */
export function onRefusal(client: Client, connection: BrokerConnection, act: (error: FatalError) => void): void {
  client.on("error", (cause: unknown) => {
    const shownLast = "nodes" in client ? client.options.redisOptions?.password : client.options.password;
    const error = redisFailure(cause, connecting(connection, shownLast ?? connection.password));
    if (error instanceof FatalError) act(error);
  });
}

/** `password`: or the token in its place. */
function connecting(connection: BrokerConnection, password: string | undefined): FailureContext {
  const { server, username } = connection;
  return {
    server,
    url: shown(connection),
    doing: "connect to",
    hide: hiding({ ...connection, ...(password === undefined ? {} : { password }) }),
    ...(username === undefined ? {} : { username }),
  };
}

function clusterOptions(options: RedisOptions, retry: (attempt: number) => number | null): ClusterOptions {
  const { db: _db, lazyConnect, enableAutoPipelining, enableOfflineQueue, retryStrategy: _retry, ...redisOptions } = options;
  return {
    redisOptions,
    clusterRetryStrategy: retry,
    ...(lazyConnect === undefined ? {} : { lazyConnect }),
    ...(enableAutoPipelining === undefined ? {} : { enableAutoPipelining }),
    ...(enableOfflineQueue === undefined ? {} : { enableOfflineQueue }),
  };
}

/** Asked for with the option `client.cluster`. */
export function isCluster({ client }: BrokerConnection): boolean {
  return client?.["cluster"] !== undefined;
}

function isTls(url: URL, { tls }: BrokerConnection): boolean {
  return url.protocol === "rediss:" || (tls !== undefined && tls !== false);
}

export function shown({ url }: BrokerConnection): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}
