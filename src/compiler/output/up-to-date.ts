import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { controlFolder, manifestName } from "./bookkeeping.ts";
import { hashFile, type RunRecord, readRecord } from "./cache.ts";
import { scanMembers } from "./handlers/scan.ts";
import { contentHash } from "./hash.ts";
import { readManifest } from "./manifest.ts";
import { relativePath } from "./relative-path.ts";

export interface UpToDate {
  readonly record: RunRecord;
  /** Paths of all generated files. */
  readonly files: readonly string[];
  /** Absolute paths of what the document consists of. */
  readonly inputs: readonly string[];
}

/** All absolute. */
interface Folders {
  readonly out: string;
  readonly handlers: string;
  readonly document: string;
}

/**
 * Whether a full run would find nothing to do: same settings, same inputs, every generated file as it was written, every handler member
 * there. Reads and hashes files and loads nothing else; any doubt is a no.
 */
export function findUpToDate({ out, handlers, document }: Folders, settings: string): UpToDate | undefined {
  const record = readRecord(out);
  if (
    record === undefined ||
    !record.settled ||
    record.settings !== settings ||
    record.inputs[relativePath(out, document)] === undefined ||
    existsSync(controlFolder(out))
  )
    return undefined;
  const manifestFile = join(out, manifestName);
  if (hashFile(manifestFile) !== record.manifest) return undefined;
  const reading = readManifest(readFileSync(manifestFile, "utf8"));
  if (reading.kind !== "read") return undefined;
  const same = (folder: string, files: { readonly [path: string]: string }): boolean =>
    Object.entries(files).every(([path, hash]) => hashFile(join(folder, path)) === hash);
  const { files } = reading.manifest;
  const holds =
    same(out, record.inputs) &&
    same(out, files) &&
    record.orphans.every((file) => existsSync(join(handlers, file))) &&
    record.userFiles.every((file) => isComplete(join(handlers, file.name), file));
  return holds ? { record, files: Object.keys(files), inputs: Object.keys(record.inputs).map((path) => join(out, path)) } : undefined;
}

function isComplete(path: string, { exportName, members, complete }: RunRecord["userFiles"][number]): boolean {
  if (!existsSync(path)) return false;
  const bytes = readFileSync(path);
  if (contentHash(bytes) === complete) return true;
  // The user's edit needs no parser where a quick look finds every member.
  const found = scanMembers(bytes.toString("utf8"), exportName);
  return found !== undefined && members.every((name) => found.has(name));
}
