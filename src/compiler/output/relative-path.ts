import { relative } from "node:path";

/** With `/` on every system. */
export function relativePath(from: string, to: string): string {
  return relative(from, to).replaceAll("\\", "/") || ".";
}
