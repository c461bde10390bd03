import type { Place } from "../diagnostics/index.ts";

/** Line 0 of a file: the complaint is about the whole of it. */
export function wholeFile(file: string): Place {
  return { file, pointer: "", line: 0, column: 0 };
}
