import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import type { Block } from "./block.ts";
import { BlockFailure, type PageRun } from "./page-run.ts";

/** `main.ts` with the page's servers, until it consumes and its workers poll; then SIGTERM, after which it must end with 0. */
export async function runUntilReady(block: Block, { project, environment }: PageRun): Promise<void> {
  const port = await freePort();
  // Nothing is compiled to JavaScript here; a worker's bundler looks for the very file.
  project.write("main-of-sources.ts", project.read("main.ts").replaceAll("workflows.js", "workflows.ts"));
  const child = spawn(process.execPath, ["main-of-sources.ts", "run", "all"], {
    cwd: project.folder,
    env: project.environment({ ...environment, BOOST_HTTP_PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  let over: Error | undefined;
  const ended = once(child, "close").then(([code]) => {
    over = new BlockFailure(block, `the service ended with ${code} before it was ready:\n${output}`);
    return code as number | null;
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  try {
    await waitFor(
      async () => {
        const response = await fetch(`http://127.0.0.1:${port}/readyz`);
        if (!response.ok) throw new Error(`${await response.text()}\n${output}`);
      },
      { timeoutMs: 180_000, giveUp: () => over },
    );
    child.kill("SIGTERM");
    const code = await ended;
    if (code !== 0) throw new BlockFailure(block, `the service ended with ${code}:\n${output}`);
  } finally {
    kill();
    rmSync(join(project.folder, "main-of-sources.ts"));
    process.off("exit", kill);
  }
}
