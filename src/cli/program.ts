import { commands } from "./commands.ts";
import { page } from "./pager.ts";
import { harmless } from "./printed.ts";
import { readLines } from "./read-lines.ts";
import { run } from "./run.ts";
import { painter } from "./terminal.ts";

const { stdin, stdout, stderr, env } = process;

/** Whether somebody still reads what is printed. */
let heard = true;
let isLost = false;
const stops = new Set<() => void>();

// What was begun is finished: its exit code is what counts, say of `boost-gen diff … --fail-on breaking | head`.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (!heard) return;
  heard = false;
  for (const stop of stops) stop();
  // A reader that went away is no error.
  if (error.code === "EPIPE") return;
  isLost = true;
  stderr.write(`error: what this prints cannot be written: ${harmless(error.message)}\n`);
});
stderr.on("error", () => {});
process.on("exit", () => {
  if (isLost) process.exitCode ||= 1;
});
for (const event of ["unhandledRejection", "uncaughtException"] as const)
  process.on(event, (reason) => {
    complain(reason);
    process.exit(1);
  });

let hasHinted = false;

try {
  const isInteractive = stderr.isTTY === true && env["TERM"] !== "dumb";
  const terminal = {
    cwd: workingFolder(),
    env,
    out: (text: string) => void (heard && stdout.write(text)),
    err: (text: string) => void stderr.write(text),
    overwrite: (line: string) => void stderr.write(`\r\u001b[K${line}`),
    paint: painter(env, stdout.isTTY === true && stderr.isTTY === true),
    untilStopped: () =>
      new Promise<void>((resolve) => {
        if (!heard) resolve();
        stops.add(resolve);
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
      }),
    width: stdout.isTTY === true ? stdout.columns : undefined,
    lines: stdin.isTTY === true && stdout.isTTY === true ? () => readLines(stdin, stdout) : undefined,
    page: stdout.isTTY === true ? (text: string) => page(text, { env, rows: stdout.rows }) : undefined,
    hint: isInteractive ? hint : undefined,
    heard: () => heard,
    interactive: isInteractive,
    elapsed: () => performance.now(),
  };
  process.exitCode = await run(process.argv.slice(2), terminal, commands);
} catch (error) {
  complain(error);
  process.exitCode = 2;
}

function hint(line: string): void {
  if (!hasHinted) stderr.write(`${line}\n`);
  hasHinted = true;
}

/** A shell may stand in a folder that was removed meanwhile. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    stderr.write("error: the working folder is not there any more; change into one that is.\n");
    process.exit(2);
  }
}

function complain(error: unknown): void {
  const text = error instanceof Error ? String(error.stack) : String(error);
  stderr.write(`boost-gen failed unexpectedly; please report this:\n${harmless(text)}\n`);
}
