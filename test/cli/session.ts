import type { TestContext } from "node:test";
import type { Command } from "../../src/cli/command.ts";
import { runGenerate } from "../../src/cli/commands/generate.ts";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { type Workspace, workspace } from "../compiler/output/workspace.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { tinyCompiler } from "./tiny-compiler.ts";

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Session extends Workspace {
  /** A line of words, or the words where they have blanks. */
  readonly type: (line: string | readonly string[]) => Promise<Printed>;
  readonly compilations: () => number;
  /** Puts another build of the compiler in its place. */
  readonly rebuild: () => void;
  /** Types a line that does not end by itself. */
  readonly begin: (line: string) => Running;
}

export interface Running {
  readonly out: () => string;
  readonly err: () => string;
  /** As Ctrl-C does; gives the exit code. */
  readonly stop: () => Promise<number>;
}

/** A folder with a package.json, and the program running in it: with the tiny compiler unless other commands are given. */
export function session(context: TestContext, given?: typeof commands): Session {
  const space = workspace(context);
  space.write("package.json", JSON.stringify({ type: "module", dependencies: { zod: "4" } }));
  const { compileFile, runs } = tinyCompiler();
  let builds = 1;
  const rebuild = (): void => {
    builds++;
  };
  const [generate, ...others] = commands;
  const main: Command = {
    ...generate,
    run: (input, terminal) => runGenerate(input, terminal, { compileFile, build: () => `build ${builds}` }),
  };
  const begin = (line: string | readonly string[]): Running & { readonly code: Promise<number> } => {
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const { terminal, printed } = recordedTerminal(space.folder, { untilStopped: () => stopped });
    const words = typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line;
    const code = run(words, terminal, given ?? [main, ...others]);
    return {
      code,
      out: () => printed().out,
      err: () => printed().err,
      stop: () => {
        stop();
        return code;
      },
    };
  };
  const type = async (line: string | readonly string[]): Promise<Printed> => {
    const { code, out, err } = begin(line);
    return { code: await code, out: out().replace(/[\d.]+ s\n/g, "0.0 s\n"), err: err() };
  };
  return { ...space, type, begin, compilations: runs, rebuild };
}
