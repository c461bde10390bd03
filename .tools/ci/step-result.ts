/** What a step of the run came to: it succeeded or not, and the end of what it printed. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
}

/** The last line of a run, the totals of the steps that ran tests: a step that failed otherwise adds one, so that it never looks better than the run was. */
export function totalsOf(results: readonly StepResult[]): string {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const { ok, output } of results) {
    const totals = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(output.trimEnd().split("\n").at(-1) ?? "");
    const [, passedHere = "0", failedHere = "0", skippedHere = "0"] = totals ?? [];
    passed += Number(passedHere);
    failed += Number(failedHere) === 0 && !ok ? 1 : Number(failedHere);
    skipped += Number(skippedHere);
  }
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** Lines about files that passed only when run again. */
export function againLines(results: readonly StepResult[]): readonly string[] {
  return results.flatMap(({ name, output }) =>
    output.split("\n").flatMap((line) => (/^\d+ files? passed only when run again: /.test(line) ? [`${name}: ${line}`] : [])),
  );
}

/** Lines of a failure that are shown again. */
const shownLines = 12;

/** What failed, once more: between it and the end of a long run there are the other steps. */
export function failureLines(results: readonly StepResult[]): readonly string[] {
  return results.flatMap(({ name, output }) =>
    [...output.matchAll(/^FAILED .*(?:\n {4}.*)*/gm)].map(([block]) => `${name}: ${block.split("\n").slice(0, shownLines).join("\n")}\n`),
  );
}
