/** JSON with comments and trailing commas, as tsconfig.json has it. Throws `SyntaxError`. */
export function parseJsonc(text: string): unknown {
  const token = /"(?:[^"\\]|\\.)*"|(?<dropped>\/\/[^\n\r]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n\r]*|\/\*[^]*?\*\/)*[}\]]))|[^"/,]+|[^]/g;
  const kept = [...text.replace(/^\uFEFF/, "").matchAll(token)].map((match) => (match.groups?.["dropped"] === undefined ? match[0] : " "));
  return JSON.parse(kept.join(""));
}
