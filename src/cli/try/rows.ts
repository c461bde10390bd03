import type { Colour, Terminal } from "../terminal.ts";

/** A line of the answer: a word, coloured, and what it is about. */
export interface Row {
  readonly word: string;
  readonly colour: Colour;
  readonly text: string;
  /** Takes one line, however long it is. */
  readonly cut?: boolean;
}

const wordWidth = 12;
const indent = 2 + wordWidth;
/** Where nobody says how wide the screen is. */
const usualWidth = 100;

export function printRows(rows: readonly Row[], { paint, width = usualWidth }: Pick<Terminal, "paint" | "width">): string {
  const room = Math.max(20, width - indent);
  return rows
    .map(({ word, colour, text, cut = false }) => {
      const lines = cut ? [cutTo(text.replaceAll("\n", " "), room)] : text.split("\n").flatMap((line) => wrapped(line, room));
      return `  ${paint(colour, word.padEnd(wordWidth - 1))} ${lines.join(`\n${" ".repeat(indent)}`)}\n`;
    })
    .join("");
}

function cutTo(text: string, room: number): string {
  const characters = [...text];
  return characters.length <= room ? text : `${characters.slice(0, room - 1).join("")}…`;
}

/** Broken between words; a word that is longer than a line stays whole, so that it can be copied. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
