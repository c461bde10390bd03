import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportExtension } from "../../../src/compiler/code/index.ts";
import { compileDocument } from "../../../src/compiler/compile-document.ts";
import type { Diagnostic } from "../../../src/compiler/diagnostics/index.ts";
import { loadDocument } from "../../../src/compiler/document/index.ts";
import type { DocumentNode } from "../../../src/compiler/document/node.ts";
import type { GeneratedFile } from "../../../src/compiler/emit/generated-file.ts";
import type { Role } from "../../../src/compiler/model/index.ts";
import { printIndexFile } from "../../../src/compiler/output/handlers/index-file.ts";
import { printHandlerFile } from "../../../src/compiler/output/handlers/stub.ts";
import { corpusFolder } from "../schemas/corpus.ts";

export interface CorpusDocument {
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent: refused when it was read. */
  readonly loaded?: { readonly root: DocumentNode; readonly version: string };
}

interface Row {
  readonly path: string;
  readonly valid: boolean;
}

/** What the official parser accepts, read by us. It could read every file around a document, so references may lead anywhere in the corpus. */
export async function acceptedDocuments(): Promise<readonly CorpusDocument[]> {
  const rows = readFileSync(join(corpusFolder, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line): Row => JSON.parse(line));
  const documents: CorpusDocument[] = [];
  for (const { path, valid } of rows) {
    if (!valid) continue;
    const { root, version, diagnostics } = await loadDocument(join(corpusFolder, path), { cwd: corpusFolder, allowRef: [corpusFolder] });
    const isUsable = root !== undefined && version !== undefined && !diagnostics.some(isError);
    documents.push({ path, diagnostics, ...(isUsable ? { loaded: { root, version } } : {}) });
  }
  return documents;
}

export interface CorpusOutput {
  /** Of generated/ and handlers/, as the command line would write them into a new project. */
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** As the command line and the configuration may ask. */
export interface Asked {
  readonly role?: Role;
  readonly handlers?: false;
}

export function outputOf({ path, loaded, diagnostics }: CorpusDocument, importExtension: ImportExtension, asked: Asked = {}): CorpusOutput {
  if (loaded === undefined) return { files: [], diagnostics };
  const result = compileDocument(loaded, { importExtension, workflowCode: true, version: "0.0.0", source: path, ...asked });
  const handlers = result.handlers.map((stub) => ({
    path: `handlers/${stub.file}.ts`,
    text: printHandlerFile(stub, `../generated/${stub.module}${importExtension}`),
  }));
  const entries = result.handlers.map(({ exportName, file }) => ({ exportName, specifier: `./${file}${importExtension}` }));
  const index = { path: "handlers/index.ts", text: printIndexFile({ contract: `../generated/index${importExtension}`, entries }) };
  return {
    files: [
      ...result.files.map((file) => ({ path: `generated/${file.path}`, text: file.text })),
      ...(entries.length === 0 ? [] : [...handlers, index]),
    ],
    diagnostics: [...diagnostics, ...result.diagnostics],
  };
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
