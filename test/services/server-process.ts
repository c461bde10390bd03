import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExecutable } from "./install.ts";
import { waitFor, withTimeout } from "./wait.ts";

export interface ServerCommand {
  /** For messages and for the log's file name. */
  readonly name: string;
  /** Holds the log. */
  readonly folder: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Throws until the server answers its own protocol. */
  readonly answers: () => Promise<unknown>;
}

const running = new Set<ServerProcess>();
const folders = new Set<string>();

/** A folder in the temporary directory that goes when this process exits, unless a server failed to start in it: then its log stays readable. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `boost-gen-${name}-`));
  folders.add(folder);
  return folder;
}

process.once("exit", () => {
  for (const server of running) server.killNow();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** One server program: the process that it starts is the process that it stops or kills. */
export class ServerProcess {
  readonly logPath: string;
  readonly #command: ServerCommand;
  #child: ChildProcess | undefined;
  #exit: Promise<void> = Promise.resolve();

  constructor(command: ServerCommand) {
    this.#command = command;
    this.logPath = join(command.folder, `${command.name}.log`);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    if (this.#child) return;
    const { name, answers } = this.#command;
    const child = await this.#spawn();
    let spawnError: Error | undefined;
    child.once("error", (error) => {
      spawnError = error;
    });
    this.#exit = new Promise((resolve) => {
      const ended = () => {
        if (this.#child === child) this.#child = undefined;
        running.delete(this);
        resolve();
      };
      child.once("exit", ended);
      child.once("error", ended);
    });
    this.#child = child;
    running.add(this);
    try {
      const giveUp = (): Error | undefined =>
        this.#child === child ? undefined : (spawnError ?? new Error(`it ended with ${child.exitCode ?? child.signalCode}`));
      await waitFor(answers, { giveUp });
    } catch (error) {
      folders.delete(this.#command.folder);
      await this.kill();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${name} did not start: ${reason}\nlog: ${this.logPath}\n${this.#logTail()}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    const pid = this.pid;
    if (pid === undefined) return;
    this.#child?.kill("SIGTERM");
    try {
      await withTimeout(this.#exit, 20_000, `${this.#command.name} after SIGTERM`);
    } catch {
      await this.kill();
    }
    // What the server itself started and left behind belongs to its process group.
    signalGroup(pid, "SIGKILL");
  }

  async kill(): Promise<void> {
    if (this.pid === undefined) return;
    this.#child?.kill("SIGKILL");
    await withTimeout(this.#exit, 10_000, `${this.#command.name} after SIGKILL`);
  }

  /** For exit handlers, which cannot wait. */
  killNow(): void {
    if (this.pid !== undefined) signalGroup(this.pid, "SIGKILL");
  }

  /**
   * A process group of its own keeps Ctrl-C of a terminal from the server, whose owner stops it in order;
   * `setpriv --pdeathsig` ends it with an owner that was itself killed. The program replaces setpriv, so the process id is the server's.
   */
  async #spawn(): Promise<ChildProcess> {
    const { file, args, env } = this.#command;
    const setpriv = await findExecutable("setpriv");
    const [program, ...rest] = setpriv ? [setpriv, "--pdeathsig", "KILL", file, ...args] : [file, ...args];
    const log = openSync(this.logPath, "a");
    try {
      const child = spawn(program ?? file, rest, {
        cwd: this.#command.folder,
        env: { ...process.env, ...env },
        stdio: ["ignore", log, log],
        detached: true,
      });
      // A test that forgets to stop its server ends all the same; the exit handler above then kills the server.
      child.unref();
      return child;
    } finally {
      closeSync(log);
    }
  }

  #logTail(): string {
    return readFileSync(this.logPath, "utf8").split("\n").slice(-30).join("\n");
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left.
  }
}
