/**
 * The words of a name, in ASCII: `order.line_items` → order, line, items; `XMLHttpId` → XML, Http, Id. Compatibility forms are folded (NFKC),
 * accents dropped, and what has no Latin form becomes its code point (`注` → `u6ce8`), so that different names stay different where they can.
 * The result depends on the text alone.
 */
export function words(text: string): readonly string[] {
  const ascii = isAscii(text) ? text : [...text.normalize("NFKC").normalize("NFD")].map(toAscii).join("");
  const found = ascii.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  return joinDigits(ascii, found);
}

/** Nearly every name is; what is no letter or digit in it ends a word as a space does. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

export function camelCase(text: string): string {
  const [first = "", ...rest] = cased(text);
  return [/^[^a-z]+$/.test(first) ? first.toLowerCase() : lowerFirst(first), ...rest.map(upperFirst)].join("");
}

export function pascalCase(text: string): string {
  return cased(text).map(upperFirst).join("");
}

export function kebabCase(text: string): string {
  return words(text)
    .map((word) => word.toLowerCase())
    .join("-");
}

/**
 * `ORDER_CREATED` is shouting, not two acronyms; `SKU` alone and `orderID` keep their capitals. Only what something separates can be shouting:
 * `V2HTTP` is a name already, and a name made of a name is that name.
 */
function cased(text: string): readonly string[] {
  const all = words(text);
  const shouting = all.length > 1 && all.every((word) => word === word.toUpperCase()) && all.join("") !== text;
  return shouting ? all.map((word) => word.toLowerCase()) : all;
}

function toAscii(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (/\p{M}/u.test(character)) return "";
  const folded = latin.get(character);
  if (folded !== undefined) return folded;
  if (/[\p{L}\p{N}\p{S}]/u.test(character) && character > "\u007f") return ` u${(character.codePointAt(0) ?? 0).toString(16)} `;
  return " ";
}

/** Digits belong to the word that they follow (`v2`, `sha256`), also after a separator of the source (`v_2` stays two words). */
function joinDigits(ascii: string, found: readonly string[]): readonly string[] {
  const result: string[] = [];
  let end = -1;
  let from = 0;
  for (const word of found) {
    const start = ascii.indexOf(word, from);
    const previous = result.at(-1);
    const glued = start === end && previous !== undefined && (/^[0-9]/.test(word) || (/[0-9]$/.test(previous) && /^[a-z]/.test(word)));
    if (glued) result[result.length - 1] = previous + word;
    else result.push(word);
    end = start + word.length;
    from = end;
  }
  return result;
}

/** Latin letters that do not decompose into a letter and an accent. */
const latin: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["ẞ", "SS"],
  ["æ", "ae"],
  ["Æ", "AE"],
  ["œ", "oe"],
  ["Œ", "OE"],
  ["ø", "o"],
  ["Ø", "O"],
  ["ð", "d"],
  ["Ð", "D"],
  ["þ", "th"],
  ["Þ", "TH"],
  ["ł", "l"],
  ["Ł", "L"],
  ["đ", "d"],
  ["Đ", "D"],
  ["ı", "i"],
]);

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const lowerFirst = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
