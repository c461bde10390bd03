import type { Route } from "boost-gen/tools";
import type { About } from "../../studio/shared/about.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { ConfigError } from "../config.ts";
import { oneLine } from "../printed.ts";
import { saidOf } from "../said-of.ts";
import type { Terminal } from "../terminal.ts";

export interface Served {
  readonly about: About;
  readonly routes: readonly Route[];
}

/** Serves until the user ends it. @throws ConfigError */
export async function serveStudio(input: CommandInput, terminal: Terminal, { about, routes }: Served): Promise<ExitCode> {
  const { StudioServer } = await import("boost-gen/tools");
  const host = input.value("host");
  const server = new StudioServer({
    port: portOf(input.value("port")),
    ...(host === undefined ? {} : { host }),
    write: about.write,
    routes: [{ method: "GET", path: "about", answer: () => about }, ...routes],
    log: (what) => terminal.out(`${oneLine(`${new Date().toISOString()} ${what}`)}\n`),
  });
  const stopped = terminal.untilStopped();
  const address = await server.listen().catch((error: unknown) => {
    throw new ConfigError(`the studio cannot listen: ${saidOf(error)}; choose another --port or --host.`);
  });
  terminal.out(`studio      ${terminal.paint("bold", address)}\n`);
  terminal.out(`            ${about.write ? "may write" : "read only; --write allows publishing, replaying, dropping"}; Ctrl-C ends it\n`);
  try {
    await stopped;
  } finally {
    await server.close();
  }
  return 0;
}

/** 0: any that is free. */
function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new ConfigError(`--port needs a number from 0 to 65535, not "${text}".`);
  return Number(text);
}
