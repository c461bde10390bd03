/** What formatters add, take away or exchange: blanks, quotes and their escapes, commas, semicolons, brackets around a whole, a leading `|`. */
const layout = /[\s"'`\\,;()|]+/g;

/** Whether two texts differ in nothing but what a formatter decides. Good enough for a sentence, not for overwriting what somebody wrote. */
export function isReformatted(before: Buffer, after: Buffer): boolean {
  return before.toString("utf8").replace(layout, "") === after.toString("utf8").replace(layout, "");
}
