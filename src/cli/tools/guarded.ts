import type { ExitCode } from "../command.ts";
import { ConfigError } from "../config.ts";
import { oneLine } from "../printed.ts";
import type { Terminal } from "../terminal.ts";

/** Our own errors are sentences for the user; any other one is a mistake of ours and goes on. */
export async function guarded(terminal: Terminal, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !(error instanceof ConfigError || "problems" in error || error.name in meanings)) throw error;
    const sentences = "problems" in error && Array.isArray(error.problems) ? error.problems.map(String) : [error.message];
    for (const sentence of sentences) terminal.err(`${terminal.paint("red", "error")}: ${oneLine(sentence)}\n`);
    return error.name === "ConnectionError" ? 1 : 2;
  }
}

/** Errors of the runtime, which is a package apart: by name, as another copy's class is not ours. */
const meanings: { readonly [name: string]: true } = {
  ConfigurationError: true,
  ConnectionError: true,
  InvalidMessage: true,
  FatalError: true,
};
