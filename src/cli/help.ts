import type { Command, Flag } from "./command.ts";
import type { Paint } from "./terminal.ts";

/** One screen of 24 lines of 80 characters, the last line left for the prompt. */
export function printHelp(command: Command, flags: readonly Flag[], others: readonly Command[], paint: Paint): string {
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", paint("bold", title), ...lines.map((line) => `  ${line}`)];
  const lines = [
    command.summary,
    ...labelled("Usage", [command.usage], paint),
    ...labelled("Example", command.examples, paint),
    ...section("Commands", inTwo(table(others.map(({ name, brief }) => [name, brief])))),
    // What every command has needs no line of its own.
    ...section("Options, beside --help and --version", table(rowsOf(flags))),
  ];
  return `${lines.join("\n")}\n`;
}

function rowsOf(flags: readonly Flag[]): readonly (readonly [string, string])[] {
  return flags.map(({ name, value, help }) => [`--${name}${value === undefined ? "" : ` <${value}>`}`, help]);
}

function labelled(label: string, texts: readonly string[], paint: Paint): readonly string[] {
  return texts.map((text, index) => `${index === 0 ? paint("bold", label.padEnd(9)) : " ".repeat(9)}${text}`);
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `${name.padEnd(width)}${text}`);
}

function inTwo(lines: readonly string[]): readonly string[] {
  const half = Math.ceil(lines.length / 2);
  const width = Math.max(0, ...lines.slice(0, half).map((line) => line.length)) + 4;
  return lines.slice(0, half).map((line, index) => `${line.padEnd(width)}${lines[half + index] ?? ""}`.trimEnd());
}
