import type { Command } from "./command.ts";
import { generate, runGenerate } from "./commands/generate.ts";
import type { Compile } from "./compilation.ts";

/** A run that finds nothing changed never gets here. */
const compile: Compile = async (document, options) => {
  const compiler = await import("./compile.ts");
  return compiler.compile(document, options);
};

/** The main command first. Each loads what it needs when it runs. */
export const commands: readonly [Command, ...Command[]] = [
  { ...generate, run: (input, terminal) => runGenerate(input, terminal, compile) },
];
