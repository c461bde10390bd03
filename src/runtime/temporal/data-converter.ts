import { createRequire } from "node:module";
import { isAbsolute, resolve } from "node:path";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { DataConverter, TemporalSettings } from "../workflows/worker-host.ts";

/** Names a module that exports `dataConverter`. */
const variable = "TEMPORAL_DATA_CONVERTER";

const members: readonly string[] = ["payloadConverterPath", "failureConverterPath", "payloadCodecs", "externalStorage"];

/**
 * The converter of client and workers: the environment's, else that of the options. A misspelt member would send plain text, so nothing is
 * taken that is not known.
 * @throws ConfigurationError
 */
export function dataConverterOf({ environment, options }: Pick<TemporalSettings, "environment" | "options">): DataConverter | undefined {
  const path = environment[variable];
  if (path !== undefined && path !== "") return checked(loaded(resolve(path)), `\`dataConverter\` of ${resolve(path)}`);
  const { dataConverter, client } = options;
  if (dataConverter !== undefined && client?.["dataConverter"] !== undefined)
    throw new ConfigurationError("`temporal.dataConverter` and `temporal.client.dataConverter` are the same option: give the first one");
  const given = dataConverter ?? client?.["dataConverter"];
  return given === undefined ? undefined : checked(given, "`temporal.dataConverter`");
}

/** By `require`, which takes ES modules as well, because the CommonJS runtime has no `import()`. */
function loaded(file: string): unknown {
  let module: unknown;
  try {
    module = createRequire(file)(file);
  } catch (cause) {
    throw new ConfigurationError(`${file}, which ${variable} names, cannot be loaded: ${sentence(cause).split("\n")[0]}`, { cause });
  }
  const converter: unknown = typeof module === "object" && module !== null && "dataConverter" in module ? module.dataConverter : undefined;
  if (converter === undefined) throw new ConfigurationError(`${file}, which ${variable} names, exports no \`dataConverter\``);
  return converter;
}

function checked(value: unknown, what: string): DataConverter {
  const wrong = (problem: string): ConfigurationError => new ConfigurationError(`${what} ${problem}`);
  if (typeof value !== "object" || value === null) throw wrong("must be an object, as Temporal's SDK takes it");
  const unknown = Object.keys(value).find((name) => !members.includes(name));
  if (unknown !== undefined) throw wrong(`has no member \`${unknown}\`; it may have ${members.map((name) => `\`${name}\``).join(", ")}`);
  const converter = value as DataConverter;
  for (const name of ["payloadConverterPath", "failureConverterPath"] as const) {
    const path: unknown = converter[name];
    if (path !== undefined && (typeof path !== "string" || !isAbsolute(path)))
      throw wrong(`needs an absolute path as \`${name}\`: the SDK would look for ${JSON.stringify(path)} beside its own files`);
  }
  const codecs: unknown = converter.payloadCodecs;
  if (codecs !== undefined && !(Array.isArray(codecs) && codecs.every(isCodec)))
    throw wrong("needs a list of objects with the functions `encode` and `decode` as `payloadCodecs`");
  return converter;
}

function isCodec(value: unknown): boolean {
  const codec = (typeof value === "object" && value !== null ? value : {}) as { readonly encode?: unknown; readonly decode?: unknown };
  return typeof codec.encode === "function" && typeof codec.decode === "function";
}
