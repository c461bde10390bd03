import { constants } from "node:fs";
import { access, mkdir, open, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { longStep } from "./long-step.ts";
import { run } from "./run.ts";
import { type ServiceName, ServiceUnavailable } from "./service.ts";

/** Outside the checkout, so that a fresh clone neither downloads nor builds again. */
export function cacheFolder(...names: string[]): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "boost-gen", ...names);
}

/** First executable file of that name on PATH or in the administrator's folders, which an ordinary user's PATH lacks. */
export async function findExecutable(name: string): Promise<string | undefined> {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/bin", "/usr/sbin", "/sbin"];
  for (const folder of folders.filter(Boolean)) {
    if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Makes what is not there yet, one process of this user at a time. @throws ServiceUnavailable for `reason` */
export async function madeOnce(
  name: ServiceName | "python" | "java",
  isThere: () => Promise<boolean>,
  make: () => Promise<void>,
  reason: string,
): Promise<void> {
  if (await isThere()) return;
  try {
    await withLock(name, async () => {
      if (!(await isThere())) await make();
    });
  } catch (error) {
    throw new ServiceUnavailable(name, reason, error);
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Installs Debian packages, without starting the services that they bring. Needs root or a sudo that asks nothing. */
export async function installPackages(...packages: string[]): Promise<void> {
  await withLock("apt", async () => {
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const apt = (...args: string[]) => {
      const [file = "env", ...rest] = [...sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", ...args];
      return run(file, rest, { timeoutMs: 10 * 60_000 });
    };
    await longStep("reading Debian's lists of packages", () => apt("update"));
    const install = () => apt("install", "--no-install-recommends", ...packages);
    await longStep(`installing ${packages.join(", ")}`, () => withoutServiceStart(sudo.length === 0, install));
  });
}

/** invoke-rc.d asks this file before it starts a packaged service; 101 is "no". */
async function withoutServiceStart<T>(permitted: boolean, work: () => Promise<T>): Promise<T> {
  const policy = "/usr/sbin/policy-rc.d";
  const ours =
    permitted &&
    (await writeFile(policy, "#!/bin/sh\nexit 101\n", { flag: "wx", mode: 0o755 }).then(
      () => true,
      () => false,
    ));
  try {
    return await work();
  } finally {
    if (ours) await rm(policy, { force: true });
  }
}

/** Runs `work` while no other process of this user does the same; a lock whose owner died is taken over. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  await mkdir(cacheFolder(), { recursive: true });
  const path = cacheFolder(`${name}.lock`);
  const deadline = Date.now() + 40 * 60_000;
  if (!(await tryLock(path)))
    await longStep(`waiting for another process, which has ${path}`, async () => {
      while (!(await tryLock(path))) {
        if (Date.now() > deadline) throw new Error(`another process has held ${path} for 40 minutes`);
        await delay(250);
      }
    });
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch {
    const owner = Number(await readFile(path, "utf8").catch(() => ""));
    // An empty file is a lock that is being written right now.
    if (owner && !isAlive(owner)) await rm(path, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
