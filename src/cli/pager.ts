import { spawn } from "node:child_process";
import type { Terminal } from "./terminal.ts";

/**
 * Shows a text in `$PAGER`, else in `less`, and waits until the reader leaves it. False where the text was not shown: it fits on the screen,
 * `PAGER` is empty, or there is no such program.
 */
export async function page(text: string, { env, rows }: { readonly env: Terminal["env"]; readonly rows: number }): Promise<boolean> {
  const program = env["PAGER"] ?? "less";
  // The last line of the screen is the shell's prompt.
  if (program.trim() === "" || env["TERM"] === "dumb" || text.split("\n").length - 1 < rows) return false;
  // Ctrl-C is the pager's while it runs: without us it would be left with a terminal that shows nothing.
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  try {
    return await new Promise<boolean>((resolve) => {
      // R: colours are shown and other control characters are not.
      const child = spawn(program, { shell: true, env: { ...env, LESS: env["LESS"] ?? "-R" }, stdio: ["pipe", "inherit", "inherit"] });
      child.once("error", () => resolve(false));
      // What a shell says of a program that it does not find, or may not run.
      child.once("close", (code) => resolve(code !== 127 && code !== 126));
      // A reader who leaves early does not read the rest.
      child.stdin.on("error", () => {});
      child.stdin.end(text);
    });
  } finally {
    process.removeListener("SIGINT", ignore);
  }
}
