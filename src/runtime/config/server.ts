/** Which server a channel is on, and how to reach it: the environment over the options over the document. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { BrokerConnection } from "../brokers/broker.ts";
import type { ChannelDefinition, ContractDefinition, ServerDefinition } from "../ground/contract.ts";
import { sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { demandCredentials } from "./credentials.ts";
import { flag, type Problems, type ProcessConfiguration, variable } from "./environment.ts";
import { parseServerAddress, type ServerAddress, secureSchemes, withoutQueryValues } from "./server-address.ts";
import type { ServerOptions, SubscriberOptions } from "./subscriber-options.ts";
import { tokenLogin, waysToToken } from "./token-login.ts";
import { type Environment, inCapitals } from "./variables.ts";

/** `undefined` after a problem was told. */
export function serverOf(
  contract: ContractDefinition,
  channel: ChannelDefinition,
  chosen: readonly string[],
  problems: Problems,
): ServerDefinition | undefined {
  const all = Object.values(contract.servers).filter(({ key }) => channel.servers.length === 0 || channel.servers.includes(key));
  const able = all.filter(({ protocol }) => protocol !== "other");
  if (able.length === 0) {
    const found = all.map(({ key, wireProtocol }) => `"${key}" (${wireProtocol})`).join(", ");
    return problems.add(
      `the channel "${channel.key}" of "${contract.name}" has no Kafka, AMQP or Redis server${found === "" ? "" : `; only ${found}`}`,
    );
  }
  const named = able.filter(({ key }) => chosen.includes(key));
  const [only, ...others] = named.length > 0 ? named : able;
  if (others.length === 0) return only;
  const names = able.map(({ key }) => `"${key}"`).join(", ");
  return problems.add(
    `the channel "${channel.key}" of "${contract.name}" can be on ${names}: name one in BOOST_SERVER or in the option \`server\``,
  );
}

/** The environment's names where they are this document's, else the option. */
export function chosenServers(
  contract: ContractDefinition,
  options: Pick<SubscriberOptions, "server">,
  process: ProcessConfiguration,
): readonly string[] {
  const named = process.servers.filter((name) => Object.hasOwn(contract.servers, name));
  return named.length > 0 || options.server === undefined ? named : [options.server];
}

const mechanisms = { plain: "plain", scramSha256: "scram-sha-256", scramSha512: "scram-sha-512" } as const;

export interface ConnectionInput {
  readonly app: string;
  readonly server: ServerDefinition;
  readonly options: ServerOptions;
  readonly environment: Environment;
  readonly log: Logger;
}

export function connectionOf({ app, server, options, environment, log }: ConnectionInput, problems: Problems): BrokerConnection {
  const prefix = `BOOST_${inCapitals(server.key)}_`;
  const given = environment[`${prefix}URL`] || options.url;
  const address =
    given === undefined
      ? documented(server, environment, prefix, problems)
      : addressOf(given, server, environment[`${prefix}URL`] ? `${prefix}URL` : `brokers.${server.key}.url`, problems);
  const scheme = server.security?.find(({ type }) => type in mechanisms || type === "userPassword")?.type;
  const username = environment[`${prefix}USERNAME`] || address.username || options.username;
  const password = environment[`${prefix}PASSWORD`] || address.password || options.password;
  for (const [name, text] of [["USERNAME", username] as const, ["PASSWORD", password] as const])
    if (text !== undefined && /[\r\n]/.test(text))
      problems.add(`${prefix}${name}, or what stands for it, has a line break in it; read from a file it may end in one`);
  const wanted = variable(
    environment,
    `${prefix}SASL_MECHANISM`,
    z.enum(["plain", "scram-sha-256", "scram-sha-512", "oauthbearer"], "should be plain, scram-sha-256, scram-sha-512 or oauthbearer"),
    problems,
  );
  const login = tokenLogin({ prefix, server, options, environment }, problems);
  const chosen = wanted ?? options.mechanism;
  if (login !== undefined && chosen !== undefined && chosen !== "oauthbearer" && server.protocol === "kafka")
    problems.add(
      `the server "${server.key}" has a token from ${login.from}, and the mechanism ${chosen}, which takes none; leave one of them out`,
    );
  if (login === undefined && chosen === "oauthbearer")
    problems.add(`the mechanism oauthbearer of the server "${server.key}" needs a token: ${waysToToken(prefix)}`);
  const mechanism =
    chosen ??
    (login !== undefined && server.protocol === "kafka" ? "oauthbearer" : undefined) ??
    (scheme !== undefined && scheme in mechanisms ? mechanisms[scheme as keyof typeof mechanisms] : undefined);
  const tls = tlsOf(prefix, address.secure ?? secureSchemes.has(server.wireProtocol), options, environment, problems);
  const hasCertificate = typeof tls === "object" && tls.cert !== undefined && tls.key !== undefined;
  if (!address.url.startsWith("memory:"))
    demandCredentials(server, prefix, { username, password, hasCertificate, hasToken: login !== undefined }, problems);
  return {
    server: server.key,
    url: address.url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(login === undefined ? {} : { token: login.source, tokenFrom: login.from }),
    ...(tls === undefined ? {} : { tls }),
    clientId: environment[`${prefix}CLIENT_ID`] || app,
    ...(options.client === undefined ? {} : { client: options.client }),
    log,
  };
}

