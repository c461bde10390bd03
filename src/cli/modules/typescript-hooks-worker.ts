/** Where Node runs module hooks in a thread of their own (before 22.15), this is what it loads there. */
import { type ModuleHooks, typescriptHooks } from "./typescript-sources.ts";

let hooks: ModuleHooks | undefined;

export function initialize({ entry }: { readonly entry: string }): void {
  hooks = typescriptHooks(entry);
}

export const resolve: ModuleHooks["resolve"] = (specifier, context, next) =>
  hooks === undefined ? next(specifier, context) : hooks.resolve(specifier, context, next);

export const load: ModuleHooks["load"] = (url, context, next) =>
  hooks === undefined ? next(url, context) : hooks.load(url, context, next);
