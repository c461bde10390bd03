import { pathProblem } from "./generated-path.ts";

const format = 1;

/** What the last run left in an output folder. Committed with it, so it holds nothing that differs between machines or runs. */
export interface Manifest {
  readonly format: typeof format;
  /** Version of boost-gen that wrote the files. */
  readonly generator: string;
  /** Relative to the output folder, with `/`. */
  readonly document: string;
  readonly role: "application" | "client";
  /** Path below the folder → hash of what was written. */
  readonly files: { readonly [path: string]: string };
  /** Operations with a handler file, to recognise renames and orphans. */
  readonly operations: readonly ManifestOperation[];
  /** Operations that left the document while their handler file stayed. */
  readonly orphans: readonly ManifestOperation[];
}

export interface ManifestOperation {
  readonly operation: string;
  readonly channel: string;
  readonly file: string;
  readonly exportName: string;
  readonly messages: readonly string[];
}

export type ManifestReading =
  | { readonly kind: "read"; readonly manifest: Manifest }
  | { readonly kind: "invalid"; readonly reason: string }
  | { readonly kind: "newer"; readonly generator: string };

export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The text comes from the project, so nothing in it is trusted: paths pass the same rule as those that are written. */
export function readManifest(text: string): ManifestReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "invalid", reason: "it is not JSON" };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "it is not a JSON object" };
  const generator = value["generator"];
  if (typeof generator !== "string") return { kind: "invalid", reason: "`generator` is missing" };
  if (typeof value["format"] === "number" && value["format"] > format) return { kind: "newer", generator };
  const { document, role, files, operations, orphans } = value;
  if (value["format"] !== format) return { kind: "invalid", reason: "`format` is not 1" };
  if (typeof document !== "string") return { kind: "invalid", reason: "`document` is missing" };
  if (role !== "application" && role !== "client") return { kind: "invalid", reason: "`role` is neither application nor client" };
  if (!isRecord(files)) return { kind: "invalid", reason: "`files` is missing" };
  const listed: { [path: string]: string } = Object.create(null);
  for (const [path, hash] of Object.entries(files)) {
    const problem = pathProblem(path);
    if (problem !== undefined || typeof hash !== "string")
      return { kind: "invalid", reason: `\`files\` names ${JSON.stringify(path)}: ${problem ?? "its hash is not a string"}` };
    listed[path] = hash;
  }
  if (!isOperationList(operations)) return { kind: "invalid", reason: "`operations` is not a list of operations" };
  if (!isOperationList(orphans)) return { kind: "invalid", reason: "`orphans` is not a list of operations" };
  return { kind: "read", manifest: { format, generator, document, role, files: listed, operations, orphans } };
}

function isOperationList(value: unknown): value is readonly ManifestOperation[] {
  return Array.isArray(value) && value.every(isOperation);
}

function isOperation(value: unknown): value is ManifestOperation {
  if (!isRecord(value)) return false;
  const { operation, channel, file, exportName, messages } = value;
  const texts = [operation, channel, file, exportName].every((text) => typeof text === "string");
  return (
    texts &&
    pathProblem(String(file)) === undefined &&
    !String(file).includes("/") &&
    Array.isArray(messages) &&
    messages.every((name) => typeof name === "string")
  );
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
