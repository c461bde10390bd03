import { dirname, relative, sep } from "node:path";
import { type Diagnostic, type DiagnosticCode, type DiagnosticParameters, DiagnosticSink, type Placed } from "../../diagnostics/index.ts";
import { assertNever } from "../../ground/assert-never.ts";
import type { Limits } from "../limits.ts";
import { decode } from "../text/decode.ts";
import { readSource, type SourceTree } from "../text/read-source.ts";
import { Source } from "../tree/source.ts";
import { type Allowed, isAllowedUrl } from "./allowed.ts";
import type { Denied } from "./denied-references.ts";
import { type FetchFile, fetchFile } from "./fetch-file.ts";
import { type Location, locate } from "./location.ts";
import { containedPath, readFile } from "./read-file.ts";

/** A file that a reference leads to, or why it cannot be had. The reason becomes a diagnostic at each reference that needs it. */
export type FileOutcome =
  | { readonly kind: "tree"; readonly tree: SourceTree; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "problem"; readonly report: (sink: DiagnosticSink, at: Placed, reference: string) => void }
  | { readonly kind: "denied"; readonly denied: Denied };

export interface FileSetOptions {
  readonly cwd: string;
  readonly limits: Limits;
  readonly allowed: Allowed;
  readonly fetchFile?: FetchFile;
}

/** The files of one load, each read once, by real path or URL. */
export class FileSet {
  readonly #options: FileSetOptions;
  readonly #outcomes = new Map<string, FileOutcome>();
  readonly #texts = new Map<string, string>();
  readonly #locations = new Map<string, string>();
  #bytes = 0;
  #opened = 0;

  constructor(options: FileSetOptions) {
    this.#options = options;
  }

  /** Text by printed name. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** Real path or URL by printed name. */
  get locations(): ReadonlyMap<string, string> {
    return this.#locations;
  }

  /** Registers the document itself, so that a reference to its file finds the same tree. */
  addDocument(source: Source, tree: SourceTree): void {
    this.#outcomes.set(source.location, { kind: "tree", tree, diagnostics: [] });
  }

  addText(source: Source): void {
    this.#texts.set(source.file, source.text);
    this.#locations.set(source.file, source.location);
    this.#bytes += source.text.length;
  }

  /** The outcome for a reference's file, if it is known or can be had without waiting; undefined: `fetch` it first. */
  open(file: string, base: string): FileOutcome | undefined {
    const location = locate(file, base);
    switch (location.kind) {
      case "credentials":
        return problem("ref-credentials", (reference) => ({ reference: withoutCredentials(reference) }));
      case "unsupported":
        return problem("ref-scheme", (reference) => ({ reference }));
      case "path":
        return this.#openPath(location.path);
      case "url":
        return this.#openUrl(location.url);
      default:
        return assertNever(location);
    }
  }

