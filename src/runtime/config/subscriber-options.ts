import { z } from "zod";
import type { BrokerConnection } from "../brokers/broker.ts";
import type { ConsumeOptions } from "../ground/contract.ts";
import type { LogLevel } from "../ground/log.ts";
import { logLevels } from "../ground/log.ts";

/** Options of one server, named by its key in the document. */
export interface ServerOptions {
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
  readonly mechanism?: "plain" | "scram-sha-256" | "scram-sha-512";
  readonly tls?: NonNullable<BrokerConnection["tls"]>;
  /** The client library's own options, passed on: pool, keep-alive, database, timeouts, what `tls` has no word for. */
  readonly client?: { readonly [option: string]: unknown };
}

/** What code may say over the document's `x-boost`; the environment wins over both. Durations in milliseconds. */
export type OperationOptions = Omit<ConsumeOptions, "orderBy">;

/** Options of `addSubscribers`. */
export interface SubscriberOptions extends OperationOptions {
  /** Server to use where the document allows several. */
  readonly server?: string;
  /** By server key. */
  readonly brokers?: { readonly [server: string]: ServerOptions };
  /** Values of channel parameters to consume; only needed where the document lists none. */
  readonly parameters?: { readonly [name: string]: readonly string[] };
  /** By operation name (`onOrder`); over the options that hold for all. */
  readonly operations?: { readonly [operation: string]: OperationOptions };
  /** Log level of this group; default: the process's. */
  readonly logLevel?: LogLevel;
  /** `bodyBytes` (4 MiB): larger messages are dead-lettered unread. `depth` (100): of JSON. */
  readonly limits?: { readonly bodyBytes?: number; readonly depth?: number };
  /** Unsettled messages of one subscription in memory: 1,000 and 8 MiB. */
  readonly buffer?: { readonly messages?: number; readonly bytes?: number };
}

const positive = z.int().positive();
const operation = z.strictObject({
  group: z.string().min(1).optional(),
  concurrency: positive.max(10_000).optional(),
  ordering: z.enum(["key", "partition", "none"]).optional(),
  timeout: positive.max(2 ** 31 - 1).optional(),
  retry: z
    .strictObject({
      attempts: positive.max(1_000).optional(),
      initialInterval: z.number().nonnegative().optional(),
      multiplier: z.number().min(1).optional(),
      maxInterval: z.number().nonnegative().optional(),
    })
    .optional(),
  deadLetter: z.union([z.string().min(1), z.literal(false)]).optional(),
  delivery: z.enum(["at-least-once", "at-most-once"]).optional(),
  unmatched: z.enum(["dead-letter", "skip"]).optional(),
  idFromBody: z.boolean().optional(),
  kafka: z
    .strictObject({
      outOfRange: z.enum(["stop", "earliest", "latest"]).optional(),
      tombstone: z.enum(["skip", "handler", "invalid"]).optional(),
    })
    .optional(),
  amqp: z
    .strictObject({
      declare: z.enum(["create", "check", "none"]).optional(),
      queueType: z.enum(["quorum", "classic"]).optional(),
      prefetch: positive.max(65_535).optional(),
      singleActive: z.boolean().optional(),
      arguments: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    })
    .optional(),
  redis: z
    .strictObject({
      kind: z.enum(["stream", "pubsub"]).optional(),
      minIdle: positive.optional(),
      trim: z.enum(["none", "acknowledged"]).optional(),
      envelope: z.boolean().optional(),
    })
    .optional(),
});

const server = z.strictObject({
  url: z.string().min(1).optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  mechanism: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).optional(),
  tls: z
    .union([
      z.boolean(),
      z.strictObject({
        ca: z.string().optional(),
        cert: z.string().optional(),
        key: z.string().optional(),
        rejectUnauthorized: z.boolean().optional(),
      }),
    ])
    .optional(),
  client: z.looseObject({}).optional(),
});

const subscriberOptions = operation.extend({
  server: z.string().optional(),
  brokers: z.record(z.string(), server).optional(),
  parameters: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  operations: z.record(z.string(), operation).optional(),
  logLevel: z.enum(logLevels as LogLevel[]).optional(),
  limits: z.strictObject({ bodyBytes: positive.optional(), depth: positive.max(1_000).optional() }).optional(),
  buffer: z.strictObject({ messages: positive.optional(), bytes: positive.optional() }).optional(),
});

/** One sentence for each option that is unknown or wrong. */
export function optionProblems(
  subscriber: string,
  options: SubscriberOptions,
  known: { readonly operations: readonly string[]; readonly servers: readonly string[] },
): string[] {
  const parsed = subscriberOptions.safeParse(options);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map(
        (issue) => `addSubscribers("${subscriber}"): option ${issue.path.map(String).join(".") || "object"}: ${issue.message}`,
      );
  const stray = (kind: string, names: readonly string[], all: readonly string[]): string[] =>
    names
      .filter((name) => !all.includes(name))
      .map(
        (name) =>
          `addSubscribers("${subscriber}"): the document has no ${kind} "${name}"; it has ${all.map((one) => `"${one}"`).join(", ")}`,
      );
  return [
    ...wrong,
    ...stray("operation", Object.keys(options.operations ?? {}), known.operations),
    ...stray("server", Object.keys(options.brokers ?? {}), known.servers),
    ...stray("server", options.server === undefined ? [] : [options.server], known.servers),
  ];
}
