import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** An application of this folder as a process of its own, as a user would run it. */
export interface AppProcess {
  /** Everything it printed so far. */
  output(): string;
  /** Sends SIGTERM and resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Resolves with the exit code when it ends by itself. */
  ended: Promise<number | null>;
  kill(): void;
}

/** Starts `main.ts` of an application and resolves when `/readyz` says that it consumes. */
export async function startApp(
  name: string,
  environment: Record<string, string>,
  args: readonly string[] = ["run", "all"],
): Promise<AppProcess> {
  const port = await freePort();
  const app = runApp(name, { ...environment, BOOST_HTTP_PORT: String(port) }, args);
  let over: Error | undefined;
  void app.ended.then((code) => {
    over = new Error(`the application "${name}" ended with ${code} before it was ready:\n${app.output()}`);
  });
  await waitFor(() => ready(port), { giveUp: () => over });
  return app;
}

/** Starts it and does not wait. `name`: a folder here, or a file from here on. */
export function runApp(name: string, environment: Record<string, string>, args: readonly string[]): AppProcess {
  const main = fileURLToPath(new URL(name.endsWith(".ts") ? name : `./${name}/main.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ["--conditions=boost-gen-source", "--import", "tsx", main, ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  const ended = once(child, "close").then(([code]) => code as number | null);
  // A test file that its deadline ends must not leave an application that goes on consuming.
  process.once("exit", () => child.kill("SIGKILL"));
  return {
    output: () => output,
    ended,
    terminate: () => {
      child.kill("SIGTERM");
      return ended;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

async function ready(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (!response.ok) throw new Error(`/readyz says ${response.status}: ${await response.text()}`);
}
