/** What a `Date` can be. */
const latest = 8.64e15;

/** Milliseconds since the epoch, where they are a time: producers write what they like, -1 and the year 500,000,000 included. */
export function timeOf(milliseconds: number): number | undefined {
  return milliseconds >= 0 && milliseconds <= latest ? milliseconds : undefined;
}
