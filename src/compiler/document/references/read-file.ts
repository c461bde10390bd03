import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { isInside } from "./allowed.ts";

export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "missing" }
  | { readonly kind: "not-a-file" }
  | { readonly kind: "too-large" }
  | { readonly kind: "failed"; readonly reason: string };

/** A regular file of at most `limit` bytes. Devices and pipes are never opened for reading: that could block for ever. */
export function readFile(path: string, limit: number): FileReading {
  let handle: number | undefined;
  try {
    if (!statSync(path).isFile()) return { kind: "not-a-file" };
    // O_NONBLOCK: should the path become a pipe between the two calls, opening it returns at once.
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(handle);
    if (!status.isFile()) return { kind: "not-a-file" };
    if (status.size > limit) return { kind: "too-large" };
    return readAll(handle, status.size, limit);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return code === "ENOENT" || code === "ENOTDIR" ? { kind: "missing" } : { kind: "failed", reason: reasons[code] ?? code };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Files of /proc report size 0, so reading goes on until the end or the limit. */
function readAll(handle: number, size: number, limit: number): FileReading {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(4096, size - total + 1));
    const count = readSync(handle, chunk);
    if (count === 0) break;
    total += count;
    if (total > limit) return { kind: "too-large" };
    chunks.push(chunk.subarray(0, count));
  }
  return { kind: "bytes", bytes: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its links lead in a circle",
  EISDIR: "it is a folder",
};

/** The path with its links followed, if it is in one of the folders. Outside them nothing is told, not even whether it exists. */
export function containedPath(
  path: string,
  folders: readonly string[],
): { readonly path: string; readonly problem?: "outside" | "missing" } {
  try {
    const real = realpathSync(path);
    return isInside(real, folders) ? { path: real } : { path: real, problem: "outside" };
  } catch {
    return { path, problem: isInside(path, folders) ? "missing" : "outside" };
  }
}
