import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suggest } from "../compiler/diagnostics/suggest.ts";
import { parseJsonc } from "./jsonc.ts";
import { isRecord } from "./record.ts";

/** One document of a configuration file; paths as written, relative to `folder`. */
export interface ConfigEntry {
  readonly document: string;
  readonly out?: string;
  /** `false`: there are to be none. */
  readonly handlers?: string | false;
  readonly as?: "application" | "client";
  readonly allowRef?: readonly string[];
  readonly strict?: boolean;
  /** Name of the application, for the tools. */
  readonly app?: string;
  /** Module that exports `dataConverter`, for the tools that talk to Temporal. */
  readonly dataConverter?: string;
}

export interface Config {
  readonly file: string;
  readonly folder: string;
  readonly documents: readonly ConfigEntry[];
}

/** Thrown when a configuration file cannot be used; `message` is a sentence that names the file and the key. */
export class ConfigError extends Error {}

const names = ["boost-gen.config.json", "boost-gen.config.yaml", "boost-gen.config.yml"];
const keys = ["document", "out", "handlers", "as", "allowRef", "strict", "app", "dataConverter"];

/** The nearest configuration at or above `folder`: a file of its own, or the key `boost-gen` of package.json. Data only; nothing in it is run. */
export async function findConfig(folder: string): Promise<Config | undefined> {
  const present = names.filter((name) => existsSync(join(folder, name)));
  if (present.length > 1) throw new ConfigError(`\`${present.join("` and `")}\` are both here; keep one of them.`);
  const [name] = present;
  if (name !== undefined) return readConfig(join(folder, name), await parseFile(join(folder, name)));
  const packageFile = join(folder, "package.json");
  if (existsSync(packageFile)) {
    const value = await parseFile(packageFile);
    return isRecord(value) && value["boost-gen"] !== undefined ? readConfig(packageFile, value["boost-gen"]) : undefined;
  }
  return dirname(folder) === folder ? undefined : findConfig(dirname(folder));
}

async function parseFile(file: string): Promise<unknown> {
  const text = readFileSync(file, "utf8");
  try {
    if (file.endsWith(".json")) return parseJsonc(text);
    const { parseYaml } = await import("./parse-yaml.ts");
    return parseYaml(text);
  } catch (error) {
    throw new ConfigError(`\`${file}\` cannot be read: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
  }
}

function readConfig(file: string, value: unknown): Config {
  const fail = (sentence: string): never => {
    throw new ConfigError(`\`${file}\`: ${sentence}`);
  };
  if (!isRecord(value)) return fail('the configuration must be an object such as { "documents": [{ "document": "asyncapi.yaml" }] }.');
  for (const key of Object.keys(value)) {
    if (key !== "documents" && key !== "$schema") fail(`\`${key}\` is not a key of the configuration.${did(key, ["documents"])}`);
  }
  const { documents } = value;
  if (!Array.isArray(documents) || documents.length === 0) return fail("`documents` must be a list with at least one entry.");
  const entries = documents.map((entry: unknown, index) => readEntry(entry, (sentence) => fail(`documents[${index}]: ${sentence}`)));
  return { file, folder: dirname(file), documents: entries };
}

function readEntry(value: unknown, fail: (sentence: string) => never): ConfigEntry {
  if (!isRecord(value)) return fail("must be an object.");
  for (const key of Object.keys(value)) if (!keys.includes(key)) fail(`\`${key}\` is not a key of a document.${did(key, keys)}`);
  const text = (key: string): string | undefined => {
    const given = value[key];
    if (given === undefined) return undefined;
    return typeof given === "string" && given !== "" && !given.includes("\0") ? given : fail(`\`${key}\` must be a text.`);
  };
  const { as, strict, allowRef } = value;
  const document = text("document") ?? fail("`document` is missing.");
  const out = text("out");
  const handlers = value["handlers"] === false ? false : text("handlers");
  const app = text("app");
  const dataConverter = text("dataConverter");
  if (as !== undefined && as !== "application" && as !== "client")
    return fail(`\`as\` must be application or client, not ${JSON.stringify(as)}.`);
  if (strict !== undefined && typeof strict !== "boolean") return fail("`strict` must be true or false.");
  if (allowRef !== undefined && !(Array.isArray(allowRef) && allowRef.every((entry) => typeof entry === "string")))
    return fail("`allowRef` must be a list of texts.");
  return {
    document,
    ...(out === undefined ? {} : { out }),
    ...(handlers === undefined ? {} : { handlers }),
    ...(as === undefined ? {} : { as }),
    ...(allowRef === undefined ? {} : { allowRef }),
    ...(strict === undefined ? {} : { strict }),
    ...(app === undefined ? {} : { app }),
    ...(dataConverter === undefined ? {} : { dataConverter }),
  };
}

function did(key: string, candidates: readonly string[]): string {
  const near = suggest(key, candidates);
  return near === undefined
    ? ` It may have ${candidates.map((candidate) => `\`${candidate}\``).join(", ")}.`
    : ` Did you mean \`${near}\`?`;
}
