/**
 * A text in ASCII, for names that leave the program: accents dropped, compatibility forms folded (NFKC), and what has no Latin form as its code
 * point (`注` → `u6ce8`).
 */
export function asciiOf(text: string): string {
  return [...text.normalize("NFKC").normalize("NFD")].map(toAscii).join("");
}

function toAscii(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (/\p{M}/u.test(character)) return "";
  const folded = latin.get(character);
  if (folded !== undefined) return folded;
  if (/[\p{L}\p{N}\p{S}]/u.test(character) && character > "\u007f") return ` u${(character.codePointAt(0) ?? 0).toString(16)} `;
  return " ";
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
