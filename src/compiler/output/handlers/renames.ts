import type { HandlerStub } from "../../emit/handler-stub.ts";
import type { ManifestOperation } from "../manifest.ts";

export interface Rename {
  readonly from: ManifestOperation;
  readonly to: HandlerStub;
}

export interface Departures {
  readonly renames: readonly Rename[];
  /** Operations that left the document and whose handler file is still there. */
  readonly orphans: readonly ManifestOperation[];
}

/**
 * Compares the operations of earlier runs with those of this one. An operation that left while a new one came on the same channel with the
 * same messages was renamed, provided that its handler file is still there and the new one's is not.
 */
export function findDepartures(
  earlier: readonly ManifestOperation[],
  stubs: readonly HandlerStub[],
  hasFile: (file: string) => boolean,
): Departures {
  const current = new Set(stubs.map((stub) => stub.file));
  const gone = [...new Map(earlier.map((operation) => [operation.file, operation])).values()].filter(
    ({ file }) => !current.has(file) && hasFile(file),
  );
  const fresh = stubs.filter((stub) => !hasFile(stub.file));
  const renames: Rename[] = [];
  for (const from of gone) {
    const candidates = fresh.filter((to) => isSame(from, to) && renames.every((rename) => rename.to !== to));
    const [to] = candidates;
    // Two candidates are a guess, and a wrong guess hides a stub that is needed.
    if (to !== undefined && candidates.length === 1) renames.push({ from, to });
  }
  return { renames, orphans: gone };
}

function isSame(from: ManifestOperation, to: HandlerStub): boolean {
  const messages = new Set(from.messages);
  return from.channel === to.channel && messages.size === to.members.length && to.members.every((member) => messages.has(member.name));
}
