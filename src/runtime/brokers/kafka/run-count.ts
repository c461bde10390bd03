/**
 * The string beside a committed offset (at most 4 KiB, ours has some 30 bytes): how many runs of the message at that offset may have
 * begun. It survives the process, so that a message which kills it is counted all the same.
 */
export function encodeRunCount(offset: number, runs: number): string {
  return runs === 0 ? "" : JSON.stringify({ o: offset, n: runs });
}

/** 0 for anything that is not ours or speaks of another offset: somebody moved the group. */
export function decodeRunCount(metadata: string | null, offset: number): number {
  if (metadata === null || !metadata.startsWith("{")) return 0;
  try {
    const { o, n }: { readonly o?: unknown; readonly n?: unknown } = JSON.parse(metadata);
    return o === offset && typeof n === "number" && Number.isSafeInteger(n) && n > 0 ? n : 0;
  } catch {
    return 0;
  }
}
