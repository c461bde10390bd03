import { commands } from "./commands.ts";
import { run } from "./run.ts";
import { painter } from "./terminal.ts";

const { stdout, stderr, env } = process;
// A reader that went away (`boost-gen … | head`) is no error.
stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

try {
  const terminal = {
    cwd: process.cwd(),
    env,
    out: (text: string) => void stdout.write(text),
    err: (text: string) => void stderr.write(text),
    paint: painter(env, stdout.isTTY === true && stderr.isTTY === true),
    untilStopped: () =>
      new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
      }),
    interactive: stderr.isTTY === true && env["TERM"] !== "dumb",
    elapsed: () => performance.now(),
  };
  process.exitCode = await run(process.argv.slice(2), terminal, commands);
} catch (error) {
  stderr.write(`boost-gen failed unexpectedly; please report this:\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 2;
}
