import type { Command, Flag } from "./command.ts";
import type { Paint } from "./terminal.ts";

/** One screen: 24 lines of 80 characters where the flags allow it. */
export function printHelp(command: Command, flags: readonly Flag[], others: readonly Command[], paint: Paint): string {
  const rows = flags.map((flag): [string, string] => [`--${flag.name}${flag.value === undefined ? "" : ` <${flag.value}>`}`, flag.help]);
  const lines = [
    command.summary,
    "",
    `${paint("bold", "Usage")}  ${command.usage}`,
    ...(others.length === 0 ? [] : ["", paint("bold", "Other commands"), ...table(others.map((other) => [other.name, other.summary]))]),
    "",
    paint("bold", "Options"),
    ...table(rows),
    "",
    paint("bold", command.examples.length === 1 ? "Example" : "Examples"),
    ...command.examples.map((example) => `  ${example}`),
  ];
  return `${lines.join("\n")}\n`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`);
}
