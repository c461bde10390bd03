import { createHash } from "node:crypto";
import { access, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "node:test";
import { describeWithServices, type Services } from "./index.ts";
import { cacheFolder, findExecutable, installPackages, isExecutable, madeOnce } from "./install.ts";
import { longStep } from "./long-step.ts";
import { run } from "./run.ts";
import { type ServiceName, ServiceUnavailable } from "./service.ts";

/** An environment of Python's own packages, for neighbours that are written in it. */
export interface Python {
  /** Path of the interpreter, for whoever starts a program that stays. */
  readonly interpreter: string;
  /** Runs a program to its end; resolves to what it printed. */
  run(file: string, args?: readonly string[], options?: Parameters<typeof run>[2]): Promise<string>;
}

/**
 * The interpreter of a virtual environment that holds these packages, each with its version: `pythonWith("faststream[kafka]==0.6.3")`.
 * Made once per machine for each list; name what they depend on as well where its version matters.
 */
export async function pythonWith(...packages: readonly string[]): Promise<Python> {
  const loose = packages.filter((name) => !/==\d/.test(name));
  if (loose.length > 0) throw new Error(`a test pins the version of its packages: ${loose.join(", ")}`);
  const list = [...packages].sort();
  const folder = cacheFolder("python", createHash("sha256").update(list.join("\n")).digest("hex").slice(0, 12));
  const interpreter = join(folder, "bin", "python");
  await madeOnce(
    "python",
    () => isComplete(folder),
    () => makeEnvironment(folder, list),
    `${list.join(", ")} could not be installed`,
  );
  return { interpreter, run: (file, args = [], options = {}) => run(interpreter, [file, ...args], options) };
}

/** `describeWithServices` with an interpreter beside the servers. */
export async function describeWithPython<const Name extends ServiceName>(
  { packages, services }: { readonly packages: readonly string[]; readonly services: readonly Name[] },
  title: string,
  suite: (services: Pick<Services, Name> & { readonly python: Python }) => void,
): Promise<void> {
  let python: Python;
  try {
    python = await pythonWith(...packages);
  } catch (error) {
    if (!(error instanceof ServiceUnavailable) || process.env["CI"]) throw error;
    describe(title, { skip: error.message });
    return;
  }
  await describeWithServices(services, title, (started) => suite({ ...started, python }));
}

/** An environment cannot be moved, because its programs name their interpreter; so it says by a folder that it is whole. */
async function makeEnvironment(folder: string, packages: readonly string[]): Promise<void> {
  const python = await findPython();
  await rm(folder, { recursive: true, force: true });
  await longStep(`installing ${packages.join(", ")} for Python, once per machine`, async () => {
    await run(python, ["-m", "venv", folder], { timeoutMs: 5 * 60_000 });
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
    await run(join(folder, "bin", "python"), [...pip, ...packages], { timeoutMs: 10 * 60_000 });
  });
  await mkdir(join(folder, "complete"));
}

async function isComplete(folder: string): Promise<boolean> {
  const whole = await access(join(folder, "complete")).then(
    () => true,
    () => false,
  );
  return whole && (await isExecutable(join(folder, "bin", "python")));
}

/** Debian's `python3` has neither `venv` nor `ensurepip` before its package is there. */
async function findPython(): Promise<string> {
  const canMakeEnvironments = (file: string): Promise<boolean> =>
    run(file, ["-c", "import venv, ensurepip"]).then(
      () => true,
      () => false,
    );
  const found = await findExecutable("python3");
  if (found && (await canMakeEnvironments(found))) return found;
  await installPackages("python3", "python3-venv");
  return "/usr/bin/python3";
}
