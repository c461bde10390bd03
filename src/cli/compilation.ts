import type { Diagnostic } from "../compiler/diagnostics/index.ts";
import type { DocumentNode } from "../compiler/document/node.ts";
import type { GeneratedFile } from "../compiler/emit/generated-file.ts";
import type { HandlerStub } from "../compiler/emit/handler-stub.ts";
import type { Contract } from "../compiler/model/index.ts";

/** What the compiler makes of one document. */
export interface Compilation {
  /** Absent when an error among the diagnostics keeps the document from being understood. */
  readonly output?: {
    readonly files: readonly GeneratedFile[];
    readonly handlers: readonly HandlerStub[];
    readonly contract: Contract;
    /** Absent: changes since the last run are not asked for. */
    readonly root?: DocumentNode;
  };
  readonly diagnostics: readonly Diagnostic[];
  /** All files that were read. */
  readonly inputs: readonly Input[];
}

export interface Input {
  /** Absolute. */
  readonly path: string;
  /** Of what was compiled; absent when the file has changed since, so that the next run looks again. */
  readonly hash?: string;
}

export interface CompileFileOptions {
  readonly role?: "application" | "client";
  /** Absent: what the document says, else true. */
  readonly handlers?: boolean;
  /** What holds where the document does not say it: whether the project has workflow code. Absent: it has none. */
  readonly workflowCode?: boolean;
  readonly allowRef: readonly string[];
  /** AsyncAPI's own parser has a word too. */
  readonly strict: boolean;
  readonly importExtension: ".js" | ".ts" | "";
  /** Of boost-gen. */
  readonly version: string;
  /** The document as the headers of generated files name it, the same from every working folder. */
  readonly source: string;
  readonly cwd: string;
  /** Told before each step that may take long. */
  readonly onStep?: ((what: string) => void) | undefined;
}

export type CompileFile = (document: string, options: CompileFileOptions) => Promise<Compilation>;

/** A compiler and what tells it from another. */
export interface Compiler {
  readonly compileFile: CompileFile;
  /** What identifies this build of the compiler. */
  readonly build: () => string;
}
