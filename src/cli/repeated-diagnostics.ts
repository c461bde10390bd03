import type { Diagnostic } from "../compiler/diagnostics/index.ts";

export interface WithoutRepetition {
  readonly shown: readonly Diagnostic[];
  /** What is not shown, by code. */
  readonly repeated: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** So many are printed rather than counted. */
const mostOfOneCode = 6;
const shownOfMany = 3;

/** A document of a large company has one warning a hundred times: its first places are shown, the others are counted. Errors are all shown. */
export function withoutRepetition(diagnostics: readonly Diagnostic[]): WithoutRepetition {
  const byCode = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity === "error") continue;
    const known = byCode.get(diagnostic.code);
    if (known === undefined) byCode.set(diagnostic.code, [diagnostic]);
    else known.push(diagnostic);
  }
  const repeated = new Map(
    [...byCode].flatMap(([code, all]) => (all.length > mostOfOneCode ? [[code, all.slice(shownOfMany)] as const] : [])),
  );
  const hidden = new Set([...repeated.values()].flat());
  return { shown: diagnostics.filter((diagnostic) => !hidden.has(diagnostic)), repeated };
}
