import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";
import { manifestName } from "./bookkeeping.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import type { OutputRequest } from "./output-request.ts";
import { relativePath } from "./relative-path.ts";
import { wholeFile } from "./whole-file.ts";

export interface PreviousRun {
  /** Absent: nothing was generated here, or the list cannot be read. */
  readonly manifest?: Manifest;
  readonly bytes?: Buffer;
  /** An error means that the folder is not ours to write. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what the last run left and whether this one may follow it. */
export function previousRun({ out, document, role, generator, force, cwd }: OutputRequest): PreviousRun {
  const path = join(out, manifestName);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return { diagnostics: [] };
  const file = relativePath(cwd, path);
  const place = wholeFile(file);
  const bytes = readFileSync(path);
  const reading = readManifest(bytes.toString("utf8"));
  if (reading.kind === "newer")
    return { bytes, diagnostics: [diagnostic("manifest-newer", { file, generator: reading.generator }, place)] };
  if (reading.kind === "invalid")
    return { bytes, diagnostics: force ? [] : [diagnostic("manifest-invalid", { file, reason: reading.reason }, place)] };

  const { manifest } = reading;
  const shown = relativePath(cwd, out);
  const diagnostics: Diagnostic[] = [];
  if (manifest.document !== relativePath(out, document) && !force) {
    diagnostics.push(
      diagnostic(
        "out-other-document",
        { out: shown, owner: relativePath(cwd, join(out, manifest.document)), document: relativePath(cwd, document) },
        place,
      ),
    );
  }
  if (manifest.role !== role && !force) diagnostics.push(diagnostic("out-other-role", { out: shown, owner: manifest.role, role }, place));
  const age = compareMajor(manifest.generator, generator);
  if (age !== 0)
    diagnostics.push(
      diagnostic(age < 0 ? "generator-newer" : "generator-older", { out: shown, recorded: manifest.generator, current: generator }, place),
    );
  return { manifest, bytes, diagnostics };
}

/** Before 1.0 the second number is the major one. */
function compareMajor(recorded: string, current: string): number {
  const [oldMajor = 0, oldMinor = 0] = recorded.split(".").map(Number);
  const [major = 0, minor = 0] = current.split(".").map(Number);
  return oldMajor !== major ? oldMajor - major : major === 0 ? oldMinor - minor : 0;
}
