/** `keyword-list` of a document is `KeywordList` in what the server says. */
export function isSameType(ours: string, theirs: string): boolean {
  return ours.replace("-", "").toLowerCase() === theirs.toLowerCase();
}
