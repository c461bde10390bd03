import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Below Linux's range of outgoing ports, so no client connection takes the port while its server is down between `kill` and `start`. */
const lowest = 15_000;
const highest = 31_000;

/** A file for each port that a test process of this machine was given: a slow server listens seconds later, and others look meanwhile. */
const claims = join(tmpdir(), "boost-gen-ports");
const own = new Set<string>();

/** A port of 127.0.0.1 on which nobody listens, and which no other test process gets while this one lives. `pick`: for tests. */
export async function freePort(pick = (): number => lowest + Math.floor(Math.random() * (highest - lowest))): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = pick();
    if (claim(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

function claim(port: number): boolean {
  const file = join(claims, String(port));
  if (own.has(file)) return false;
  mkdirSync(claims, { recursive: true });
  if (holder(file) !== undefined) return false;
  try {
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch {
    // Somebody was quicker.
    return false;
  }
  if (own.size === 0) process.once("exit", letGo);
  own.add(file);
  return true;
}

function letGo(): void {
  for (const file of own) rmSync(file, { force: true });
}

/** The process that has the port and lives. */
function holder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}
