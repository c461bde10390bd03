/** Which of the ways to a token holds for a server: a variable of the environment, a function in code, or the document's own token endpoint. */
import type { TokenSource } from "../brokers/broker.ts";
import type { ServerDefinition } from "../ground/contract.ts";
import { fresh } from "../tokens/fresh.ts";
import { fromCode, fromCommand, fromFile, fromTokenEndpoint, shownUrl } from "../tokens/sources.ts";
import type { Problems } from "./environment.ts";
import type { ServerOptions } from "./subscriber-options.ts";
import type { Environment } from "./variables.ts";

export interface TokenLogin {
  readonly source: TokenSource;
  /** For people. */
  readonly from: string;
}

interface TokenInput {
  readonly prefix: string;
  readonly server: ServerDefinition;
  readonly options: ServerOptions;
  readonly environment: Environment;
}

/** For a sentence. */
export function waysToToken(prefix: string): string {
  return `set ${prefix}TOKEN_FILE, ${prefix}TOKEN_COMMAND, or ${prefix}OAUTH_URL with ${prefix}CLIENT_ID and ${prefix}CLIENT_SECRET, or \`token\` in code`;
}

/** `undefined` where there is none, or after a problem was told. */
export function tokenLogin({ prefix, server, options, environment }: TokenInput, problems: Problems): TokenLogin | undefined {
  const names = ["TOKEN_FILE", "TOKEN_COMMAND", "OAUTH_URL"].map((name) => `${prefix}${name}`).filter((name) => environment[name]);
  if (names.length > 1) return problems.add(`${names.join(" and ")} are set; a token comes from one place`);
  const file = environment[`${prefix}TOKEN_FILE`];
  if (file) return { source: fresh(() => fromFile(file, `${prefix}TOKEN_FILE`)), from: file };
  const command = environment[`${prefix}TOKEN_COMMAND`];
  // Its arguments may be secrets.
  if (command) return { source: fresh(() => fromCommand(command, `${prefix}TOKEN_COMMAND`)), from: `${prefix}TOKEN_COMMAND` };
  const { token } = options;
  if (names.length === 0 && token !== undefined) {
    const name = `brokers.${server.key}.token`;
    return { source: fresh(() => fromCode(token, name)), from: name };
  }
  return endpointLogin({ prefix, server, options, environment }, problems);
}

function endpointLogin({ prefix, server, environment }: TokenInput, problems: Problems): TokenLogin | undefined {
  const scheme = server.security?.find(({ tokenUrl }) => tokenUrl !== undefined);
  const given = environment[`${prefix}OAUTH_URL`];
  const url = given || scheme?.tokenUrl;
  const clientId = environment[`${prefix}CLIENT_ID`];
  const clientSecret = environment[`${prefix}CLIENT_SECRET`];
  // The document's endpoint alone asks for nothing: the secret says that it is to be used.
  if (url === undefined || (!given && !clientSecret)) return undefined;
  const name = given ? `${prefix}OAUTH_URL` : `the token endpoint of "${scheme?.name}"`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return problems.add(`${name} should be a URL that begins with https://`);
  if (!clientId || !clientSecret) return problems.add(`${name} needs ${prefix}CLIENT_ID and ${prefix}CLIENT_SECRET beside it`);
  const scope = environment[`${prefix}SCOPE`] || scheme?.scopes?.join(" ") || undefined;
  return { source: fresh(() => fromTokenEndpoint({ url, clientId, clientSecret, scope })), from: shownUrl(url) };
}
