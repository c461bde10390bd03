import type { ServerDefinition } from "../ground/contract.ts";
import type { Problems } from "./environment.ts";
import { waysToToken } from "./token-login.ts";

/** What a connection has to show. */
export interface Credentials {
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly hasCertificate: boolean;
  readonly hasToken: boolean;
}

type Scheme = NonNullable<ServerDefinition["security"]>[number];

/** A server accepts any one of the schemes that the document lists; none of them satisfied is a problem that names the first. */
export function demandCredentials(server: ServerDefinition, prefix: string, credentials: Credentials, problems: Problems): void {
  const demands = (server.security ?? []).flatMap((scheme) => demandOf(scheme, prefix, credentials) ?? []);
  const [first] = demands;
  if (first === undefined || demands.some(({ isMet }) => isMet)) return;
  problems.add(`the server "${server.key}" wants ${first.wanted}`);
}

interface Demand {
  readonly isMet: boolean;
  readonly wanted: string;
}

/** `undefined` for a scheme that has no counterpart in a broker's client; the compiler reports it. */
function demandOf({ type, in: place }: Scheme, prefix: string, credentials: Credentials): Demand | undefined {
  const { username, password, hasCertificate, hasToken } = credentials;
  switch (type) {
    case "userPassword":
    case "plain":
    case "scramSha256":
    case "scramSha512":
      return {
        // A token is shown in place of them on RabbitMQ and Redis, and in place of PLAIN on Kafka.
        isMet: hasToken || (username !== undefined && password !== undefined),
        wanted: `a user and a password (${type}): set ${prefix}USERNAME and ${prefix}PASSWORD`,
      };
    case "X509":
      return { isMet: hasCertificate, wanted: `a client certificate (${type}): set ${prefix}TLS_CERT_FILE and ${prefix}TLS_KEY_FILE` };
    case "apiKey":
      return place === "password"
        ? { isMet: password !== undefined, wanted: `an API key as password (${type}): set ${prefix}PASSWORD` }
        : { isMet: username !== undefined, wanted: `an API key as user (${type}): set ${prefix}USERNAME` };
    case "oauth2":
    case "openIdConnect":
      return { isMet: hasToken || (username !== undefined && password !== undefined), wanted: `a token (${type}): ${waysToToken(prefix)}` };
    default:
      return undefined;
  }
}
