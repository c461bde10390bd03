import { execFile } from "node:child_process";
import { patience } from "./wait.ts";

export interface RunOptions {
  readonly cwd?: string;
  /** `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Uint8Array;
  readonly timeoutMs?: number;
  /** Told each piece of standard error while the program runs. */
  readonly onError?: (text: string) => void;
}

/** Standard output of a program. Rejects with what it printed when it fails or takes longer than a test's patience (or `timeoutMs`). */
export function run(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      [...args],
      {
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        env: { ...process.env, ...options.env },
        timeout: options.timeoutMs ?? patience,
        killSignal: "SIGKILL",
        maxBuffer: 256 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error)
          reject(new Error(`${file} ${args.join(" ")}: ${(stderr || stdout || error.message).trim().slice(-4_000)}`, { cause: error }));
        else resolve(stdout);
      },
    );
    if (options.onError) child.stderr?.on("data", options.onError);
    // A program that leaves before it has read everything tells why on stderr; the broken pipe adds nothing.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(options.input ?? "");
  });
}
