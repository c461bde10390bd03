import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { MessageDefinition } from "boost-gen/tools";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { ConfigError } from "../config.ts";
import { oneLine } from "../printed.ts";
import { saidOf } from "../said-of.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { openContract } from "../tools/open-contract.ts";

/** Publishes one message, an example of the document or data of the user's, validated as the service would validate it. */
export function runPublish(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  return guarded(terminal, async () => {
    if (input.has("example") && input.has("data")) throw new ConfigError("--example and --data exclude each other.");
    const opened = await openContract(input, terminal, compiler);
    if (opened === undefined) return 2;
    const { describedHeaders, publishOne, publishTarget } = await import("boost-gen/tools");
    const { contract, app } = opened;
    const target = publishTarget(contract, input.words[0] ?? "");
    const { payload, headers } = await content(input, terminal, target.message);
    const given = pairs(input, "header");
    const parameters = pairs(input, "parameter");
    const [key, address] = [input.value("key"), input.value("address")];
    const dryRun = input.has("dry-run");
    const published = await publishOne({
      contract,
      app,
      environment: terminal.env,
      target,
      payload,
      dryRun,
      publish: {
        headers: { ...headers, ...describedHeaders(given, target.message) },
        ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
        ...(key === undefined ? {} : { key }),
        ...(address === undefined ? {} : { address }),
      },
    });
    const { id, bytes } = published;
    const keyed = published.key === undefined ? "" : `, key "${published.key}"`;
    const what = `${target.message.name} to "${published.address}" (${bytes} bytes${keyed})`;
    terminal.out(`${oneLine(`${dryRun ? "would publish" : "published"} ${what}${dryRun ? "" : `, boost-id ${id}`}`)}\n`);
    for (const { part, subject, framing } of published.unasked)
      terminal.out(
        `${oneLine(`${part === "key" ? "its key" : "it"} goes with the id of subject "${subject}" (${framing}), which is looked up when it is sent and not among these bytes`)}\n`,
      );
    return 0;
  });
}

type Headers = { readonly [name: string]: string | number | boolean };

interface Content {
  readonly payload: unknown;
  readonly headers: Headers;
}

async function content(input: CommandInput, terminal: Terminal, message: MessageDefinition): Promise<Content> {
  const data = input.value("data");
  if (data === undefined) return exampleOf(message, input.value("example"));
  const text = await readData(data, terminal.cwd);
  if (!/^application\/json\b|[/+]json\b/.test(message.contentType)) {
    return { payload: message.contentType.startsWith("text/") ? text.toString("utf8") : text, headers: {} };
  }
  try {
    return { payload: JSON.parse(text.toString("utf8").replace(/^\uFEFF/, "")), headers: {} };
  } catch (error) {
    throw new ConfigError(`${data === "-" ? "standard input" : `\`${data}\``} is not JSON: ${saidOf(error)}`);
  }
}

function exampleOf({ name, examples = [] }: MessageDefinition, wanted: string | undefined): Content {
  const named = examples.findIndex((example) => example.name === wanted);
  const index = wanted === undefined ? 0 : named >= 0 ? named : Number(wanted) - 1;
  const example = examples[index];
  if (example === undefined) {
    const names = examples.map((each, number) => each.name ?? String(number + 1)).join(", ");
    throw new ConfigError(
      examples.length === 0
        ? `the message "${name}" has no example in the document; give the payload with --data <file>, or --data - for standard input.`
        : `the message "${name}" has no example "${wanted}"; it has ${names}.`,
    );
  }
  return { payload: example.payload, headers: Object.fromEntries(Object.entries(example.headers ?? {}).filter(isScalar)) };
}

function isScalar(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return ["string", "number", "boolean"].includes(typeof entry[1]);
}

/** Far more than a broker takes; a device or a pipe may never end. */
const mostBytes = 64 * 1024 * 1024;

/** `-` is standard input. */
async function readData(data: string, cwd: string): Promise<Buffer> {
  const what = data === "-" ? "standard input" : `\`${data}\``;
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of data === "-" ? process.stdin : createReadStream(resolve(cwd, data))) {
      bytes += piece.length;
      if (bytes > mostBytes) throw new ConfigError(`${what} is larger than ${mostBytes / 1024 / 1024} MB, which no broker takes.`);
      pieces.push(Buffer.from(piece));
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (/^\s*[[{"]/.test(data))
      throw new ConfigError(
        `--data names a file, and ${what} is none; a payload itself goes through standard input: echo '…' | boost-gen publish … --data -`,
      );
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new ConfigError(`${what} cannot be read: ${reasons[code] ?? saidOf(error)}`);
  }
  return Buffer.concat(pieces);
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: "there is no such file.",
  ENOTDIR: "there is no such file.",
  EISDIR: "it is a folder.",
  EACCES: "permission denied.",
  EPERM: "permission denied.",
};

/** `name=value`, each. */
function pairs(input: CommandInput, flag: "header" | "parameter"): { readonly [name: string]: string } {
  return Object.fromEntries(
    input.values(flag).map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new ConfigError(`--${flag} needs a name and a value, as in --${flag} name=value; "${text}" has no "=".`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
