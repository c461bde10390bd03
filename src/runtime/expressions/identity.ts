import type { Template } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { evaluate, type Facts, partText, spell } from "./evaluate.ts";

/** Characters that nobody sees: of two ids that look alike one would pass for the other. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff0-\uffff]/u;

/** What a code such as `%2D` is made of cannot mark its own end. */
const ofCodes = /^[0-9A-F%]/;

/**
 * A template as the identity of something: messages whose parts differ never have one id. A part ends where the text behind it begins, so the first
 * character of that is written as in a URL (`-` as `%2D`) inside the part; where no such text stands between two parts, `%.` does. Where a part
 * may be a string or something else, what is no string begins with `%=`, which no string does.
 * @throws InvalidMessage as `text`, and for characters that cannot be seen or are half of one.
 */
export function identity(template: Template, facts: Facts): string {
  const last = template.findLastIndex((part) => typeof part !== "string");
  return template
    .map((part, index) => {
      if (typeof part === "string") return part;
      const plain = partText(part, facts);
      const written = "severalTypes" in part && part.severalTypes === true ? typed(plain, evaluate(part, facts)) : plain;
      if (/\p{Surrogate}/u.test(written)) throw refused(`${spell(part)} has half of a character, a lone surrogate`);
      if (unseen.test(written)) throw refused(`${spell(part)} has characters that cannot be seen`);
      return index === last ? written : ended(written, template[index + 1]);
    })
    .join("");
}

function refused(sentence: string): InvalidMessage {
  return new InvalidMessage(sentence, { code: "expression" });
}

function typed(written: string, value: unknown): string {
  return typeof value === "string" ? written.replace(/^%(?=(?:25)*=)/, "%25") : `%=${written}`;
}

function ended(written: string, next: Template[number] | undefined): string {
  if (typeof next !== "string" || next === "" || ofCodes.test(next)) return `${written.replaceAll("%", "%25")}%.`;
  const separator = String.fromCodePoint(next.codePointAt(0) ?? 0);
  const code = codeOf(separator);
  // What looks like a code already is written so that it does not.
  return written
    .split("%25")
    .join("%2525")
    .split(code)
    .join(`%25${code.slice(1)}`)
    .split(separator)
    .join(code);
}

function codeOf(character: string): string {
  const code = encodeURIComponent(character);
  return code === character ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : code;
}
