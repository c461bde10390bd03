import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { intersects, major, minVersion, satisfies, validRange } from "semver";
import { isRecord } from "../record.ts";
import type { Project } from "./project.ts";

/** A package of the project's that npm refuses beside boost-gen. */
export interface UnfitPackage {
  readonly name: string;
  /** The version that is installed, else the range of package.json. */
  readonly found: string;
  readonly wanted: string;
  /** What to install instead: `zod@^4`. */
  readonly instead: string;
}

/** Of what boost-gen works with, what the project has in another version, whether this document needs it or not: npm does not ask. */
export function unfitPackages(
  { folder, installed }: Pick<Project, "folder" | "installed">,
  peers: { readonly [name: string]: string },
): readonly UnfitPackage[] {
  return Object.entries(peers).flatMap(([name, wanted]) => {
    const range = installed.get(name);
    if (range === undefined) return [];
    const version = installedVersion(folder, name);
    if (version === undefined ? isCompatible(range, wanted) : satisfies(version, wanted, { includePrerelease: true })) return [];
    return [{ name, found: version ?? range, wanted, instead: `${name}@^${major(minVersion(wanted) ?? "0.0.0")}` }];
  });
}

/** What is no range (`latest`, `workspace:*`, a path) says nothing. */
function isCompatible(range: string, wanted: string): boolean {
  return validRange(range) === null || intersects(range, wanted, { includePrerelease: true });
}

/** In the nearest `node_modules` that has it. */
function installedVersion(folder: string, name: string): string | undefined {
  const file = join(folder, "node_modules", name, "package.json");
  if (!existsSync(file)) return dirname(folder) === folder ? undefined : installedVersion(dirname(folder), name);
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(manifest) && typeof manifest["version"] === "string" ? manifest["version"] : undefined;
  } catch {
    return undefined;
  }
}

/** One sentence for each, before npm says it in twenty lines. */
export function unfitSentence({ name, found, wanted, instead }: UnfitPackage): string {
  return `\`${name}\` is ${found} in this project, and boost-gen needs ${wanted}: npm would refuse the two together; install \`${instead}\`.`;
}
