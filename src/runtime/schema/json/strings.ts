import { BoundedPattern } from "../../../patterns/index.ts";
import type { Check } from "../builder.ts";
import { complain } from "./issue.ts";

/** Code points: an emoji counts once. */
export function minLength(minimum: number): Check {
  return (payload) => {
    const text = payload.value as string;
    // Each code point is one or two units, so most strings need no counting.
    if (text.length >= minimum * 2 || (text.length >= minimum && codePoints(text) >= minimum)) return;
    complain(payload, { code: "too_small", origin: "string", minimum, inclusive: true });
  };
}

/** Code points: an emoji counts once. */
export function maxLength(maximum: number): Check {
  return (payload) => {
    const text = payload.value as string;
    if (text.length <= maximum || (text.length <= maximum * 2 && codePoints(text) <= maximum)) return;
    complain(payload, { code: "too_big", origin: "string", maximum, inclusive: true });
  };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A regular expression with which JavaScript's own matching could take for ever: it is matched in one pass over the text, or with a bound. */
export function pattern(source: string, flags: "u" | "" = "u"): RegExp {
  return new BoundedPattern(source, flags);
}
