import type { Terminal } from "./terminal.ts";

/** 0: done. 1: drift, breaking changes, something missing on a server. 2: bad input or usage, nothing written. */
export type ExitCode = 0 | 1 | 2;

export interface Flag {
  readonly name: string;
  /** Name of its value; absent for a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly help: string;
}

export interface Command {
  /** Empty for the main one. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** The summary in a few words, for the list of commands. */
  readonly brief: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  /** How many words it takes beside its flags. */
  readonly words: { readonly least: number; readonly most: number };
  readonly run: (input: CommandInput, terminal: Terminal) => Promise<ExitCode>;
}

export interface CommandInput {
  readonly words: readonly string[];
  readonly has: (flag: string) => boolean;
  readonly value: (flag: string) => string | undefined;
  readonly values: (flag: string) => readonly string[];
}
