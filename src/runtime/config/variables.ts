import { consumeOptions } from "../../options/consume.ts";
import { durationText } from "../../options/duration.ts";
import { isPlain, type PlainKind } from "../../options/judge.ts";
import { allOptions } from "../../options/look-up.ts";
import type { Option } from "../../options/option.ts";

/**
 * Every environment variable of the runtime's core, in one table: the documentation is printed from it, the reader looks nothing up
 * that is not here, and a test shows each one's effect. Temporal's own are those of @temporalio/envconfig.
 * The environment wins over `addSubscribers` options, those over the document, that over the default.
 */
export interface Variable {
  /** `<SERVER>` stands for the server's key in capitals, everything but letters and digits as `_`. */
  readonly name: string;
  /** A sentence of the documentation. */
  readonly meaning: string;
  /** In words; empty where there is none. */
  readonly default: string;
}

/** Options that the environment may override. */
export const overridable: readonly { readonly name: string; readonly path: readonly string[]; readonly option: Option & PlainKind }[] =
  allOptions(consumeOptions).flatMap(({ path, option }) =>
    option.variable === undefined || !isPlain(option) ? [] : [{ name: option.variable, path, option }],
  );

/** The variables of the core, in the order of the documentation. */
export const variables: readonly Variable[] = [
  {
    name: "BOOST_SERVER",
    meaning:
      "Which server of the document to use where several are possible; several names, separated by commas, when one process uses several documents.",
    default: "the only one that is possible",
  },
  { name: "BOOST_HTTP_PORT", meaning: "Port of /livez, /readyz and /metrics.", default: "off" },
  { name: "BOOST_HTTP_HOST", meaning: "Address that this port listens on.", default: "0.0.0.0" },
  {
    name: "BOOST_HTTP_DOCUMENT",
    meaning: "File with the AsyncAPI document as JSON, in one piece, that this port answers /asyncapi.json with.",
    default: "off",
  },
  {
    name: "BOOST_STUDIO_PORT",
    meaning:
      "Port of the studio inside the service: what becomes of each message, as it happens, its contract, its dead letters. Its address, with a token, is in the log.",
    default: "off",
  },
  { name: "BOOST_STUDIO_HOST", meaning: "Address that this port listens on.", default: "127.0.0.1" },
  {
    name: "BOOST_STUDIO_WRITE",
    meaning: "true: whoever has that address may replay, correct and drop dead letters.",
    default: "false: it reads",
  },
  {
    name: "BOOST_STUDIO_MASK",
    meaning:
      "Payload fields whose values it does not show, by name, separated by commas: `card,email`. Taken out of what repeats them as well: errors, keys, ids.",
    default: "none",
  },
  {
    name: "BOOST_TEMPORAL_UI_URL",
    meaning: "Temporal's own page, which the studio leads to: `http://localhost:8233`.",
    default: "no link",
  },
  {
    name: "BOOST_LOG_FORMAT",
    meaning: "json: one object a line. text: a line for a person: time, level, text, the fields that matter.",
    default: "text at a terminal, else json",
  },
  { name: "BOOST_LOG_LEVEL", meaning: "debug, info, warn, error or silent.", default: "info" },
  {
    name: "BOOST_SHUTDOWN_GRACE",
    meaning: "From SIGTERM to the end of the process, at most; milliseconds, or with a unit: 25s.",
    default: "25s",
  },
  ...overridable.map(({ name, option }) => ({
    name,
    meaning: forEvery(option.description),
    default: `x-boost, else ${defaultText(option)}`,
  })),
  {
    name: "BOOST_PARAMETER_<NAME>",
    meaning: "Values of a channel parameter without `enum` to consume, separated by commas.",
    default: "the parameter's enum, else whatever matches, where the broker can look for it",
  },
  {
    name: "BOOST_<SERVER>_URL",
    meaning:
      "Where the server is: a URL, or for Kafka a list of host:port. User and password in it count as the two below. `memory://<name>` is a broker inside the process, for trying things out.",
    default: "the document's host",
  },
  { name: "BOOST_<SERVER>_USERNAME", meaning: "User for it.", default: "none" },
  { name: "BOOST_<SERVER>_PASSWORD", meaning: "Password for it.", default: "none" },
  {
    name: "BOOST_<SERVER>_SASL_MECHANISM",
    meaning: "plain, scram-sha-256, scram-sha-512 or oauthbearer (Kafka).",
    default: "oauthbearer with a token, else the document's security scheme, else plain",
  },
  {
    name: "BOOST_<SERVER>_TOKEN_FILE",
    meaning: "File with a token for it, which somebody else keeps fresh. Kafka: OAUTHBEARER. RabbitMQ and Redis: in place of the password.",
    default: "none",
  },
  {
    name: "BOOST_<SERVER>_TOKEN_COMMAND",
    meaning:
      "A program, with its arguments, that prints a token: as text, or as JSON with its end (`token` and `expiresAt`, or an ExecCredential). Run again before the end.",
    default: "none",
  },
  {
    name: "BOOST_<SERVER>_OAUTH_URL",
    meaning: "Token endpoint (OAuth 2, client credentials), or the discovery document of OpenID Connect.",
    default: "the document's security scheme",
  },
  {
    name: "BOOST_<SERVER>_CLIENT_ID",
    meaning: "Name that the server sees; where tokens come from a token endpoint also the name that it knows us by.",
    default: "the application's name",
  },
  { name: "BOOST_<SERVER>_CLIENT_SECRET", meaning: "Secret for the token endpoint.", default: "none" },
  { name: "BOOST_<SERVER>_SCOPE", meaning: "Scopes to ask the token endpoint for, separated by blanks.", default: "the document's" },
  {
    name: "BOOST_<SERVER>_TLS",
    meaning: "true or false.",
    default: "true for kafka-secure, amqps and rediss, and with a CA or certificate",
  },
  { name: "BOOST_<SERVER>_TLS_CA_FILE", meaning: "PEM file of the authorities to trust.", default: "the system's" },
  { name: "BOOST_<SERVER>_TLS_CERT_FILE", meaning: "PEM file of our certificate.", default: "none" },
  { name: "BOOST_<SERVER>_TLS_KEY_FILE", meaning: "PEM file of its key.", default: "none" },
  { name: "BOOST_<SERVER>_TLS_VERIFY", meaning: "false accepts any certificate; for tests only.", default: "true" },
  {
    name: "BOOST_<SERVER>_REGISTRY_URL",
    meaning:
      "Schema registry of its messages: where the API begins (`https://registry:8081`, `http://apicurio:8080/apis/ccompat/v7`); several, separated by commas. Shares the TLS files of the server.",
    default: "x-boost, else the server's binding",
  },
  { name: "BOOST_<SERVER>_REGISTRY_USERNAME", meaning: "User for the registry.", default: "none" },
  { name: "BOOST_<SERVER>_REGISTRY_PASSWORD", meaning: "Password for the registry.", default: "none" },
  { name: "BOOST_<SERVER>_REGISTRY_TOKEN", meaning: "Bearer token for the registry, in place of user and password.", default: "none" },
  { name: "BOOST_<SERVER>_VARIABLE_<NAME>", meaning: "Value of a variable in the server's address.", default: "the document's default" },
];

export type Environment = { readonly [name: string]: string | undefined };

/** `orders-kafka` → `ORDERS_KAFKA`. */
export function inCapitals(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

function forEvery(sentence: string): string {
  return `${sentence.replace(/\.$/, "")}, for every subscription.`;
}

function defaultText(option: Option): string {
  return option.kind === "duration" && typeof option.default === "number" ? durationText(option.default) : String(option.default);
}
