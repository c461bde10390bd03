import type { Diagnostic } from "../diagnostics/index.ts";
import { manifestName } from "./bookkeeping.ts";
import { type Plan, type PlannedFile, planFiles } from "./generated-plan.ts";
import { type HandlersPlan, planHandlers } from "./handlers/handlers-plan.ts";
import { contentHash, textHash } from "./hash.ts";
import { type ManifestOperation, printManifest } from "./manifest.ts";
import type { OutputRequest } from "./output-request.ts";
import { previousRun } from "./previous-run.ts";
import { relativePath } from "./relative-path.ts";

/** All that a run would do. */
export interface Prepared {
  readonly plan: Plan;
  readonly manifest: PlannedFile;
  readonly handlers: HandlersPlan;
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing may be written. */
  readonly failed: boolean;
}

/** Compares both zones with what they should be; reads only. What an interrupted run has put in place is no edit of the user's. */
export async function prepare(request: OutputRequest, { isInterrupted = false } = {}): Promise<Prepared> {
  const { out, files, stubs, mode, cwd, importExtension } = request;
  const show = (path: string): string => relativePath(cwd, path);
  const previous = previousRun(request);
  const plan = planFiles({
    out,
    shown: show(out),
    files,
    listed: previous.manifest?.files ?? {},
    force: request.force || mode === "check" || isInterrupted,
  });
  const earlier = [...(previous.manifest?.operations ?? []), ...(previous.manifest?.orphans ?? [])];
  const handlers = await planHandlers({ folder: request.handlers, shown: show(request.handlers), out, stubs, importExtension, earlier });
  const manifest = planManifest(request, { plan, orphans: handlers.orphans, before: previous.bytes });
  const isError = ({ severity }: Diagnostic): boolean => severity === "error";
  const all = [...previous.diagnostics, ...plan.diagnostics, ...handlers.diagnostics];
  const failed = all.some(isError);
  // What handlers lack or have too much is no news while the folder may not even be theirs.
  const diagnostics = failed ? all.filter((diagnostic) => isError(diagnostic) || !handlers.diagnostics.includes(diagnostic)) : all;
  return { plan, manifest, handlers, diagnostics, failed };
}

export function isIdle({ plan, manifest, handlers }: Prepared): boolean {
  return manifest.state === "unchanged" && handlers.userFiles.length === 0 && plan.files.every((file) => file.state === "unchanged");
}

interface ManifestParts {
  readonly plan: Plan;
  readonly orphans: readonly ManifestOperation[];
  readonly before: Buffer | undefined;
}

function planManifest(
  { out, document, role, generator, files, stubs }: OutputRequest,
  { plan, orphans, before }: ManifestParts,
): PlannedFile {
  const hashes = [...files.map(({ path, text }): [string, string] => [path, textHash(text)]), ...plan.kept];
  const text = printManifest({
    format: 1,
    generator,
    document: relativePath(out, document),
    role,
    files: Object.fromEntries(hashes.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    operations: stubs.map(({ operation, channel, file, exportName, members }) => ({
      operation,
      channel,
      file,
      exportName,
      messages: members.map((member) => member.name),
    })),
    orphans,
  });
  const after = Buffer.from(text, "utf8");
  if (before === undefined) return { path: manifestName, state: "create", before, after };
  return { path: manifestName, state: contentHash(before) === contentHash(after) ? "unchanged" : "change", before, after };
}
