/** Keeps a password out of what clients and servers say: a server that does not know a command repeats it with all that came with it. */

/** Takes a secret out of an error of somebody else's, its stack and its causes, in place. Never throws. */
export type Hide = (error: unknown) => void;

/** Shorter ones are parts of ordinary words. */
const shortest = 3;
const deepest = 10;

/** Credentials, and the client's own options, which may hold more of them. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly client?: object;
}

export function hiding(credentials: Credentials): Hide {
  const hidden = withoutSecret(credentials);
  return (error) => {
    clean(error, hidden, deepest);
  };
}

/** The same for a text. */
export function withoutSecret({ username = "", password, client = {} }: Credentials): (text: string) => string {
  const passwords = [...new Set([password ?? "", ...secretsIn(client, deepest)])].filter((each) => each.length >= shortest);
  const forms = passwords.flatMap((each) => formsOf(username, each));
  return (text) => forms.reduce((rest, form) => rest.replaceAll(form, "***"), text);
}

/** As a login has it, as JSON and URLs write it, and as it is; longer ones first. */
function formsOf(username: string, password: string): readonly string[] {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return [
    ...[`\0${username}\0${password}`, `${username}:${password}`, password].map(base64),
    JSON.stringify(password).slice(1, -1),
    encodeURIComponent(Buffer.from(password).toString()),
    password,
  ];
}

/** What options call a password, wherever they do, and what stands in addresses. */
function secretsIn(options: unknown, depth: number): readonly string[] {
  if (typeof options === "string") return [...options.matchAll(/:\/\/[^/@:]*:([^/@]+)@/g)].map(([, password = ""]) => password);
  if (typeof options !== "object" || options === null || depth === 0) return [];
  return Object.entries(options).flatMap(([name, value]) =>
    typeof value === "string" && /pass(?:word|phrase)?$|secret|token/i.test(name) ? [value] : secretsIn(value, depth - 1),
  );
}

function clean(error: unknown, hidden: (text: string) => string, depth: number): void {
  if (typeof error !== "object" || error === null || depth === 0) return;
  for (const name of ["message", "stack"] as const) {
    const text = member(error, name);
    if (typeof text === "string" && hidden(text) !== text) put(error, name, hidden(text));
  }
  // ioredis keeps the command that failed, HELLO with a password as well as XADD with a message.
  const command = member(error, "command");
  if (typeof command === "object" && command !== null && "args" in command) put(error, "command", { name: member(command, "name") });
  const inner = [member(error, "cause"), member(error, "originalError"), member(error, "lastNodeError")];
  const all = [member(error, "errors"), member(error, "previousErrors")].flatMap((list) => (Array.isArray(list) ? list.slice(0, 100) : []));
  for (const other of [...inner, ...all]) clean(other, hidden, depth - 1);
}

function member(value: object, name: string): unknown {
  try {
    return (value as { readonly [name: string]: unknown })[name];
  } catch {
    return undefined;
  }
}

function put(value: object, name: string, instead: unknown): void {
  try {
    (value as { [name: string]: unknown })[name] = instead;
  } catch {
    // What cannot be changed was made by nobody whom we know.
  }
}
