import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cacheName } from "./bookkeeping.ts";
import { contentHash } from "./hash.ts";

const fileName = "run.json";

/** What this machine remembers of the last run, so that the next one can see that nothing changed without loading the compiler. */
export interface RunRecord {
  /** Everything but files that decides the output: version, options, folders. Compared as a text. */
  readonly settings: string;
  /** Files that were read: path relative to the output folder → hash. */
  readonly inputs: { readonly [path: string]: string };
  /** Hash of the manifest that the run left. */
  readonly manifest: string;
  readonly userFiles: readonly UserFileRecord[];
  /** Handler files of operations that left the document; their warnings hold while they are there. */
  readonly orphans: readonly string[];
  /** What the run complained about, to be said again. */
  readonly diagnostics: readonly Diagnostic[];
  /** Packages that the output needs. */
  readonly needed: readonly string[];
  /** False: the run asked something of the user, which only a full run can say again. */
  readonly settled: boolean;
}

export interface UserFileRecord {
  /** Name below the handlers folder. */
  readonly name: string;
  readonly exportName: string;
  readonly members: readonly string[];
  /** Hash of the text in which nothing was missing. */
  readonly complete: string;
}

/** `undefined` where there is no record, or none that can be read: the cache may be deleted at any time. */
export function readRecord(out: string): RunRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(out, cacheName, fileName), "utf8"));
    return isRunRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Best effort: without the record the next run is slower and nothing else. */
export function writeRecord(out: string, record: RunRecord): void {
  try {
    const folder = openCache(out);
    if (folder !== undefined) writeThrough(join(folder, fileName), JSON.stringify({ format: 1, ...record }));
  } catch {
    // A read-only folder, a full disk.
  }
}

/** Makes the cache folder. `undefined` where a link lies in its place, which would lead elsewhere. */
export function openCache(out: string): string | undefined {
  const folder = join(out, cacheName);
  mkdirSync(folder, { recursive: true });
  if (!lstatSync(folder).isDirectory()) return undefined;
  if (!existsSync(join(folder, ".gitignore"))) writeThrough(join(folder, ".gitignore"), "*\n");
  return folder;
}

export function hashFile(path: string): string | undefined {
  try {
    return contentHash(readFileSync(path));
  } catch {
    return undefined;
  }
}

function writeThrough(file: string, text: string): void {
  const aside = `${file}.${process.pid}`;
  // A killed run with our number may have left it.
  rmSync(aside, { force: true });
  writeFileSync(aside, text, { flag: "wx" });
  renameSync(aside, file);
}

/** The folder may come with a cloned repository, so the shape is checked; paths in it are only ever read and hashed. */
function isRunRecord(value: unknown): value is RunRecord {
  if (typeof value !== "object" || value === null || !("format" in value) || value.format !== 1) return false;
  const { settings, inputs, manifest, userFiles, orphans, diagnostics, needed, settled } = value as Partial<RunRecord>;
  const texts = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === "string");
  const isUserFile = (file: UserFileRecord): boolean =>
    typeof file?.name === "string" && typeof file.exportName === "string" && texts(file.members) && typeof file.complete === "string";
  const isDiagnostic = ({ code, severity, message, place }: Diagnostic): boolean =>
    [code, severity, message, place?.file].every((text) => typeof text === "string");
  return (
    typeof settings === "string" &&
    typeof manifest === "string" &&
    typeof inputs === "object" &&
    inputs !== null &&
    Object.values(inputs).every((hash) => typeof hash === "string") &&
    Array.isArray(userFiles) &&
    userFiles.every(isUserFile) &&
    texts(orphans) &&
    texts(needed) &&
    typeof settled === "boolean" &&
    Array.isArray(diagnostics) &&
    diagnostics.every(isDiagnostic)
  );
}
