import { secretParameter } from "../../ground/without-credentials.ts";

/** The address of a server without what it must not hold: credentials are the environment's, and nothing that is made or printed repeats them. */
export interface ServerAddress {
  readonly host: string;
  readonly pathname: string | undefined;
  /** It held credentials; they are gone. */
  readonly heldCredentials: boolean;
}

/** `scheme://` is allowed and says nothing that `protocol` does not. Kafka lists brokers with commas, each of which may have a user. */
export function serverAddress(url: string, pathname?: string): ServerAddress {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const [authority, path] = parted(rest);
  const hosts = authority.split(",").map(withoutUser);
  const ownPath = pathname ?? (path === "" || path === "/" ? undefined : path);
  const [cleanPath, pathHeld] = ownPath === undefined ? [undefined, false] : withoutSecrets(ownPath);
  return {
    host: hosts.map(({ host }) => host).join(","),
    pathname: cleanPath,
    heldCredentials: pathHeld || hosts.some(({ held }) => held),
  };
}

/** A `/` begins the path, unless it belongs to a password that somebody did not escape. */
function parted(rest: string): readonly [string, string] {
  const slash = rest.search(/[/?]/);
  if (slash === -1) return [rest, ""];
  const before = rest.slice(0, slash);
  const at = rest.lastIndexOf("@");
  const isHost = before.includes("@") || /^[^:]*(:(\d+|\{[^{}]+\}))?(,|$)/.test(before) || before.startsWith("[");
  if (isHost || at < slash) return [before, rest.slice(slash)];
  const [host, path] = parted(rest.slice(at + 1));
  return [`${rest.slice(0, at + 1)}${host}`, path];
}

function withoutUser(host: string): { readonly host: string; readonly held: boolean } {
  const at = host.lastIndexOf("@");
  return { host: host.slice(at + 1).trim(), held: at !== -1 };
}

/** Of the parameters behind `?` those that name a user, a password or a key. */
function withoutSecrets(path: string): readonly [string | undefined, boolean] {
  const [before = "", query] = path.split(/\?(.*)/s);
  if (query === undefined) return [path, false];
  const parameters = query.split("&");
  const kept = parameters.filter((parameter) => !secretParameter.test(parameter.split("=")[0] ?? ""));
  const clean = kept.length === 0 ? before : `${before}?${kept.join("&")}`;
  return [clean === "" || clean === "/" ? undefined : clean, kept.length < parameters.length];
}
