import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";
import { compileFile } from "../../src/cli/compile-file.ts";
import { printDiagnostic } from "../../src/compiler/diagnostics/index.ts";
import type { ContractDefinition } from "../../src/runtime/ground/contract.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export interface Project {
  readonly folder: string;
  /** Of `generated/index.ts`, loaded into this process. */
  readonly contract: ContractDefinition;
  /** What Temporal's sandbox runs of `workflows.ts`, or of another file. */
  bundle(file?: string): Promise<string>;
  remove(): void;
}

/** A project as its user has it: generated files, and `files` beside them. */
export async function makeProject(document: string, files: { readonly [path: string]: string }): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "boost-gen-project-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write("asyncapi.yaml", document);
  write("package.json", '{ "type": "module" }');
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["zod", "@temporalio", "@types"]) symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  symlinkSync(root, join(folder, "node_modules/boost-gen"));
  const options = {
    allowRef: [],
    strict: false,
    importExtension: ".ts",
    workflowCode: true,
    version: "0",
    source: "asyncapi.yaml",
    cwd: folder,
  } as const;
  const { output, diagnostics } = await compileFile(join(folder, "asyncapi.yaml"), options);
  if (output === undefined || output.files.length === 0) throw new Error(diagnostics.map((found) => printDiagnostic(found)).join("\n"));
  for (const { path, text } of output.files) write(`generated/${path}`, text);
  for (const [path, text] of Object.entries(files)) write(path, text);
  const { contract }: { contract: ContractDefinition } = await import(pathToFileURL(join(folder, "generated/index.ts")).href);
  return {
    folder,
    contract,
    bundle: async (file = "workflows.ts") => (await bundleWorkflowCode({ workflowsPath: join(folder, file), logger: quiet })).code,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
