import type { TestContext } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { recordedTerminal } from "../cli/recorded-terminal.ts";
import { waitFor } from "../services/index.ts";

export interface OpenedStudio {
  /** With the token. */
  readonly address: string;
  readonly printed: () => { readonly out: string; readonly err: string };
  /** As Ctrl-C does; gives the exit code. */
  readonly stop: () => Promise<number>;
}

/** A command that serves a studio, typed in a folder. */
export async function opened(
  context: TestContext,
  folder: string,
  words: readonly string[],
  env: { readonly [name: string]: string } = {},
): Promise<OpenedStudio> {
  let end: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { terminal, printed } = recordedTerminal(folder, { env, untilStopped: () => stopped });
  let code: number | undefined;
  const ran = run(words, terminal, commands).then((value) => {
    code = value;
    return value;
  });
  const stop = (): Promise<number> => {
    end();
    return ran;
  };
  context.after(stop);
  const address = await waitFor(
    async () => {
      const found = /http:\/\/\S+#token=\S+/.exec(printed().out)?.[0];
      if (found === undefined) throw new Error(`no address yet: ${printed().out}${printed().err}`);
      return found;
    },
    { giveUp: () => (code === undefined ? undefined : new Error(`it ended with ${code}: ${printed().err}`)) },
  );
  return { address, printed, stop };
}
