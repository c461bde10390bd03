import type { Colour, Paint } from "../terminal.ts";
import type { Span } from "./inline.ts";

/** A piece of a line that is printed in one look. */
type Piece = Pick<Span, "text" | "look">;

/** A line as it is printed, and how many columns it takes. */
export interface Line {
  readonly text: string;
  readonly width: number;
}

/** Words filled into lines of at most `width` columns. What has no blank goes over the end rather than being cut, so that it can be copied. */
export function wrap(spans: readonly Span[], width: number, paint: Paint): readonly Line[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  for (const word of wordsOf(spans)) {
    const length = widthOf(word);
    if (used > 0 && used + 1 + length > width) {
      lines.push(line);
      line = [];
      used = 0;
    }
    if (used > 0) line.push({ text: " ", look: line.at(-1)?.look === word[0]?.look ? (word[0]?.look ?? "plain") : "plain" });
    line.push(...word);
    used += length + (used > 0 ? 1 : 0);
  }
  if (line.length > 0) lines.push(line);
  return lines.map((pieces) => ({ text: painted(pieces, paint), width: widthOf(pieces) }));
}

/** What stands between blanks, which may have several looks: `code`, with a comma behind it. Short code is one word, so that it stays on its line. */
export function wordsOf(spans: readonly Span[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [[]];
  for (const { text, look } of spans) {
    // It keeps its marks: it must be told from prose where there are no colours as well.
    const shown = look === "code" ? `\`${text}\`` : text;
    const parts = look === "code" && text.length <= 24 ? [shown] : shown.split(/\s+/);
    parts.forEach((part, index) => {
      if (index > 0) words.push([]);
      if (part !== "") words.at(-1)?.push({ text: part, look });
    });
  }
  return words.filter((word) => word.length > 0);
}

export function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { text }) => sum + [...text].length, 0);
}

const colours: { readonly [look in Piece["look"]]?: Colour } = { code: "green", link: "blue", strong: "bold" };

/** Neighbours of one look are painted together. */
function painted(pieces: readonly Piece[], paint: Paint): string {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.look === piece.look) runs[runs.length - 1] = { text: last.text + piece.text, look: piece.look };
    else runs.push(piece);
  }
  return runs
    .map(({ text, look }) => {
      const colour = colours[look];
      return colour === undefined ? text : paint(colour, text);
    })
    .join("");
}
