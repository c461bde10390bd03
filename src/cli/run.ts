import { suggest } from "../compiler/diagnostics/suggest.ts";
import type { Command, ExitCode, Flag } from "./command.ts";
import { printHelp } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";
import { printedSafely } from "./printed.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

const common: readonly Flag[] = [
  { name: "help", help: "" },
  { name: "version", help: "" },
];

/** One run of the program. Nothing here ends the process, and no error of the input leaves it as an exception. */
export async function run(
  words: readonly string[],
  screen: Terminal,
  [main, ...others]: readonly [Command, ...Command[]],
): Promise<ExitCode> {
  const terminal = printedSafely(screen);
  const asksForHelp = words[0] === "help";
  const named = asksForHelp ? words.slice(1) : words;
  const [first] = named;
  const command = others.find(({ name }) => name === first) ?? main;
  const rest = command === main ? named : named.slice(1);
  const flags = [...command.flags, ...common];
  const isForeign = asksForHelp && command === main && first !== undefined && !first.startsWith("-");
  if (!isForeign && (asksForHelp || rest.includes("--help") || rest.includes("-h"))) {
    terminal.out(printHelp(command, command.flags, command === main ? others : [], terminal.paint));
    return 0;
  }
  if (rest.includes("--version")) {
    terminal.out(`${version}\n`);
    return 0;
  }
  // Before its options are complained about, which may be those of the command that was meant.
  const typo =
    command === main
      ? (misspelt(first, others) ?? (isForeign ? `\`${first}\` is no command. See boost-gen --help.` : undefined))
      : undefined;
  if (typo !== undefined) {
    terminal.err(`${terminal.paint("red", "error")}: ${typo}\n`);
    return 2;
  }
  const parsed = parseArguments(command, flags, rest);
  if (parsed.kind === "usage") {
    terminal.err(`${terminal.paint("red", "error")}: ${parsed.message}\n`);
    return 2;
  }
  return command.run(parsed.input, terminal);
}

/** A word without a dot or a slash that is nearly a command's name is no document. */
function misspelt(word: string | undefined, others: readonly Command[]): string | undefined {
  if (word === undefined || !/^[a-z-]+$/.test(word) || word.startsWith("-")) return undefined;
  const near = suggest(
    word,
    others.map(({ name }) => name),
  );
  return near === undefined ? undefined : `\`${word}\` is no command. Did you mean \`boost-gen ${near}\`?`;
}
