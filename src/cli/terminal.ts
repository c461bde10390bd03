/** What a command may touch of the process; tests give their own. */
export interface Terminal {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Writes over the last line of standard error, where it is a terminal; the empty text removes that line. */
  readonly overwrite: (line: string) => void;
  readonly paint: Paint;
  /** Resolves when the user (or the system) asks the program to end. From the first call on such a request no longer ends it by itself. */
  readonly untilStopped: () => Promise<void>;
  /** Columns of the screen; absent where there is none. */
  readonly width?: number | undefined;
  /** Where a person sits at both ends: begins to read what is typed. */
  readonly lines?: (() => Lines) | undefined;
  /** Whether somebody still reads what is printed: `boost-gen … | head` goes on after `head`. */
  readonly heard: () => boolean;
  /** Shows a text in the user's pager until the reader leaves it; false where it fits on the screen or there is no pager. Absent without a screen. */
  readonly page?: ((text: string) => Promise<boolean>) | undefined;
  /** A remark for a person at a terminal, printed once per run. Absent where nobody sits there. */
  readonly hint?: ((line: string) => void) | undefined;
  /** Standard error is a terminal, so a line may be written over. */
  readonly interactive: boolean;
  /** Milliseconds since the program began. */
  readonly elapsed: () => number;
}

export interface Lines {
  /** The next line; `undefined` when the person has ended it. */
  readonly next: (prompt: string) => Promise<string | undefined>;
  readonly close: () => void;
}

export type Colour = "red" | "green" | "yellow" | "blue" | "grey" | "bold";
export type Paint = (colour: Colour, text: string) => string;

const codes: { readonly [name in Colour]: readonly [number, number] } = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  grey: [90, 39],
  bold: [1, 22],
};

/** `NO_COLOR` with any text turns colours off, `FORCE_COLOR` turns them on where there is no terminal. */
export function painter(env: Terminal["env"], isTerminal: boolean): Paint {
  const wanted = env["NO_COLOR"] ? false : env["FORCE_COLOR"] ? env["FORCE_COLOR"] !== "0" : isTerminal && env["TERM"] !== "dumb";
  return (colour, text) => (wanted ? `\u001b[${codes[colour][0]}m${text}\u001b[${codes[colour][1]}m` : text);
}
