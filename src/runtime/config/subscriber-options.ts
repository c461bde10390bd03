import { z } from "zod";
import { checkOptions, type OptionProblem } from "../../options/check.ts";
import { consumeOptions } from "../../options/consume.ts";
import { optionsAt } from "../../options/look-up.ts";
import type { OperationOptions } from "../../options/options.generated.ts";
import type { BrokerConnection } from "../brokers/broker.ts";
import type { LogLevel } from "../ground/log.ts";
import { logLevels } from "../ground/log.ts";
import { closest } from "./closest.ts";

/** Options of one server, named by its key in the document. */
export interface ServerOptions {
  /** Where the server is: a URL, or for Kafka a list of host:port. `memory://<name>` is a broker in this process. Default: the document's host. */
  readonly url?: string;
  /** Of a login by user and password. */
  readonly username?: string;
  /** Its password; where there is a choice, the environment is the better place. */
  readonly password?: string;
  /** SASL of Kafka. Default: what the document says. */
  readonly mechanism?: "plain" | "scram-sha-256" | "scram-sha-512" | "oauthbearer";
  /**
   * Called for a token before a login, and again before the token ends: its text, or `{ token, expiresAt }` (ISO 8601, or seconds since the epoch),
   * and with `extensions` those of SASL. Kafka: OAUTHBEARER. RabbitMQ and Redis: the token is the password.
   */
  readonly token?: () => unknown;
  /** Certificates. Default: what the protocol of the document says, with the certificates of Node. */
  readonly tls?: NonNullable<BrokerConnection["tls"]>;
  /** The schema registry of its messages. */
  readonly registry?: { readonly url?: string; readonly username?: string; readonly password?: string; readonly token?: string };
  /** The client library's own options, passed on: pool, keep-alive, database, timeouts, what `tls` has no word for. */
  readonly client?: { readonly [option: string]: unknown };
}

/** What code may say over the document's `x-boost`; the environment wins over both. Durations in milliseconds. */
export type { OperationOptions };

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
const server = z.strictObject({
  url: z.string().min(1).optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  mechanism: z.enum(["plain", "scram-sha-256", "scram-sha-512", "oauthbearer"]).optional(),
  token: z.function().optional(),
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
  registry: z
    .strictObject({
      url: z.string().min(1).optional(),
      username: z.string().optional(),
      password: z.string().optional(),
      token: z.string().optional(),
    })
    .optional(),
  client: z.looseObject({}).optional(),
});

const groupOptions = z.strictObject({
  server: z.string().optional(),
  brokers: z.record(z.string(), server).optional(),
  parameters: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  operations: z.looseObject({}).optional(),
  logLevel: z.enum(logLevels as LogLevel[]).optional(),
  limits: z.strictObject({ bodyBytes: positive.optional(), depth: positive.max(1_000).optional() }).optional(),
  buffer: z.strictObject({ messages: positive.optional(), bytes: positive.optional() }).optional(),
});

const inCode = optionsAt(consumeOptions.options, "code");

/** Of the options of a group, those that every operation may have. */
export function operationOptions(options: SubscriberOptions): OperationOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(groupOptions.shape, name)));
}

/** One sentence for each option that is unknown or wrong. */
export function optionProblems(
  subscriber: string,
  options: SubscriberOptions,
  known: { readonly operations: readonly string[]; readonly servers: readonly string[] },
): string[] {
  const own = new Map(Object.entries(options).filter(([name]) => Object.hasOwn(groupOptions.shape, name)));
  const parsed = groupOptions.safeParse(Object.fromEntries(own));
  const wrong = [
    ...(parsed.error?.issues ?? []).map((issue) => `option ${issue.path.map(String).join(".")}: ${issue.message}`),
    ...checkOptions(inCode, operationOptions(options)).map((problem) => optionSentence(problem, Object.keys(groupOptions.shape))),
    ...Object.entries(options.operations ?? {}).flatMap(([name, value]) =>
      checkOptions(inCode, value, ["operations", name]).map((problem) => optionSentence(problem, [])),
    ),
  ].map((sentence) => `addSubscribers("${subscriber}"): ${sentence}`);
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

/** `beside` are names that somebody else checks. */
function optionSentence(problem: OptionProblem, beside: readonly string[]): string {
  if (problem.kind === "type") return `option ${problem.path.join(".")} must be ${problem.wanted}, not ${problem.found}`;
  const [key = "", ...above] = [...problem.path].reverse();
  const known = [...problem.known, ...(above.length === 0 ? beside : [])];
  const near = closest(key, known);
  const object = above.length === 0 ? "there is no option" : `option ${above.reverse().join(".")}: there is no`;
  return `${object} \`${key}\`; ${near === undefined ? `it knows ${known.join(", ")}` : `did you mean \`${near}\`?`}`;
}
