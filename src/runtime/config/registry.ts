/** Where the schemas of a server's messages are: the environment over the options over the document. */
import { registryUrlOfBinding } from "../../addresses/schema-registry.ts";
import type { BrokerConnection } from "../brokers/broker.ts";
import type { ServerDefinition } from "../ground/contract.ts";
import type { RegistryConnection } from "../registry/index.ts";
import { list, type Problems } from "./environment.ts";
import type { ServerOptions } from "./subscriber-options.ts";
import { type Environment, inCapitals } from "./variables.ts";

export interface RegistryInput {
  readonly server: ServerDefinition;
  /** Whose TLS settings the registry shares. */
  readonly connection: Pick<BrokerConnection, "tls">;
  readonly options: ServerOptions;
  readonly environment: Environment;
}

/** `undefined`: none is named. */
export function registryOf(
  { server, connection, options, environment }: RegistryInput,
  problems: Problems,
): RegistryConnection | undefined {
  const prefix = registryPrefix(server);
  const [text, source] =
    [
      [environment[`${prefix}URL`], `${prefix}URL`] as const,
      [options.registry?.url, `brokers.${server.key}.registry.url`] as const,
      [server.registryUrl, "`x-boost.registry.url`"] as const,
      [registryUrlOfBinding(server.binding), `\`schemaRegistryUrl\` of the server "${server.key}"`] as const,
    ].find(([given]) => given !== undefined && given !== "") ?? [];
  if (text === undefined || source === undefined || isStandIn(server)) return undefined;
  const parsed = list(text).map((each) => parse(each));
  const wrong = parsed.find((each) => "problem" in each);
  if (wrong !== undefined && "problem" in wrong) return problems.add(`${source} ${wrong.problem}`);
  const urls = parsed.flatMap((each) => ("url" in each ? [each] : []));
  const held = urls.find(({ username }) => username !== undefined);
  const fromDocument = source.startsWith("`");
  if (fromDocument && held !== undefined)
    return problems.add(`${source} holds a user; credentials come from ${prefix}USERNAME and ${prefix}PASSWORD, never from a document`);
  const username = environment[`${prefix}USERNAME`] || held?.username || options.registry?.username;
  const password = environment[`${prefix}PASSWORD`] || held?.password || options.registry?.password;
  const token = environment[`${prefix}TOKEN`] || options.registry?.token;
  return {
    server: server.key,
    urls: urls.map(({ url }) => url),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
    ...(typeof connection.tls === "object" ? { tls: connection.tls } : {}),
  };
}

/** A broker inside the process that no registry belongs to: what is published there is what is read there, so nothing is framed. */
export function isBare(
  server: ServerDefinition,
  { url }: Pick<BrokerConnection, "url">,
  registry: RegistryConnection | undefined,
): boolean {
  return registry === undefined && (isStandIn(server) || url.startsWith("memory:"));
}

function isStandIn({ registryUrl }: ServerDefinition): boolean {
  return registryUrl === "memory:";
}

export function registryPrefix({ key }: Pick<ServerDefinition, "key">): string {
  return `BOOST_${inCapitals(key)}_REGISTRY_`;
}

type Parsed = { readonly url: string; readonly username?: string; readonly password?: string } | { readonly problem: string };

/** What is told never holds the text: that may hold a password. */
function parse(text: string): Parsed {
  if (!/^https?:\/\//i.test(text)) return { problem: "should begin with http:// or https://" };
  try {
    const url = new URL(text);
    const { username, password } = url;
    if (url.search !== "" || url.hash !== "") return { problem: "should end where the registry's API begins, without `?` or `#`" };
    url.username = "";
    url.password = "";
    return {
      url: url.href.replace(/\/$/, ""),
      ...(username === "" ? {} : { username: decodeURIComponent(username) }),
      ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    };
  } catch {
    return { problem: "is not a URL such as https://registry:8081" };
  }
}