  /** Fetches an allowed URL; afterwards `open` answers. */
  async fetch(file: string, base: string): Promise<void> {
    const location: Location = locate(file, base);
    if (location.kind !== "url") return;
    const { url } = location;
    const fetched = await (this.#options.fetchFile ?? fetchFile)(url, {
      bytes: this.#options.limits.bytes,
      time: this.#options.limits.fetchTime,
    });
    const key = keyOf(url);
    if ("reason" in fetched)
      this.#outcomes.set(
        key,
        problem("ref-unreadable", (reference) => ({ reference, reason: fetched.reason })),
      );
    else this.#read(key, key, fetched.bytes);
  }

  #openUrl(url: URL): FileOutcome | undefined {
    const known = this.#outcomes.get(keyOf(url));
    if (known !== undefined) return known;
    if (!isAllowedUrl(url, this.#options.allowed.urls)) {
      return url.protocol === "https:"
        ? this.#denied("ref-url-denied", url.origin, url.origin)
        : problem("ref-scheme", (reference) => ({ reference }));
    }
    return this.#countFile();
  }

  #openPath(path: string): FileOutcome {
    const { allowed, limits, cwd } = this.#options;
    const contained = containedPath(path, allowed.folders);
    if (contained.problem !== undefined) {
      const outside = dirname(contained.path);
      return contained.problem === "outside"
        ? this.#denied("ref-outside", outside, inShell(printed(cwd, outside)))
        : problem("ref-file-missing", (reference) => ({ reference, path: printed(cwd, path) }));
    }
    const known = this.#outcomes.get(contained.path);
    if (known !== undefined) return known;
    const tooMany = this.#countFile();
    if (tooMany !== undefined) return tooMany;
    const reading = readFile(contained.path, limits.bytes);
    if (reading.kind === "bytes") return this.#read(contained.path, printed(cwd, contained.path), reading.bytes);
    const outcome = {
      missing: () => problem("ref-file-missing", (reference) => ({ reference, path: printed(cwd, path) })),
      "not-a-file": () => problem("ref-not-a-file", (reference) => ({ reference })),
      "too-large": () => problem("ref-too-large", (reference) => ({ reference, limit: megabytes(limits.bytes) })),
      failed: () => problem("ref-unreadable", (reference) => ({ reference, reason: reading.kind === "failed" ? reading.reason : "" })),
    }[reading.kind]();
    this.#outcomes.set(contained.path, outcome);
    return outcome;
  }

  #read(key: string, file: string, bytes: Uint8Array): FileOutcome {
    const outcome = this.#parse(key, file, bytes);
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  #parse(location: string, file: string, bytes: Uint8Array): FileOutcome {
    const { limits } = this.#options;
    this.#bytes += bytes.length;
    if (this.#bytes > limits.totalBytes)
      return problem("ref-too-large", (reference) => ({ reference, limit: `${megabytes(limits.totalBytes)} in all` }));
    const decoded = decode(bytes);
    if ("problem" in decoded) {
      const reason =
        decoded.problem.kind === "lfs-pointer" ? "it is a pointer of Git LFS, whose file was not fetched" : "it is not UTF-8 text";
      return problem("ref-unreadable", (reference) => ({ reference, reason }));
    }
    const source = new Source(file, location, decoded.text);
    this.#texts.set(file, decoded.text);
    this.#locations.set(file, location);
    const sink = new DiagnosticSink();
    const tree = readSource(source, sink, limits);
    if (tree !== undefined) return { kind: "tree", tree, diagnostics: sink.diagnostics };
    return {
      kind: "problem",
      report: (into, at, reference) => {
        into.add(...sink.diagnostics);
        into.report("ref-unreadable", at, { reference, reason: "it is neither JSON nor YAML" });
      },
    };
  }

  #denied(code: Denied["code"], place: string, option: string): FileOutcome {
    const { allowed, cwd } = this.#options;
    return { kind: "denied", denied: { code, place, option, folder: printed(cwd, allowed.folders[0] ?? "") } };
  }

  #countFile(): FileOutcome | undefined {
    this.#opened += 1;
    const { files } = this.#options.limits;
    return this.#opened > files ? problem("ref-too-many-files", () => ({ files })) : undefined;
  }
}

function problem<Code extends DiagnosticCode>(code: Code, parameters: (reference: string) => DiagnosticParameters<Code>): FileOutcome {
  return { kind: "problem", report: (sink, at, reference) => sink.report(code, at, parameters(reference)) };
}

function keyOf(url: URL): string {
  return url.href.replace(/#.*$/s, "");
}

/** Relative to the working directory where it is inside, with forward slashes. */
export function printed(cwd: string, path: string): string {
  const short = relative(cwd, path);
  const shown = short === "" ? "." : short.startsWith(`..${sep}`) && short.split(sep).length > 3 ? path : short;
  return sep === "/" ? shown : shown.replaceAll(sep, "/");
}

/** Pasted into a shell, it stays one word. */
function inShell(path: string): string {
  return /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function withoutCredentials(reference: string): string {
  return reference.replace(/\/\/[^/]*@/, "//…@");
}
