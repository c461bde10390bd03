import { relative, sep } from "node:path";
import { jsonText, renderTemplate } from "../../compiler/code/index.ts";
import { emitProject } from "../../compiler/emit/project/project.ts";
import type { Contract, Role } from "../../compiler/model/index.ts";
import { neededPackages } from "../needed-packages.ts";
import { ownManifest } from "../own-manifest.ts";

export interface ProjectFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

export interface ProjectOptions {
  readonly folder: string;
  readonly document: string;
  readonly role: Role | undefined;
  readonly allowRef: readonly string[];
  /** Of boost-gen itself. */
  readonly range: string;
}

/** All that a new project holds beside `generated/` and `handlers/`. */
export function projectFiles(contract: Contract, options: ProjectOptions): readonly ProjectFile[] {
  const programs = emitProject(contract, { extension: ".js" });
  const hasWorkflows = programs.some(({ path }) => path === "workflows.ts");
  return [
    { path: "package.json", text: packageJson(contract, options, hasWorkflows) },
    { path: "tsconfig.json", text: renderTemplate("project/tsconfig", {}) },
    { path: ".gitignore", text: renderTemplate("project/gitignore", {}) },
    // Whoever takes one of these finds that it leaves alone what boost-gen writes.
    { path: ".prettierignore", text: renderTemplate("project/prettierignore", {}) },
    { path: "eslint.config.js", text: renderTemplate("project/eslint-config", {}) },
    { path: "biome.json", text: renderTemplate("project/biome", {}) },
    ...programs,
  ];
}

function packageJson(contract: Contract, { folder, document, role, allowRef, range }: ProjectOptions, hasWorkflows: boolean): string {
  const worker = hasWorkflows ? ["@temporalio/worker", "@temporalio/workflow"] : [];
  const dependencies = [...new Set([...neededPackages(contract), ...worker])].sort().map((name) => [name, rangeOf(name, range)] as const);
  const entry = {
    document: relativeTo(folder, document),
    ...(role === undefined ? {} : { as: role }),
    ...(allowRef.length === 0 ? {} : { allowRef: allowRef.map((place) => (/^https?:/.test(place) ? place : relativeTo(folder, place))) }),
  };
  return renderTemplate("project/package-json", {
    name: jsonText(contract.name),
    dependencies: jsonText(Object.fromEntries(dependencies), 2),
    documents: jsonText([entry], 4),
  });
}

/** Temporal's packages come in one version. */
function rangeOf(name: string, own: string): string {
  if (name === "boost-gen") return own;
  const { peerDependencies } = ownManifest;
  return peerDependencies[name.startsWith("@temporalio/") ? "@temporalio/client" : name] ?? "latest";
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
