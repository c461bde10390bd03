import type { ImportExtension } from "./code/index.ts";
import { type Diagnostic, DiagnosticSink, inReadingOrder } from "./diagnostics/index.ts";
import type { DocumentNode } from "./document/node.ts";
import { emitFiles } from "./emit/files.ts";
import type { GeneratedFile } from "./emit/generated-file.ts";
import type { HandlerStub } from "./emit/handler-stub.ts";
import { handlerStubs } from "./emit/handlers.ts";
import { lowerDocument } from "./lower/index.ts";
import type { Contract, Role } from "./model/index.ts";

export interface CompileDocumentOptions {
  /** Default: what the document's `x-boost.as` says, else `application`. */
  readonly role?: Role;
  /** Default: what the document's `x-boost.handlers` says, else true. */
  readonly handlers?: boolean;
  /** Whether the project has workflow code, where the document's `x-boost.workflowCode` does not say so. Default: false. */
  readonly workflowCode?: boolean;
  readonly importExtension: ImportExtension;
  /** For the header of each file: version of boost-gen, and the document's path as the user knows it. */
  readonly version: string;
  readonly source: string;
}

export interface CompiledDocument {
  readonly contract: Contract;
  readonly files: readonly GeneratedFile[];
  readonly handlers: readonly HandlerStub[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The whole compiler, pure: a loaded document → model → files. With an error among the diagnostics the files are not to be used. */
export function compileDocument(
  document: { readonly root: DocumentNode; readonly version: string },
  options: CompileDocumentOptions,
): CompiledDocument {
  const sink = new DiagnosticSink();
  const contract = lowerDocument(document.root, document.version, {
    sink,
    ...(options.role === undefined ? {} : { role: options.role }),
    ...(options.handlers === undefined ? {} : { handlers: options.handlers }),
    ...(options.workflowCode === undefined ? {} : { workflowCode: options.workflowCode }),
  });
  if (contract.operations.length === 0 && contract.withoutHandlers !== true) {
    const isEmpty = contract.messages.length + contract.schemas.length === 0;
    if (isEmpty) sink.report("nothing-generated", document.root, {});
    else sink.report("no-operations", document.root, { version: document.version.slice(0, 1) });
  }
  if (sink.hasErrors) return { contract, files: [], handlers: [], diagnostics: inReadingOrder(sink.diagnostics) };

  const files = emitFiles(contract, {
    extension: options.importExtension,
    header: { tool: "boost-gen", version: options.version, document: options.source },
  });
  return { contract, files, handlers: handlerStubs(contract), diagnostics: inReadingOrder(sink.diagnostics) };
}
