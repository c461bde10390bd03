/** Neither kind goes on past its end, whatever follows: the mark that closes an object may also stand in a comment. */
const comment = /\/\/[^\n\r]*(?![^\n\r])|\/\*(?:[^*]|\*(?!\/))*\*\//.source;
const string = /"(?:[^"\\]|\\.)*"/.source;
const token = new RegExp(`${string}|(?<dropped>${comment}|,(?=(?:\\s|${comment})*[}\\]]))|[^"/,]+|[^]`, "g");

/** JSON with comments and trailing commas, as tsconfig.json has it. Throws `SyntaxError`. */
export function parseJsonc(text: string): unknown {
  const kept = [...text.replace(/^\uFEFF/, "").matchAll(token)].map((match) => (match.groups?.["dropped"] === undefined ? match[0] : " "));
  return JSON.parse(kept.join(""));
}
