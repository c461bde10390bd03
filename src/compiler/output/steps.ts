/** One change on disk that can be taken back. */
export interface Step {
  readonly apply: () => void;
  readonly undo: () => void;
}

/** Applies all steps and gives back how to undo them; when one throws, takes back those before it and throws the same error. */
export function runSteps(steps: Iterable<Step>): () => void {
  const done: Step[] = [];
  try {
    for (const step of steps) {
      step.apply();
      done.push(step);
    }
  } catch (error) {
    undoSteps(done);
    throw error;
  }
  return () => undoSteps(done);
}

/** Goes on when one step cannot be taken back: the more is restored, the better. */
function undoSteps(done: readonly Step[]): void {
  for (const step of done.toReversed()) {
    try {
      step.undo();
    } catch {
      // The error that started this is the one to report.
    }
  }
}
