import { hostname } from "node:os";
import type { Channel, ChannelModel } from "amqplib";
import { ConfigurationError } from "../../ground/errors.ts";
import { missingPackage } from "../../ground/missing-package.ts";
import { hiding } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";
import { keepFresh } from "../keep-fresh.ts";
import { rabbitmqFailure } from "./failure.ts";
import { outliveUnreadableHeaders } from "./unreadable-headers.ts";

export type AmqpLib = typeof import("amqplib");

/** @throws ConfigurationError that names the `npm i` to run */
export async function loadAmqpLib(server: string): Promise<AmqpLib> {
  try {
    return await import("amqplib");
  } catch (error) {
    throw missingPackage(error, "amqplib", `the server "${server}"`) ?? error;
  }
}

/** Seconds between heartbeats: amqplib notices a silent peer after two of them. */
const heartbeat = 10;
/** Milliseconds until an attempt to connect counts as failed. */
const connectTimeout = 10_000;

/** Options that belong to the protocol's opening; everything else that the user passes goes to the socket. */
const openingOptions: ReadonlySet<string> = new Set(["heartbeat", "frameMax", "channelMax", "maxFrameSize", "locale"]);

/** Opens one connection. @throws ConnectionError, or ConfigurationError where waiting cannot help (login, virtual host, certificate) */
export async function open(amqp: AmqpLib, connection: BrokerConnection, purpose: string): Promise<ChannelModel> {
  const { client = {}, server, username } = connection;
  // Its channels come back without their consumers' unsettled messages being voided, and it hides the cause of a loss.
  if (Object.hasOwn(client, "recovery")) {
    throw new ConfigurationError(`the option \`client.recovery\` of the server "${server}" has no effect: boost-gen reconnects by itself`);
  }
  const url = new URL(/^[a-z]+:\/\//i.test(connection.url) ? connection.url : `amqp://${connection.url}`);
  const isTls = url.protocol === "amqps:" || (connection.tls !== undefined && connection.tls !== false);
  const given = Object.entries(client);
  const tls = typeof connection.tls === "object" ? connection.tls : {};
  const token = await connection.token?.();
  try {
    const model = await amqp.connect(
      {
        protocol: isTls ? "amqps" : "amqp",
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port === "" ? (isTls ? 5671 : 5672) : Number(url.port),
        username: username ?? "guest",
        password: connection.password ?? "guest",
        // amqplib decodes it once more.
        vhost: encodeURIComponent(virtualHost(url)),
        heartbeat,
        ...Object.fromEntries(given.filter(([name]) => openingOptions.has(name))),
      },
      {
        timeout: connectTimeout,
        noDelay: true,
        clientProperties: { connection_name: `${connection.clientId} ${purpose} (${hostname()})` },
        ...tls,
        // A certificate without a user is the login; the server needs its plugin rabbitmq_auth_mechanism_ssl for that.
        ...(tls.cert !== undefined && username === undefined && token === undefined ? { credentials: amqp.credentials.external() } : {}),
        // The server reads who we are from the token, and not the name.
        ...(token === undefined ? {} : { credentials: amqp.credentials.plain(username ?? "", token.value) }),
        ...Object.fromEntries(given.filter(([name]) => !openingOptions.has(name))),
      },
    );
    // amqplib reads on before it hands the connection out: of what closed it in the same breath nobody would ever hear.
    if (streamOf(model)?.writableEnded === true) {
      destroySocket(model);
      throw new Error("the server closed the connection as soon as it had opened it; its log says why");
    }
    outliveUnreadableHeaders(model);
    model.once(
      "close",
      keepFresh(connection, token, ({ value }) => model.updateSecret(Buffer.from(value), "a new token")),
    );
    return model;
  } catch (error) {
    throw rabbitmqFailure(error, {
      server,
      url: shown(connection),
      doing: "connect to",
      hide: hiding({ ...connection, ...(token === undefined ? {} : { password: token.value }) }),
      ...(username === undefined ? {} : { username }),
    });
  }
}

/** `/` for none; the path of the URL is percent-encoded, so `%2F` is `/` as well. */
function virtualHost(url: URL): string {
  const path = decodeURIComponent(url.pathname.replace(/^\//, ""));
  return path === "" ? "/" : path;
}

/** Gives up a connection that may not answer any more. amqplib ends its socket in order, which takes a silent network minutes. */
export function destroySocket(model: ChannelModel): void {
  streamOf(model)?.destroy?.();
}

function streamOf(model: ChannelModel): { readonly writableEnded?: boolean; destroy?(): void } | undefined {
  return (model.connection as { readonly stream?: { readonly writableEnded?: boolean; destroy?(): void } }).stream;
}

/**
 * Resolves when the channel is gone; never rejects. amqplib 2.3.1 calls back for the server's answer only: of a connection that breaks after
 * the goodbye its promise hears nothing, for ever. The event comes in both cases.
 */
export function closeChannel(channel: Channel): Promise<void> {
  return new Promise((resolve) => {
    channel.once("close", () => resolve());
    // Refused where it is closed already.
    channel.close().catch(() => resolve());
  });
}

/** The address for sentences; the configuration has already taken credentials out of it. */
export function shown({ url }: BrokerConnection): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}
