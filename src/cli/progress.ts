import type { Terminal } from "./terminal.ts";

/** Says what a run is doing. */
export interface Progress {
  readonly step: (what: string) => void;
  /** Call before anything else is printed. */
  readonly end: () => void;
}

export interface ProgressOptions {
  /** Of how many documents this is which. */
  readonly number: number;
  readonly total: number;
  readonly document: string;
  readonly quiet: boolean;
}

/** Where lines cannot be written over, only work that takes this long is spoken of. */
const long = 1_000;
/** A line that wraps could not be written over. */
const widest = 79;

/** On a terminal one line that is written over and goes at the end; elsewhere a plain line for each step of long work. Always on standard error. */
export function progress(terminal: Terminal, { number, total, document, quiet }: ProgressOptions): Progress {
  if (quiet) return { step: () => undefined, end: () => undefined };
  const { err, overwrite, paint, interactive, elapsed } = terminal;
  const counter = total === 1 ? "" : `[${number}/${total}] `;
  let shown = false;
  return {
    step: (what) => {
      const line = `${counter}${document}: ${what}`;
      if (interactive) {
        shown = true;
        overwrite(paint("grey", line.length > widest ? `${line.slice(0, widest - 1)}…` : line));
      } else if (elapsed() >= long) err(`${line}\n`);
    },
    end: () => {
      if (shown) overwrite("");
      shown = false;
    },
  };
}
