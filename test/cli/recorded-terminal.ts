import type { Terminal } from "../../src/cli/terminal.ts";
import type { Printed } from "./session.ts";

/** A terminal that nobody sees, without colours and without an end; `overrides`: what is different about it. */
export function recordedTerminal(
  cwd: string,
  overrides: Partial<Terminal> = {},
): { readonly terminal: Terminal; readonly printed: () => Omit<Printed, "code"> } {
  let [out, err] = ["", ""];
  const terminal: Terminal = {
    cwd,
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    paint: (_, text) => text,
    untilStopped: () => new Promise(() => {}),
    overwrite: () => {},
    interactive: false,
    heard: () => true,
    elapsed: () => 0,
    ...overrides,
  };
  return { terminal, printed: () => ({ out, err }) };
}