/** A problem is told, and what stands for the address is never used. */
function addressOf(text: string, server: ServerDefinition, name: string, problems: Problems): ServerAddress {
  const parsed = parseServerAddress(text, server);
  if (!("problem" in parsed)) return parsed;
  problems.add(`${name} ${parsed.problem}`);
  return { url: "" };
}

function documented(server: ServerDefinition, environment: Environment, prefix: string, problems: Problems): ServerAddress {
  const fill = (text: string): string =>
    text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const definition = server.variables?.find((candidate) => candidate.name === name);
      const source = `${prefix}VARIABLE_${inCapitals(name)}`;
      const value = environment[source] || definition?.default;
      if (value === undefined) problems.add(`the address of the server "${server.key}" needs a value for "${name}": set ${source}`);
      else if (definition?.enum !== undefined && definition.enum.length > 0 && !definition.enum.includes(value)) {
        problems.add(`${source} is "${value}"; the document allows ${definition.enum.join(", ")}`);
      }
      return value ?? "";
    });
  const before = problems.list.length;
  const host = fill(server.host);
  if (host.includes("@")) {
    problems.add(
      `the host of the server "${server.key}" holds a user; credentials come from ${prefix}USERNAME and ${prefix}PASSWORD, never from a document`,
    );
    return { url: "" };
  }
  const scheme =
    server.protocol === "kafka" ? "" : `${secureSchemes.has(server.wireProtocol) ? `${server.protocol}s` : server.protocol}://`;
  const path = server.protocol === "kafka" ? "" : fill(server.pathname ?? "");
  // A variable that has no value was told already.
  if (host === "" || problems.list.length > before) return { url: "" };
  const { url } = addressOf(`${scheme}${host}${path}`, server, `the address of the server "${server.key}"`, problems);
  return { url };
}

function tlsOf(
  prefix: string,
  secured: boolean,
  options: ServerOptions,
  environment: Environment,
  problems: Problems,
): BrokerConnection["tls"] {
  const file = (name: string): string | undefined => {
    const path = environment[`${prefix}${name}`];
    if (path === undefined || path === "") return undefined;
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      return problems.add(`${prefix}${name} cannot be read: ${sentence(error)}`);
    }
  };
  const base = typeof options.tls === "object" ? options.tls : {};
  const ca = file("TLS_CA_FILE") ?? base.ca;
  const cert = file("TLS_CERT_FILE") ?? base.cert;
  const key = file("TLS_KEY_FILE") ?? base.key;
  const verify = variable(environment, `${prefix}TLS_VERIFY`, flag, problems) ?? base.rejectUnauthorized;
  const on =
    variable(environment, `${prefix}TLS`, flag, problems) ??
    (typeof options.tls === "boolean" ? options.tls : undefined) ??
    (secured || ca !== undefined || cert !== undefined || typeof options.tls === "object");
  if (!on) return undefined;
  if (ca === undefined && cert === undefined && key === undefined && verify === undefined) return true;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(verify === undefined ? {} : { rejectUnauthorized: verify }),
  };
}

/** For the log at start. */
export function describeConnection(connection: BrokerConnection): object {
  const { server, url, username, password, mechanism, tokenFrom, tls, clientId } = connection;
  return {
    server,
    url: withoutQueryValues(url),
    clientId,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: "***" }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(tokenFrom === undefined ? {} : { token: tokenFrom }),
    tls: tls !== undefined,
  };
}
