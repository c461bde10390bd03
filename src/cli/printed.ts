import { randomBytes } from "node:crypto";
import type { Terminal } from "./terminal.ts";

/** Characters that a terminal obeys, or that turn the order of a line round; a line break and a tab are text. */
const obeyed = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** As JSON writes them, so that what `--json` prints stays the same value. */
export function harmless(text: string): string {
  return text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What others wrote, inside a line: they do not write lines of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\n\t]/g, (character) => (character === "\n" ? "\\n" : "\\t"));
}

/**
 * The terminal that commands are given: whatever documents, messages and dead letters have in them, only colours of ours reach the screen.
 * Ours are told apart by a mark that nobody can guess.
 */
export function printedSafely(terminal: Terminal): Terminal {
  const mark = randomBytes(12).toString("hex");
  const marked = new RegExp(`<${mark}:(\\d+)>`, "g");
  const colours: string[] = [];
  const numberOf = (code: string): number => (colours.includes(code) ? colours.indexOf(code) : colours.push(code) - 1);
  const { page, hint } = terminal;
  const printed = (text: string): string => harmless(text).replace(marked, (_, number: string) => colours[Number(number)] ?? "");
  return {
    ...terminal,
    out: (text) => terminal.out(printed(text)),
    err: (text) => terminal.err(printed(text)),
    overwrite: (line) => terminal.overwrite(printed(line)),
    page: page && ((text) => page(printed(text))),
    hint: hint && ((line) => hint(printed(line))),
    paint: (colour, text) => {
      const [before = "", after = ""] = terminal.paint(colour, "\n").split("\n");
      const code = (part: string): string => (part === "" ? "" : `<${mark}:${numberOf(part)}>`);
      return `${code(before)}${text}${code(after)}`;
    },
  };
}
