import { existsSync } from "node:fs";
import { join } from "node:path";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { ConfigError } from "../config.ts";
import { exported, loadingProblem, loadModule } from "../modules/load-module.ts";
import { isRecord, type Record } from "../record.ts";

/**
 * The `handlers` of a project's own folder, loaded as they are; `undefined` where there is no such file.
 * @throws ConfigError that says where they fail to load
 */
export async function loadHandlers(
  folder: string,
  { cwd, document }: { readonly cwd: string; readonly document: string },
): Promise<Record | undefined> {
  const file = indexes.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const name = relativePath(cwd, file);
  const install = `Install what it imports, or compile the document: npx boost-gen ${document}`;
  let loaded: unknown;
  try {
    loaded = await loadModule(file);
  } catch (error) {
    throw new ConfigError(`\`${name}\` cannot be loaded: ${loadingProblem(error, { cwd, install })}`);
  }
  const handlers = exported(loaded, "handlers");
  if (!isRecord(handlers))
    throw new ConfigError(`\`${name}\` does not export \`handlers\`; compile the document: npx boost-gen ${document}`);
  return handlers;
}

/** What the handlers' folder may begin with. */
const indexes = ["index.ts", "index.mts", "index.cts", "index.js", "index.mjs", "index.cjs"];
