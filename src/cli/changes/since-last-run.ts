import { join, relative } from "node:path";
import type { Place } from "../../compiler/diagnostics/diagnostic.ts";
import { hashFile, type RunRecord } from "../../compiler/output/cache.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { isOrigin } from "../reading-options.ts";
import { inputCopies, isCopyOf } from "./input-copies.ts";
import { type ReadContract, readContract } from "./read-contract.ts";
import { readRevision } from "./read-revision.ts";
import { findChanges, type LocatedChange, relocated } from "./report-changes.ts";

export interface Since {
  /** What the new document is compared with, in words. */
  readonly since: string;
  readonly changes: readonly LocatedChange[];
}

export interface SinceRequest {
  readonly document: string;
  readonly out: string;
  readonly cwd: string;
  readonly role: "application" | "client";
  readonly receives?: false | undefined;
  /** Of the folders only what was copied beside the document is there; origins are where they were. */
  readonly allowRef: readonly string[];
  readonly record: RunRecord | undefined;
  readonly after: ReadContract;
}

/**
 * What changed since the output was made: compared with the copies that the last run kept on this machine, else, in a fresh checkout, with the
 * document of the last commit. `undefined` when there is neither.
 */
export async function changesSinceLastRun(request: SinceRequest): Promise<Since | undefined> {
  const { out, cwd, record } = request;
  const inputs = Object.keys(record?.inputs ?? {}).map((path) => join(out, path));
  const copies = inputs.length === 0 ? undefined : inputCopies(out, inputs);
  const hashOf = (input: string): string | undefined => record?.inputs[relativePath(out, input)];
  const known =
    inputs.includes(request.document) && copies !== undefined && inputs.every((input) => isCopyOf(copies, input, hashOf(input)));
  if (!known) return sinceCommit(request);
  if (inputs.every((input) => hashFile(input) === hashOf(input))) return undefined;
  const reading = await readContract(join(copies.folder, relative(copies.base, request.document)), {
    cwd: copies.folder,
    allowRef: [copies.folder, ...request.allowRef.filter(isOrigin)],
    role: request.role,
    receives: request.receives,
  });
  const prefix = relativePath(cwd, copies.base);
  const rename = (place: Place): Place => ({ ...place, file: prefix === "." ? place.file : `${prefix}/${place.file}` });
  return reading.kind === "read"
    ? { since: "the last run", changes: relocated(findChanges(reading.read, request.after), rename) }
    : undefined;
}

async function sinceCommit({ document, cwd, role, receives, allowRef, after }: SinceRequest): Promise<Since | undefined> {
  const options = { role, allowRef, ...(receives === undefined ? {} : { receives }) };
  return await readRevision<Since | undefined>(
    { revision: "HEAD", path: relativePath(cwd, document), cwd, options },
    {
      read: (reading) => (reading.kind === "read" ? { since: "the last commit", changes: findChanges(reading.read, after) } : undefined),
      failed: () => undefined,
    },
  );
}
