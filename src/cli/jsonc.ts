/** Neither kind goes on past its end, whatever follows: the mark that closes an object may also stand in a comment. */
const comment = /\/\/[^\n\r]*(?![^\n\r])|\/\*(?:[^*]|\*(?!\/))*\*\//.source;
const string = /"(?:[^"\\]|\\.)*"/.source;
const token = new RegExp(`${string}|(?<dropped>${comment}|,(?=(?:\\s|${comment})*[}\\]]))|[^"/,]+|[^]`, "g");

/** JSON with comments and trailing commas, as tsconfig.json has it. Throws a `SyntaxError` that says line and column. */
export function parseJsonc(text: string): unknown {
  const blank = (dropped: string): string => dropped.replace(/[^\n]/g, " ");
  const json = text
    .replace(/^\uFEFF/, " ")
    .replace(token, (found, dropped: string | undefined) => (dropped === undefined ? found : blank(dropped)));
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SyntaxError(sentenceOf(error instanceof Error ? error.message : String(error), json));
  }
}

/** Node's words without the position that only some of its versions tell, and with the line and column of it. */
function sentenceOf(message: string, text: string): string {
  const [, said = message, at = String(text.length)] = /^(.*?)(?: in JSON)?(?: at position (\d+).*)?$/s.exec(message) ?? [];
  const before = text.slice(0, Number(at)).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}: ${said.replace(/, (?:\.\.\.)?".*$/s, "")}`;
}
