import { commands } from "./commands.ts";
import { harmless } from "./printed.ts";
import { readLines } from "./read-lines.ts";
import { run } from "./run.ts";
import { painter } from "./terminal.ts";

const { stdin, stdout, stderr, env } = process;
// A reader that went away (`boost-gen … | head`) is no error.
stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));
stderr.on("error", () => process.exit(1));
process.on("unhandledRejection", (reason) => {
  complain(reason);
  process.exit(1);
});

try {
  const terminal = {
    cwd: process.cwd(),
    env,
    out: (text: string) => void stdout.write(text),
    err: (text: string) => void stderr.write(text),
    overwrite: (line: string) => void stderr.write(`\r\u001b[K${line}`),
    paint: painter(env, stdout.isTTY === true && stderr.isTTY === true),
    untilStopped: () =>
      new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
      }),
    width: stdout.isTTY === true ? stdout.columns : undefined,
    lines: stdin.isTTY === true && stdout.isTTY === true ? () => readLines(stdin, stdout) : undefined,
    interactive: stderr.isTTY === true && env["TERM"] !== "dumb",
    elapsed: () => performance.now(),
  };
  process.exitCode = await run(process.argv.slice(2), terminal, commands);
} catch (error) {
  complain(error);
  process.exitCode = 2;
}

function complain(error: unknown): void {
  const text = error instanceof Error ? String(error.stack) : String(error);
  stderr.write(`boost-gen failed unexpectedly; please report this:\n${harmless(text)}\n`);
}
