import { type BoundedPattern, PatternUndecided } from "../../patterns/index.ts";
import type { Check, CheckPayload } from "./builder.ts";

/** Not asked of a text about which there is a complaint already: its length may be the bound. */
export function matchesPattern(expression: BoundedPattern): Check {
  return (payload) => {
    const text = payload.value as string;
    if (payload.issues.length > 0 || matches(payload, expression, text)) return;
    payload.issues.push({
      code: "invalid_format",
      origin: "string",
      format: "regex",
      pattern: String(expression),
      input: text,
      continue: true,
    });
  };
}

/** What took too long is told here. */
function matches(payload: CheckPayload, expression: BoundedPattern, text: string): boolean {
  try {
    return expression.test(text);
  } catch (error) {
    if (!(error instanceof PatternUndecided)) throw error;
    const message = `Takes too long to be held against the pattern ${expression}`;
    payload.issues.push({ code: "custom", undecided: true, message, input: text, continue: true });
    return true;
  }
}
