import * as nodeModule from "node:module";
import { pathToFileURL } from "node:url";
import { isRecord } from "../record.ts";
import { stackPlace } from "./stack-place.ts";

/** A module of the project as it is, TypeScript without a build. @throws whatever it throws */
export async function loadModule(file: string): Promise<unknown> {
  process.setSourceMapsEnabled(true);
  await register(file);
  return await import(pathToFileURL(file).href);
}

/** Of a CommonJS module only what Node's lexer finds is exported by name; the whole is its `default`. */
export function exported(module: unknown, name: string): unknown {
  if (!isRecord(module)) return undefined;
  const { default: whole } = module;
  return module[name] ?? (isRecord(whole) ? whole[name] : undefined);
}

/** Why a module could not be loaded, with paths below `cwd` as somebody there writes them. `install` is what to do where it imports what is not there. */
export function loadingProblem(error: unknown, { cwd, install }: { readonly cwd: string; readonly install: string }): string {
  if (!(error instanceof Error)) return `it throws ${String(error)}`;
  const code = "code" in error ? error.code : undefined;
  const message = error.message.replaceAll(`${cwd}/`, "");
  if (code === "ERR_MODULE_NOT_FOUND") return `${message}. ${install}`;
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
