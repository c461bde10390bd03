import type { Diagnostic } from "./diagnostic.ts";

/** As the document is read, from top to bottom, file by file; what is said about the document as a whole comes last. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = new Map<string, number>();
  for (const { place } of diagnostics) if (!files.has(place.file)) files.set(place.file, files.size);
  const isWhole = ({ place }: Diagnostic): number => Number(place.pointer === "");
  return diagnostics.toSorted(
    (a, b) =>
      isWhole(a) - isWhole(b) ||
      (files.get(a.place.file) ?? 0) - (files.get(b.place.file) ?? 0) ||
      a.place.line - b.place.line ||
      a.place.column - b.place.column,
  );
}
