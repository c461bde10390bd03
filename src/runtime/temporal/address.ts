import { ConfigurationError } from "../ground/errors.ts";
import { hostName, isPort } from "../ground/host-name.ts";

/**
 * `host`, `host:port` or `[::1]:port` in the form that both of Temporal's clients take, which find a mistake with the first call only.
 * @throws ConfigurationError that does not repeat the text: it may hold a password
 */
export function temporalAddress(text: string, name: string): string {
  const refuse = (problem: string): ConfigurationError =>
    new ConfigurationError(`${name} ${problem}; Temporal's address is host:port, as in temporal:7233`);
  if (/^["'`]|["'`]$/.test(text)) throw refuse("is in quotes, which are part of it");
  if (/[\s\p{Cc}]/u.test(text)) throw refuse("has a blank in it");
  if (text.includes("@"))
    throw refuse("has a user or a password in it, which Temporal does not know; an API key goes into TEMPORAL_API_KEY");
  if (text.includes("/")) throw refuse("is a URL or has a path");
  if (text.includes(",")) throw refuse("names several hosts");
  const [, host = "", port] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const known = host.startsWith("[") ? host : hostName(host);
  if (known === undefined) throw refuse(text.split(":").length > 2 ? "has an IPv6 address without brackets" : "is no address");
  if (port !== undefined && !isPort(port)) throw refuse("has a port that there is not");
  return port === undefined ? known : `${known}:${port}`;
}

/** gRPC complains about what no header may have with the value in its sentence. @throws ConfigurationError */
export function headerValue(text: string, name: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  throw new ConfigurationError(
    `${name} has ${/[\r\n]/.test(text) ? "a line break" : "a character"} in it that no header may have; read from a file it may end in one`,
  );
}
