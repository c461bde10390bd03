import assert from "node:assert";
import { AsyncLocalStorage } from "node:async_hooks";
import { TextDecoder, TextEncoder } from "node:util";
import { createContext, Script } from "node:vm";

export interface WorkflowBundle {
  /** Workflow types; `any` where a default export takes every type. */
  readonly workflows: readonly string[] | "any";
  /** Names of the documents whose generated `publish` is in it. */
  readonly publishing: readonly string[];
}

/** Milliseconds that a bundle may need to be looked at; the worker itself gives it as long for each task. */
const patience = 5_000;

/**
 * Imports the workflows of a bundle as the worker's sandbox does, and looks at what is exported. Nothing of them runs but their top level.
 * @throws whatever the top level throws that only works inside of a workflow
 */
export function readBundle(code: string): WorkflowBundle {
  const modules: { readonly [id: string]: { readonly exports?: unknown } } = {};
  const context = createContext({
    ...{ URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AsyncLocalStorage, assert },
    console: { log() {}, warn() {}, error() {}, info() {}, debug() {} },
    __webpack_module_cache__: modules,
  });
  new Script(code, { filename: "workflows.js" }).runInContext(context, { timeout: patience });
  const exported = membersOf(new Script("__TEMPORAL__.importWorkflows()").runInContext(context, { timeout: patience }));
  const names = Object.keys(exported).filter((name) => typeof exported[name] === "function");
  return {
    workflows: names.includes("default") ? "any" : names,
    publishing: [...new Set(Object.values(modules).flatMap(({ exports }) => publishingDocument(membersOf(exports))))],
  };
}

/** Of a `workflow.ts`, and of a module that exports it again. */
function publishingDocument({ publishWith, publishingDocument: name }: Members): readonly string[] {
  return typeof publishWith === "function" && typeof name === "string" ? [name] : [];
}

type Members = { readonly [name: string]: unknown };

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}
