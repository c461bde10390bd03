import type { ConsumerConfig, ISocketFactory, Kafka, KafkaConfig, LogEntry, ProducerConfig, SASLOptions } from "kafkajs";
import { missingPackage } from "../../ground/missing-package.ts";
import type { BrokerConnection } from "../broker.ts";
import { registerCodecs } from "./compression.ts";
import { readHeadersInOneGo } from "./header-reading.ts";
import { logCreator } from "./log.ts";
import { oauthBearer } from "./oauth-bearer.ts";
import { outliveUnreadableBatches } from "./record-batches.ts";

export type KafkaJs = typeof import("kafkajs");

/** kafkajs is a peer: who has no Kafka server does not need it. */
export async function loadKafkaJs({ server, log }: Pick<BrokerConnection, "server" | "log">): Promise<KafkaJs> {
  try {
    const module = await import("kafkajs");
    const kafkaJs = module.default ?? module;
    registerCodecs(kafkaJs);
    // By their place in the package, and so not in a bundle, the one; by what the decoder does, the other.
    if (!outliveUnreadableBatches(kafkaJs))
      log.warn(
        { server },
        "kafkajs is bundled, or another one than this knows: a batch of records that it cannot read stops the subscription instead of becoming a dead letter; leave kafkajs out of the bundle",
      );
    if (!readHeadersInOneGo(kafkaJs))
      log.warn(
        { server },
        "this kafkajs reads headers in a way that is not known here: a record of some thousand headers may keep the process busy for seconds",
      );
    return kafkaJs;
  } catch (cause) {
    throw missingPackage(cause, "kafkajs", `the server "${server}"`) ?? cause;
  }
}

/** kafkajs's own options as the user gave them: those of `new Kafka()`, and under `consumer` and `producer` those of the two. */
export interface OwnOptions {
  readonly kafka: Partial<KafkaConfig>;
  readonly consumer: Partial<ConsumerConfig>;
  readonly producer: Partial<ProducerConfig>;
}

export function ownOptions({ client = {} }: BrokerConnection): OwnOptions {
  const { consumer = {}, producer = {}, ...kafka } = client;
  // The user's word for it that these are kafkajs's options; kafkajs checks them itself.
  return { kafka, consumer: consumer as Partial<ConsumerConfig>, producer: producer as Partial<ProducerConfig> };
}

/** `localhost:9092`, `kafka://a:9092,b` → host and port of each. */
export function brokersOf(url: string): string[] {
  const hosts = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/\/.*$/, "");
  return hosts.split(",").map((host) => (/:\d+$/.test(host.trim()) ? host.trim() : `${host.trim()}:9092`));
}

export interface ClientOptions {
  readonly clientId?: string;
  readonly socketFactory: ISocketFactory;
  /** Milliseconds; kafkajs's default is 30,000. */
  readonly requestTimeout?: number;
  /** How often kafkajs tries to connect again before it gives up. Default: kafkajs's, five times within ten seconds. */
  readonly retries?: number;
  /** Sees each entry of kafkajs's log before we do. */
  readonly watch?: (entry: LogEntry) => void;
}

/** A client of its own for each use: kafkajs shares remembered offsets between the consumers of one client. */
export function createClient(kafkaJs: KafkaJs, connection: BrokerConnection, options: ClientOptions): Kafka {
  const { clientId = connection.clientId, socketFactory, requestTimeout = 30_000, retries = 5, watch } = options;
  const sasl = connection.token === undefined ? saslOf(connection) : oauthBearer(connection.token);
  const ssl = sslOf(connection);
  return new kafkaJs.Kafka({
    connectionTimeout: 5_000,
    requestTimeout,
    retry: { retries },
    logLevel: kafkaJs.logLevel.INFO,
    brokers: brokersOf(connection.url),
    clientId,
    socketFactory,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    ...ownOptions(connection).kafka,
    logCreator: logCreator(connection, watch),
  });
}

function saslOf({ username, password, mechanism = "plain" }: BrokerConnection): SASLOptions | undefined {
  // Without a token there is nothing to show, which the configuration has said.
  if (mechanism === "oauthbearer" || username === undefined) return undefined;
  return { mechanism, username, password: password ?? "" } as SASLOptions;
}

function sslOf({ tls }: BrokerConnection): KafkaConfig["ssl"] {
  if (tls === undefined || typeof tls === "boolean") return tls;
  const { ca, ...rest } = tls;
  return { ...rest, ...(ca === undefined ? {} : { ca: [ca] }) };
}
