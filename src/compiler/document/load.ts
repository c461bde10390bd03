import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Diagnostic, DiagnosticSink, type Place } from "../diagnostics/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import { identify } from "./identify.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { DocumentNode } from "./node.ts";
import { allowedPlaces } from "./references/allowed.ts";
import type { FetchFile } from "./references/fetch-file.ts";
import { FileSet, megabytes, printed } from "./references/file-set.ts";
import { linkReferences } from "./references/link.ts";
import { readFile } from "./references/read-file.ts";
import { checkRules } from "./rules/index.ts";
import { loadMetaSchema } from "./structure/meta-schema.ts";
import { checkStructure } from "./structure/structure.ts";
import { decode } from "./text/decode.ts";
import { readSource } from "./text/read-source.ts";
import { Source } from "./tree/source.ts";
import type { TreeNode } from "./tree/tree-node.ts";
import type { AsyncApiVersion } from "./version.ts";

export interface LoadOptions {
  /** Folders and https addresses that references may read besides the document's folder. */
  readonly allowRef?: readonly string[];
  /** What relative paths start from and printed names are relative to; the process's working directory by default. */
  readonly cwd?: string;
  readonly limits?: Partial<Limits>;
  /** Fetches an allowed address; the network by default. */
  readonly fetchFile?: FetchFile;
}

/** `root` and `version` are there unless the diagnostics say why not. A document with errors must not be compiled. */
export interface LoadedDocument {
  readonly root: DocumentNode | undefined;
  readonly version: AsyncApiVersion | undefined;
  /** The document's own name in print. */
  readonly file: string;
  /** Text of every file that was read, by printed name: what code frames are cut from. */
  readonly files: ReadonlyMap<string, string>;
  /** Real path or URL of those files, by printed name. */
  readonly locations: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a document and what it refers to. Never throws for what stands in the files; every complaint is a diagnostic. */
export async function loadDocument(path: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const cwd = resolve(options.cwd ?? ".");
  const limits = { ...defaultLimits, ...options.limits };
  const absolute = resolve(cwd, path);
  const file = printed(cwd, absolute);
  const place: Place = { file, pointer: "", line: 0, column: 0 };
  const sink = new DiagnosticSink();
  const reading = readFile(absolute, limits.bytes);
  switch (reading.kind) {
    case "missing":
      sink.report("document-missing", place, { path: file });
      return failed(sink, file);
    case "not-a-file":
      sink.report("document-not-a-file", place, { path: file });
      return failed(sink, file);
    case "too-large":
      sink.report("document-too-large", place, { limit: megabytes(limits.bytes) });
      return failed(sink, file);
    case "failed":
      sink.report("document-unreadable", place, { path: file, reason: reading.reason });
      return failed(sink, file);
    case "bytes":
      return await loadBytes(reading.bytes, { file, location: realpathSync(absolute), cwd, limits, options, sink });
    default:
      return assertNever(reading);
  }
}

/** The same for text that is not in a file; references start from where `fileName` would be. */
export async function loadDocumentText(text: string, fileName: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const cwd = resolve(options.cwd ?? ".");
  const location = resolve(cwd, fileName);
  const limits = { ...defaultLimits, ...options.limits };
  return await loadBytes(Buffer.from(text), { file: printed(cwd, location), location, cwd, limits, options, sink: new DiagnosticSink() });
}

interface Loading {
  readonly file: string;
  readonly location: string;
  readonly cwd: string;
  readonly limits: Limits;
  readonly options: LoadOptions;
  readonly sink: DiagnosticSink;
}

async function loadBytes(bytes: Uint8Array, { file, location, cwd, limits, options, sink }: Loading): Promise<LoadedDocument> {
  if (bytes.length > limits.bytes) {
    sink.report("document-too-large", { file, pointer: "", line: 0, column: 0 }, { limit: megabytes(limits.bytes) });
    return failed(sink, file);
  }
  const decoded = decode(bytes);
  if ("problem" in decoded) {
    const { problem } = decoded;
    if (problem.kind === "lfs-pointer") {
      sink.report("document-lfs-pointer", { file, pointer: "", line: 0, column: 0 }, {});
      return failed(sink, file);
    }
    const place = problem.kind === "invalid" ? placeOfByte(bytes, problem.offset, file) : { file, pointer: "", line: 0, column: 0 };
    sink.report("document-encoding", place, {
      found: { "utf-16": "UTF-16", binary: "no text", invalid: "not UTF-8 from here on" }[problem.kind],
    });
    return failed(sink, file);
  }
  const source = new Source(file, location, decoded.text);
  const allowed = allowedPlaces(dirname(location), options.allowRef ?? [], cwd);
  const files = new FileSet({ cwd, limits, allowed, ...(options.fetchFile === undefined ? {} : { fetchFile: options.fetchFile }) });
  files.addText(source);
  const tree = readSource(source, sink, limits);
  const version = tree === undefined ? undefined : identify(tree.root, sink);
  if (tree === undefined || version === undefined) return { ...failed(sink, file), files: files.texts, locations: files.locations };
  files.addDocument(source, tree);
  await linkReferences(tree, files, sink, limits);
  checkStructure(tree.root, version, await loadMetaSchema(version), sink);
  checkRules(tree.root, version, sink, limits);
  return loaded(tree.root, version, files, sink);
}

function loaded(root: TreeNode, version: AsyncApiVersion, files: FileSet, sink: DiagnosticSink): LoadedDocument {
  return { root, version, file: root.file, files: files.texts, locations: files.locations, diagnostics: sink.diagnostics };
}

function failed(sink: DiagnosticSink, file: string): LoadedDocument {
  return { root: undefined, version: undefined, file, files: new Map(), locations: new Map(), diagnostics: sink.diagnostics };
}

function placeOfByte(bytes: Uint8Array, offset: number, file: string): Place {
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  const lineStart = before.lastIndexOf("\n") + 1;
  return { file, pointer: "", line: before.split("\n").length, column: before.length - lineStart + 1 };
}
