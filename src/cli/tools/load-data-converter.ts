import { resolve } from "node:path";
import type { ToolOptions } from "boost-gen/tools";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { ConfigError } from "../config.ts";
import { exported, loadingProblem, loadModule } from "../modules/load-module.ts";
import { isRecord } from "../record.ts";
import type { Terminal } from "../terminal.ts";

const variable = "TEMPORAL_DATA_CONVERTER";

type Loaded = Pick<ToolOptions, "dataConverter"> & { readonly environment: Terminal["env"] };

/**
 * The data converter that the environment or the configuration names, loaded as the project has it, and the environment without its name: the
 * runtime cannot read TypeScript. `configured` is absolute.
 * @throws ConfigError
 */
export async function loadDataConverter(configured: string | undefined, { env, cwd }: Pick<Terminal, "env" | "cwd">): Promise<Loaded> {
  const { [variable]: named, ...environment } = env;
  const [file, by] = named ? [resolve(cwd, named), variable] : [configured, "`dataConverter` of the configuration"];
  if (file === undefined) return { environment };
  const name = `\`${relativePath(cwd, file)}\`, which ${by} names,`;
  let module: unknown;
  try {
    module = await loadModule(file);
  } catch (error) {
    throw new ConfigError(`${name} cannot be loaded: ${loadingProblem(error, { cwd, install: "Install what it imports." })}`);
  }
  const dataConverter = exported(module, "dataConverter");
  if (!isRecord(dataConverter)) throw new ConfigError(`${name} exports no \`dataConverter\`.`);
  return { dataConverter, environment };
}
