export type Quote = '"' | "'";

/**
 * A string literal: evaluating it gives the text back, byte for byte. Beyond JSON it escapes the two line separators of
 * JavaScript, lone surrogates, invisible direction marks, and the start of a source-map comment, which Node looks for inside strings too.
 */
export function quoted(text: string, quote: Quote = '"'): string {
  const literal = JSON.stringify(text)
    .replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escaped)
    .replace(/\/([/*])([#@])/g, (_, second: string, sign: string) => `/${second}${escaped(sign)}`);
  return quote === '"' ? literal : `'${literal.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
