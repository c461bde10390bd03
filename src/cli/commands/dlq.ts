import type { DeadLetter, DeadLetterFilter, DeadLetters } from "boost-gen/tools";
import { suggest } from "../../compiler/diagnostics/suggest.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { ConfigError } from "../config.ts";
import { oneLine } from "../printed.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { openContract } from "../tools/open-contract.ts";
import { deadLetterJson, printDeadLetter, printDeadLetterLine } from "../tools/print-dead-letter.ts";

const actions = ["list", "show", "replay", "drop"] as const;
type Action = (typeof actions)[number];
/** Dead letters that `list` shows where nobody says how many. */
const page = 100;

/** Lists, shows, replays or drops the dead letters of a document's operations. */
export function runDlq(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  return guarded(terminal, async () => {
    const [action = "", ...ids] = input.words;
    if (!isAction(action)) throw new ConfigError(`\`${action}\` is not something that can be done${insteadOf(action)}`);
    const filter = filterOf(input, action, ids);
    const opened = await openContract(input, terminal, compiler);
    if (opened === undefined) return 2;
    const { DeadLetters } = await import("boost-gen/tools");
    const letters = new DeadLetters({ ...opened, environment: terminal.env });
    try {
      const done = await perform[action](letters, filter, input, terminal);
      for (const note of new Set(letters.notes)) terminal.err(`${terminal.paint("yellow", "note")}: ${oneLine(note)}\n`);
      return done;
    } finally {
      await letters.close();
    }
  });
}

function isAction(word: string): word is Action {
  return actions.some((action) => action === word);
}

function insteadOf(word: string): string {
  const near = suggest(word, actions);
  return near === undefined ? `; it is one of ${actions.join(", ")}.` : `. Did you mean \`boost-gen dlq ${near}\`?`;
}

function filterOf(input: CommandInput, action: Action, ids: readonly string[]): DeadLetterFilter {
  const [cause, operation, address, most] = [input.value("cause"), input.value("operation"), input.value("from"), input.value("limit")];
  const moves = action === "replay" || action === "drop";
  if (action === "show" && ids.length === 0)
    throw new ConfigError("show needs the id or the place of a dead letter: boost-gen dlq show <id>");
  if (moves && ids.length === 0 && cause === undefined && !input.has("all")) {
    throw new ConfigError(`${action} needs ids, --cause or --all, so that nothing moves by accident.`);
  }
  if (input.has("all") && ids.length > 0) throw new ConfigError("ids and --all exclude each other.");
  if (most !== undefined && !/^[1-9]\d*$/.test(most)) throw new ConfigError(`--limit needs a whole number above 0, not "${most}".`);
  const limit = most === undefined ? (action === "list" ? page : undefined) : Number(most);
  return {
    ids,
    ...(cause === undefined ? {} : { cause }),
    ...(operation === undefined ? {} : { operation }),
    ...(address === undefined ? {} : { address }),
    ...(limit === undefined ? {} : { limit }),
  };
}

type Perform = (letters: DeadLetters, filter: DeadLetterFilter, input: CommandInput, terminal: Terminal) => Promise<ExitCode>;

const list: Perform = async (letters, filter, input, terminal) => {
  let count = 0;
  for await (const letter of letters.find(filter)) {
    if (!terminal.heard()) return 0;
    count += 1;
    terminal.out(input.has("json") ? `${JSON.stringify(deadLetterJson(letter))}\n` : printDeadLetterLine(letter, terminal.paint));
  }
  if (input.has("json")) return 0;
  const places = letters.places.map(({ address }) => `"${address}"`).join(", ");
  if (count === 0) terminal.out(`No dead letters in ${oneLine(places) || "any place: nothing of this document is dead-lettered"}.\n`);
  else terminal.out(`${count} dead letter${count === 1 ? "" : "s"}${count === filter.limit ? "; there may be more: --limit <n>" : ""}\n`);
  return 0;
};

const show: Perform = async (letters, filter, input, terminal) => {
  let found = false;
  for await (const letter of letters.find(filter)) {
    if (found && !input.has("json")) terminal.out("\n");
    found = true;
    const value = await letters.value(letter);
    terminal.out(input.has("json") ? `${JSON.stringify(deadLetterJson(letter, value))}\n` : printDeadLetter(letter, value, terminal.paint));
  }
  return found ? 0 : notThere(filter, terminal);
};

const replay: Perform = (letters, filter, input, terminal) =>
  each(letters, filter, terminal, async (letter) => {
    const target = letters.target(letter);
    if (input.has("dry-run")) return `would replay ${nameOf(letter)} to "${target}"`;
    await letters.replay(letter);
    return `replayed ${nameOf(letter)} to "${target}"`;
  });

const drop: Perform = (letters, filter, input, terminal) =>
  each(letters, filter, terminal, async (letter) => {
    if (input.has("dry-run")) return `would drop ${nameOf(letter)}`;
    await letters.drop(letter);
    return `dropped ${nameOf(letter)}`;
  });

const perform: { readonly [action in Action]: Perform } = { list, show, replay, drop };

/** One that cannot be moved is told and left; the others go on. */
async function each(
  letters: DeadLetters,
  filter: DeadLetterFilter,
  terminal: Terminal,
  move: (letter: DeadLetter) => Promise<string>,
): Promise<ExitCode> {
  let [moved, left] = [0, 0];
  for await (const letter of letters.find(filter)) {
    try {
      terminal.out(`${oneLine(await move(letter))}\n`);
      moved += 1;
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConfigurationError")) throw error;
      left += 1;
      terminal.err(`${terminal.paint("red", "error")}: ${oneLine(error.message)}\n`);
    }
  }
  if (moved + left === 0) return notThere(filter, terminal);
  terminal.out(`${moved} dead letter${moved === 1 ? "" : "s"}${left === 0 ? "" : `, ${left} left where they are`}\n`);
  return left === 0 ? 0 : 1;
}

function notThere({ ids = [] }: DeadLetterFilter, terminal: Terminal): ExitCode {
  const what = ids.length === 0 ? "no dead letter fits" : `no dead letter has the id or place ${ids.map((id) => `"${id}"`).join(", ")}`;
  terminal.err(`${terminal.paint("red", "error")}: ${what}\n`);
  return 1;
}

function nameOf({ id, place }: DeadLetter): string {
  return id === undefined ? place : `${id} (${place})`;
}
