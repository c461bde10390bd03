import assert from "node:assert";
import { AsyncLocalStorage } from "node:async_hooks";
import { TextDecoder, TextEncoder } from "node:util";
import { createContext, Script } from "node:vm";

/** Workflow types that a bundle has; `any` where a default export takes every type. */
export type ExportedWorkflows = readonly string[] | "any";

/** Milliseconds that a bundle may need to be looked at; the worker itself gives it as long for each task. */
const patience = 5_000;

/**
 * Imports the workflows of a bundle as the worker's sandbox does, and looks at what is exported. Nothing of them runs but their top level.
 * @throws whatever the top level throws that only works inside of a workflow
 */
export function exportedWorkflows(code: string): ExportedWorkflows {
  const context = createContext({
    ...{ URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AsyncLocalStorage, assert },
    console: { log() {}, warn() {}, error() {}, info() {}, debug() {} },
    __webpack_module_cache__: {},
  });
  new Script(code, { filename: "workflows.js" }).runInContext(context, { timeout: patience });
  const workflows: unknown = new Script("__TEMPORAL__.importWorkflows()").runInContext(context, { timeout: patience });
  const members = typeof workflows === "object" && workflows !== null ? (workflows as { readonly [name: string]: unknown }) : {};
  const names = Object.keys(members).filter((name) => typeof members[name] === "function");
  return names.includes("default") ? "any" : names;
}
