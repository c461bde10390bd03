/** The part of a regular expression that may take exponential time, as far as its text tells. */
export function slowPart(_source: string): string | undefined {
  return undefined;
}
