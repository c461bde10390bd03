import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { ConfigError } from "../config.ts";
import { isRecord, type Record } from "../record.ts";
import { stackPlace } from "./stack-place.ts";

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
  process.setSourceMapsEnabled(true);
  await register(file);
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new ConfigError(`\`${name}\` cannot be loaded: ${reasonOf(error, cwd, document)}`);
  }
  const handlers = isRecord(loaded) ? loaded["handlers"] : undefined;
  if (!isRecord(handlers))
    throw new ConfigError(`\`${name}\` does not export \`handlers\`; compile the document: npx boost-gen ${document}`);
  return handlers;
}

/** What the handlers' folder may begin with. */
const indexes = ["index.ts", "index.mts", "index.js", "index.mjs"];

function reasonOf(error: unknown, cwd: string, document: string): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}`;
  const code = "code" in error ? error.code : undefined;
  const message = error.message.replaceAll(`${cwd}/`, "");
  if (code === "ERR_MODULE_NOT_FOUND") return `${message}. Install what it imports, or compile the document: npx boost-gen ${document}`;
  const place = stackPlace(error, cwd);
  return `${message}${place === undefined ? "" : ` (${place})`}`;
}

interface SyncHooks {
  registerHooks?(hooks: object): void;
}

/** From Node 22.15 on hooks run in our own thread; before, in another one. */
async function register(entry: string): Promise<void> {
  const { registerHooks } = nodeModule as unknown as SyncHooks;
  if (registerHooks === undefined) {
    const worker = new URL(
      import.meta.url.endsWith(".ts") ? "./typescript-hooks-worker.ts" : "./typescript-hooks-worker.js",
      import.meta.url,
    );
    nodeModule.register(worker, { data: { entry } });
    return;
  }
  const { typescriptHooks } = await import("./typescript-sources.ts");
  registerHooks(typescriptHooks(entry));
}
