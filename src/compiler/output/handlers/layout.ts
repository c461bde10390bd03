/** How a text is laid out around a place, so that what is inserted looks like its neighbours. */
export interface Layout {
  readonly eol: string;
  /** Of the line that the place is on. */
  readonly indent: string;
}

export function layoutAt(text: string, place: number): Layout {
  const lineStart = text.lastIndexOf("\n", place - 1) + 1;
  const lineEnd = text.indexOf("\n", place);
  const nearest = lineStart > 0 ? lineStart - 1 : lineEnd;
  const eol = nearest > 0 && text[nearest - 1] === "\r" ? "\r\n" : "\n";
  return { eol, indent: /^[ \t]*/.exec(text.slice(lineStart, place))?.[0] ?? "" };
}

/** A step of indentation as this text has it: a tab, or the narrowest run of blanks that begins a line. */
export function indentStep(text: string): string {
  if (/^\t/m.test(text)) return "\t";
  const widths = [...text.matchAll(/^( {2,8})(?=[^\s*])/gm)].map((match) => match[1]?.length ?? 2);
  return " ".repeat(widths.length === 0 ? 2 : Math.min(...widths));
}

/** Lines of a text that was written with two blanks a step, moved to `indent` and to the user's step. */
export function reindent(lines: readonly string[], indent: string, step: string): readonly string[] {
  return lines.map((line) => {
    const depth = Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2);
    return line === "" ? "" : `${indent}${step.repeat(depth)}${line.slice(depth * 2)}`;
  });
}
