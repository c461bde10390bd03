import type { Command } from "./command.ts";
import { generate, runGenerate } from "./commands/generate.ts";

/** The main command first. Each loads what it needs when it runs. */
export const commands: readonly Command[] = [
  {
    ...generate,
    run: async (input, terminal) => {
      const { compile } = await import("./compile.ts");
      return runGenerate(input, terminal, compile);
    },
  },
];
