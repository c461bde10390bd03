import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic, Place, Severity } from "../compiler/diagnostics/diagnostic.ts";
import type { Colour, Terminal } from "./terminal.ts";
import { visibleText } from "./visible-text.ts";

const colours: { readonly [severity in Severity]: Colour } = { error: "red", warning: "yellow", info: "blue" };
const widest = 140;

/** A diagnostic with its code frame: `file:line:column severity: sentence [code]`, the lines around the place, the way to mend it. */
export function printDiagnostic(diagnostic: Diagnostic, { cwd, paint }: Pick<Terminal, "cwd" | "paint">): string {
  const { severity, message, code, place, help, related = [] } = diagnostic;
  const lines = [
    `${paint("bold", printPlace(place))} ${paint(colours[severity], severity)}: ${visibleText(message)} ${paint("grey", `[${code}]`)}`,
    ...codeFrame(place, cwd, paint),
    ...(help === undefined ? [] : [`  ${paint("green", "help")}: ${visibleText(help)}`]),
    ...related.map((other) => `  ${paint("blue", "see")}: ${printPlace(other.place)} ${visibleText(other.message)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function printPlace({ file, line, column }: Place): string {
  return line === 0 ? visibleText(file) : `${visibleText(file)}:${line}:${column}`;
}

function codeFrame({ file, line, column }: Place, cwd: string, paint: Terminal["paint"]): readonly string[] {
  if (line === 0) return [];
  const lines = readLines(resolve(cwd, file));
  const width = String(line + 1).length;
  const row = (number: number): string => {
    const mark = number === line ? ">" : " ";
    return `${paint("grey", `${mark} ${String(number).padStart(width)} |`)} ${window(lines[number - 1] ?? "", column).text}`.trimEnd();
  };
  const { start } = window(lines[line - 1] ?? "", column);
  const pad = visibleText((lines[line - 1] ?? "").slice(start, column - 1)).replace(/[^\t]/gu, " ");
  const caret = `${paint("grey", `  ${" ".repeat(width)} |`)} ${start > 0 ? " " : ""}${pad}${paint("red", "^")}`;
  return [...(line > 1 ? [row(line - 1)] : []), row(line), caret];
}

/** The part of a long line that shows the column. */
function window(line: string, column: number): { readonly text: string; readonly start: number } {
  const start = line.length <= widest || column <= widest - 20 ? 0 : column - widest / 2;
  const part = visibleText(line.slice(start, start + widest));
  return { text: `${start > 0 ? "…" : ""}${part}${line.length > start + widest ? "…" : ""}`, start };
}

const lineCache = new Map<string, readonly string[]>();

function readLines(path: string): readonly string[] {
  const known = lineCache.get(path);
  if (known !== undefined) return known;
  let lines: readonly string[] = [];
  try {
    lines = readFileSync(path, "utf8").replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  } catch {
    // A place in a file that cannot be read has no frame.
  }
  lineCache.set(path, lines);
  return lines;
}
