import { parseArgs } from "node:util";
import { suggest } from "../compiler/diagnostics/suggest.ts";
import type { Command, CommandInput, Flag } from "./command.ts";

export type Parsed = { readonly kind: "input"; readonly input: CommandInput } | { readonly kind: "usage"; readonly message: string };

/** Reads the words after the command's name. Every complaint quotes the word. */
export function parseArguments(command: Command, flags: readonly Flag[], words: readonly string[]): Parsed {
  const options = Object.fromEntries(
    flags.map((flag) => [flag.name, { type: flag.value === undefined ? ("boolean" as const) : ("string" as const) }]),
  );
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find((candidate) => candidate.name === token.name);
    const problem = flag === undefined ? unknownOption(token.rawName, flags) : valueProblem(flag, token.value, token.inlineValue === true);
    if (problem !== undefined) return { kind: "usage", message: problem };
    if (flag?.multiple !== true && flag?.value !== undefined && values.has(token.name))
      return { kind: "usage", message: `--${token.name} is given twice.` };
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  const { least, most } = command.words;
  if (positionals.length < least) return { kind: "usage", message: `Something is missing: ${command.usage}` };
  if (positionals.length > most) return { kind: "usage", message: `One word too many: \`${positionals[most]}\`. Usage: ${command.usage}` };
  return {
    kind: "input",
    input: {
      words: positionals,
      has: (flag) => values.has(flag),
      value: (flag) => values.get(flag)?.[0],
      values: (flag) => values.get(flag) ?? [],
    },
  };
}

function unknownOption(word: string, flags: readonly Flag[]): string {
  const near = suggest(
    word.replace(/^-+/, ""),
    flags.map((flag) => flag.name),
  );
  return `\`${word}\` is not an option.${near === undefined ? " See --help." : ` Did you mean --${near}?`}`;
}

function valueProblem({ name, value, choices }: Flag, given: string | undefined, inline: boolean): string | undefined {
  if (value === undefined) return inline ? `--${name} takes no value.` : undefined;
  if (given === undefined || given === "" || (!inline && given.startsWith("-") && given !== "-"))
    return `--${name} needs a value: --${name} <${value}>.`;
  if (choices === undefined || choices.includes(given)) return undefined;
  const near = suggest(given, choices);
  return `\`${given}\` is no value of --${name}; it is one of ${choices.join(", ")}.${near === undefined ? "" : ` Did you mean ${near}?`}`;
}
