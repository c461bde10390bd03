import { existsSync, readFileSync } from "node:fs";
import type { Compilation, CompileFile } from "../../src/cli/compilation.ts";
import type { Contract } from "../../src/compiler/model/index.ts";
import { contentHash } from "../../src/compiler/output/hash.ts";
import { file, stub } from "../compiler/output/workspace.ts";

/** A document of a format of our own, small enough that a test can see through it. */
export interface TinyDocument {
  readonly operations: { readonly [name: string]: { readonly channel: string; readonly messages: readonly string[] } };
  readonly schemas: { readonly [path: string]: string };
  readonly broken?: boolean;
  readonly warning?: boolean;
}

export function tinyDocument(document: Partial<TinyDocument>): string {
  return JSON.stringify({ operations: {}, schemas: {}, ...document });
}

/** Counts its runs: a run that finds nothing changed must not compile. */
export function tinyCompiler(): { readonly compileFile: CompileFile; readonly runs: () => number } {
  let runs = 0;
  const compileFile: CompileFile = async (path): Promise<Compilation> => {
    runs++;
    const place = { file: path, pointer: "", line: 1, column: 2 };
    if (!existsSync(path)) {
      return { inputs: [], diagnostics: [{ code: "tiny-missing", severity: "error", message: "There is no document.", place }] };
    }
    const inputs = [{ path, hash: contentHash(readFileSync(path)) }];
    const text = readFileSync(path, "utf8");
    const document: TinyDocument = JSON.parse(text === "" ? tinyDocument({ broken: true }) : text);
    const warnings =
      document.warning === true
        ? [{ code: "tiny-warning", severity: "warning" as const, message: "Tiny `warning`.", help: "Mend it.", place }]
        : [];
    if (document.broken === true)
      return { inputs, diagnostics: [{ code: "tiny-broken", severity: "error", message: "`broken` is set.", place }] };
    const contract: Contract = {
      kind: "contract",
      name: "tiny",
      title: "Tiny",
      version: "1.0.0",
      asyncapi: "3.0.0",
      role: "application",
      servers: [],
      channels: [],
      operations: [],
      messages: [],
      schemas: [],
      workflows: [],
    };
    const files = [
      file("operations.ts"),
      file("index.ts"),
      ...Object.entries(document.schemas).map(([name, text]) => file(`schemas/${name}.ts`, text)),
    ];
    const handlers = Object.entries(document.operations).map(([name, { channel, messages }]) => stub(name, messages, channel));
    return { inputs, diagnostics: warnings, output: { files, handlers, contract } };
  };
  return { compileFile, runs: () => runs };
}
