import { BoundedPattern, PatternUndecided } from "../../../patterns/index.ts";

/** A pattern of the document for texts of the document: together they could be made to take for ever. Undefined for what is no regular expression. */
export function patternTest(source: string): ((text: string) => boolean) | undefined {
  const expression = expressionOf(source);
  return expression === undefined ? undefined : (text) => matches(expression, text);
}

/** A text that takes too long counts as matched. */
function matches(expression: BoundedPattern, text: string): boolean {
  try {
    return expression.test(text);
  } catch (error) {
    if (error instanceof PatternUndecided) return true;
    throw error;
  }
}

function expressionOf(source: string): BoundedPattern | undefined {
  for (const flags of ["u", ""] as const) {
    try {
      return new BoundedPattern(source, flags);
    } catch {
      // Without the flag more is allowed.
    }
  }
  return undefined;
}
