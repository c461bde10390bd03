import type { Assertion } from "./tree.ts";

/** The character that begins at a place of the text, or ends there when it is read from its end. With Unicode matching a surrogate pair is one. */
export function codePointAt(text: string, at: number, { back, unicode }: { readonly back: boolean; readonly unicode: boolean }): number {
  if (!back) return unicode ? (text.codePointAt(at) ?? -1) : text.charCodeAt(at);
  const last = text.charCodeAt(at - 1);
  if (!unicode || last < 0xdc00 || last > 0xdfff || at < 2) return last;
  const pair = text.codePointAt(at - 2) ?? last;
  return pair > 0xffff ? pair : last;
}

export function holdsAt(text: string, at: number, assertion: Assertion): boolean {
  switch (assertion) {
    case "start":
      return at === 0;
    case "end":
      return at === text.length;
    case "word":
      return isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
    case "notWord":
      return isWord(text.charCodeAt(at - 1)) === isWord(text.charCodeAt(at));
  }
}

function isWord(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95;
}
