/** Where a server is, as the environment, an option or the document writes it. */
import type { ServerDefinition } from "../ground/contract.ts";
import { hostName, isPort } from "../ground/host-name.ts";

export interface ServerAddress {
  /** Without user and password. */
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Absent where the text has no scheme. */
  readonly secure?: boolean;
}

/** A sentence that follows the name of what was read. It never holds the text: that may hold a password. */
export interface AddressProblem {
  readonly problem: string;
}

const protocols: { readonly [scheme: string]: ServerDefinition["protocol"] } = {
  kafka: "kafka",
  "kafka-secure": "kafka",
  amqp: "amqp",
  amqps: "amqp",
  redis: "redis",
  rediss: "redis",
};
export const secureSchemes: ReadonlySet<string> = new Set(["kafka-secure", "amqps", "rediss"]);

export function parseServerAddress(
  text: string,
  server: Pick<ServerDefinition, "key" | "protocol" | "wireProtocol">,
): ServerAddress | AddressProblem {
  if (/^["'`]|["'`]$/.test(text)) return { problem: "is in quotes, which are part of it; leave them out" };
  if (/[\s\p{Cc}]/u.test(text)) return { problem: "has a blank in it" };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "memory") return { url: text };
  if (scheme !== undefined && protocols[scheme] !== server.protocol)
    return { problem: `begins with "${scheme}://", but the server "${server.key}" speaks ${server.wireProtocol}` };
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  const secure = scheme === undefined ? {} : { secure: secureSchemes.has(scheme) };
  const parsed = server.protocol === "kafka" ? parseHosts(rest) : parseUrl(scheme ?? server.protocol, rest, server.protocol);
  return "problem" in parsed ? parsed : { ...parsed, ...secure };
}

/** `a:9092,b`. */
function parseHosts(text: string): ServerAddress | AddressProblem {
  const list = text.replace(/\/$/, "");
  const form = { problem: "should be a list of host:port, separated by commas, without a user" };
  if (list.includes("@")) return form;
  const hosts: string[] = [];
  for (const written of list.split(",")) {
    if (written.startsWith("[") || written.split(":").length > 2)
      return { problem: "has an IPv6 address, which kafkajs cannot take; give the host a name" };
    const [, name = "", port] = /^([^:/?#[\]]+)(?::(\d{1,5}))?$/.exec(written) ?? [];
    const host = hostName(name);
    if (host === undefined || (port !== undefined && !isPort(port))) return form;
    hosts.push(port === undefined ? host : `${host}:${port}`);
  }
  return { url: hosts.join(",") };
}

/** One host, with or without user, password and path. */
function parseUrl(scheme: string, rest: string, protocol: string): ServerAddress | AddressProblem {
  const form = { problem: `is not a URL such as ${protocol}://host:port` };
  // What follows a `#`, or stands where the path should be, is most likely the end of a password.
  const [authority = "", ...path] = rest.split(/(?=[/?])/);
  if (rest.includes("#") || path.some((part) => part.includes("@")))
    return { problem: 'has "#", "/", "?" or "@" in a user or a password; write %23, %2F, %3F or %40 for them' };
  const at = authority.lastIndexOf("@");
  const [user, host] = at < 0 ? [undefined, authority] : [authority.slice(0, at), authority.slice(at + 1)];
  if (host.includes(",")) return { problem: "names several hosts; only a Kafka server can have a list" };
  const [, name = "", port] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(host) ?? [];
  const known = name.startsWith("[") ? name : hostName(name);
  if (known === undefined || (port !== undefined && !isPort(port))) return form;
  const query = path.find((part) => part.startsWith("?"));
  if (query !== undefined && /(?:^\?|&)[^=&]*(?:pass|pwd|secret|token|user|auth)/i.test(query))
    return {
      problem: "has a user or a password behind the question mark, where anything may print it; write user:password@ in front of the host",
    };
  try {
    const colon = user?.indexOf(":") ?? -1;
    const [username, password] = user === undefined ? [] : colon < 0 ? [user] : [user.slice(0, colon), user.slice(colon + 1)];
    const { href } = new URL(`${scheme}://${known}${port === undefined ? "" : `:${port}`}${path.join("")}`);
    return {
      url: href,
      ...(username === undefined || username === "" ? {} : { username: decodeURIComponent(username) }),
      ...(password === undefined || password === "" ? {} : { password: decodeURIComponent(password) }),
    };
  } catch {
    return form;
  }
}

/** For the log: whatever is behind the question mark is named and not shown. */
export function withoutQueryValues(url: string): string {
  return url.replace(/([?&][^=&#]*)=[^&#]*/g, "$1=***");
}
