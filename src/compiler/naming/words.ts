/**
 * The words of a name: `order.line_items` → order, line, items; `XMLHttpId` → XML, Http, Id; `注文Created` → 注文, Created. Letters of every script
 * stay what they are, in the form that Unicode calls compatible (NFKC); signs become their code point (`👍` → `u1f44d`), so that different names
 * stay different where they can. The result depends on the text alone.
 */
export function words(text: string): readonly string[] {
  const plain = isAscii(text) ? text : Array.from(text.normalize("NFKC"), letterOrSign).join("");
  const found = plain.match(isAscii(plain) ? asciiWord : word) ?? [];
  return joinDigits(plain, found);
}

/** Nearly every name is; what is no letter or digit in it ends a word as a space does. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

const asciiWord = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** The same with letters of all scripts, each with its marks; those of a script without capitals are one word until another letter comes. */
const word = /(?:\p{Lu}\p{M}*)+(?![\p{Ll}\p{M}])|(?:\p{Lu}\p{M}*)?(?:\p{Ll}\p{M}*)+|(?:[\p{Lo}\p{Lm}\p{Nl}]\p{M}*)+|\p{Nd}+/gu;

export function camelCase(text: string): string {
  const [first = "", ...rest] = cased(text);
  return [first === first.toUpperCase() ? first.toLowerCase() : lowerFirst(first), ...rest.map(upperFirst)].join("").normalize("NFKC");
}

export function pascalCase(text: string): string {
  return cased(text).map(upperFirst).join("").normalize("NFKC");
}

export function kebabCase(text: string): string {
  return words(text)
    .map((word) => word.toLowerCase())
    .join("-")
    .normalize("NFKC");
}

/**
 * `ORDER_CREATED` is shouting, not two acronyms; `SKU` alone and `orderID` keep their capitals. Only what something separates can be shouting:
 * `V2HTTP` is a name already, and a name made of a name is that name.
 */
function cased(text: string): readonly string[] {
  const all = words(text);
  const shouting = all.length > 1 && all.every((word) => word === word.toUpperCase()) && all.join("") !== text.replace(/^_|_$/g, "");
  return shouting ? all.map((word) => word.toLowerCase()) : all;
}

/** What an identifier may hold, and a blank or the code point for the rest. */
function letterOrSign(character: string): string {
  // Letters of their own for "first capital" are capitals.
  if (/^\p{Lt}$/u.test(character)) return character.toUpperCase();
  const isLetter = /^[\p{L}\p{M}\p{Nl}\p{Nd}]$/u.test(character) && /^\p{ID_Continue}$/u.test(character);
  if (isLetter && isKnownToCompilers(character)) return character;
  if (isLetter || (/^[\p{N}\p{S}]$/u.test(character) && character > "\u007f")) return ` u${(character.codePointAt(0) ?? 0).toString(16)} `;
  return " ";
}

/** Scripts beyond the first plane come with each version of Unicode, and TypeScript's table is older than Node's; the ideographs of names are in both. */
function isKnownToCompilers(letter: string): boolean {
  const point = letter.codePointAt(0) ?? 0;
  return point <= 0xffff || (point >= 0x20000 && point <= 0x2ebe0);
}

/** Digits belong to the word that they follow (`v2`, `sha256`), also after a separator of the source (`v_2` stays two words). */
function joinDigits(text: string, found: readonly string[]): readonly string[] {
  const result: string[] = [];
  let end = -1;
  let from = 0;
  for (const word of found) {
    const start = text.indexOf(word, from);
    const previous = result.at(-1);
    const glued =
      start === end && previous !== undefined && (/^\p{Nd}/u.test(word) || (/\p{Nd}$/u.test(previous) && /^\p{Ll}/u.test(word)));
    if (glued) result[result.length - 1] = previous + word;
    else result.push(word);
    end = start + word.length;
    from = end;
  }
  return result;
}

const upperFirst = (word: string): string => first(word).toUpperCase() + word.slice(first(word).length);
const lowerFirst = (word: string): string => first(word).toLowerCase() + word.slice(first(word).length);

/** A letter beyond the first plane is two units of a text. */
const first = (word: string): string => String.fromCodePoint(word.codePointAt(0) ?? 0);
