import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./build/root.ts";

// `npm install` leaves the platform packages (`@esbuild/darwin-arm64`) out of the lock that its registry does not serve, and `npm ci` then
// refuses the lock as incomplete. This adds them by name and version; after an `npm install` of a tool with such packages, run it.

interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

interface Lock {
  packages: Record<string, LockedPackage>;
}

const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

const path = join(root, "package-lock.json");
const lock: Lock = JSON.parse(await readFile(path, "utf8"));
const before = Object.keys(lock.packages).length;
for (const [parent, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const isThere = [`${parent}/node_modules/${name}`, `node_modules/${name}`].some((place) => place in lock.packages);
    const entry = isThere ? undefined : platformPackage(name, version, owner);
    if (entry) lock.packages[`node_modules/${name}`] = entry;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(lock.packages).length - before} platform packages added`);

/** `undefined` for what is no platform package: its name tells the platform, and its version is its owner's. */
function platformPackage(name: string, version: string, owner: LockedPackage): LockedPackage | undefined {
  const words = name.split(/[/-]/);
  const system = systems.find((each) => words.includes(each));
  const processor = processors.find((each) => words.includes(each));
  if (!system || !processor || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const library = words.some((word) => word.startsWith("musl")) ? "musl" : "glibc";
  const { dev, license, engines } = owner;
  return {
    version,
    cpu: [processor],
    ...(dev ? { dev } : {}),
    ...(license ? { license } : {}),
    ...(system === "linux" ? { libc: [library] } : {}),
    optional: true,
    os: [system],
    ...(engines ? { engines } : {}),
  };
}
