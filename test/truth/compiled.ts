import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestApp, type IncomingOptions, type TestApp, type TestAppOptions, type TestSettlement } from "boost-gen/testing";
import { loadContract } from "../../src/cli/tools/load-contract.ts";
import { compileDocument } from "../../src/compiler/compile-document.ts";
import { type Diagnostic, printDiagnostic } from "../../src/compiler/diagnostics/index.ts";
import { loadDocument } from "../../src/compiler/document/index.ts";
import type { GeneratedFile } from "../../src/compiler/emit/generated-file.ts";
import type { HandlerStub } from "../../src/compiler/emit/handler-stub.ts";
import type { Role } from "../../src/compiler/model/index.ts";
import type { ContractDefinition } from "../../src/runtime/ground/contract.ts";

export interface Compiled {
  readonly contract: ContractDefinition;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly GeneratedFile[];
  readonly handlers: readonly HandlerStub[];
}

/** A document as text, compiled and imported as a program would. */
export async function compiled(text: string, role?: Role): Promise<Compiled> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-truth-"));
  try {
    await writeFile(join(folder, "asyncapi.yaml"), text);
    const { root, version, diagnostics } = await loadDocument("asyncapi.yaml", { cwd: folder });
    if (root === undefined || version === undefined) throw new Error(diagnostics.map((found) => printDiagnostic(found)).join("\n"));
    const options = {
      importExtension: ".js" as const,
      version: "0.0.0",
      source: "asyncapi.yaml",
      ...(role === undefined ? {} : { role }),
    };
    const made = compileDocument({ root, version }, options);
    const all = [...diagnostics, ...made.diagnostics];
    const errors = all.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Error(errors.map((found) => printDiagnostic(found)).join("\n"));
    return { contract: await loadContract(made.contract), diagnostics: all, files: made.files, handlers: made.handlers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Codes of what was said, without the notes. */
export function warnings({ diagnostics }: Pick<Compiled, "diagnostics">): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === "warning").map(({ code }) => code);
}

/** Whatever a document has; a test knows what it wrote. */
export interface AnyTypes {
  handlers: object;
  publish: object;
  workflows: object;
  incoming: object;
}

export type AnyTestApp = Omit<TestApp<AnyTypes>, "publish"> & {
  readonly publish: { readonly [member: string]: (payload: unknown, options?: IncomingOptions<object>) => Promise<TestSettlement> };
};

/** The application of a document in memory. */
export async function testApp(contract: ContractDefinition, handlers: object, options?: TestAppOptions): Promise<AnyTestApp> {
  return (await createTestApp(contract as ContractDefinition<AnyTypes>, handlers, options)) as AnyTestApp;
}
