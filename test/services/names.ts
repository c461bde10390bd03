import { randomBytes } from "node:crypto";

/** A name that no other test uses: topics, queues, groups, streams and workflow ids live on servers that all tests share. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString("hex")}`;
}
