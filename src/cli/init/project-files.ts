import { createRequire } from "node:module";
import { relative, sep } from "node:path";
import { emitProject } from "../../compiler/emit/project/project.ts";
import type { Contract, Role } from "../../compiler/model/index.ts";
import { neededPackages } from "../needed-packages.ts";

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

const require = createRequire(import.meta.url);
/** Ours, so that the project begins with versions that we were tested with. */
const own: { readonly peerDependencies: { readonly [name: string]: string } } = require("boost-gen/package.json");

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  rootDir: ".",
  outDir: "build",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  // The declarations of @temporalio/workflow 1.24 lack those of a package that they refer to.
  skipLibCheck: true,
};

/** All that a new project holds beside `generated/` and `handlers/`. */
export function projectFiles(contract: Contract, options: ProjectOptions): readonly ProjectFile[] {
  const programs = emitProject(contract, { extension: ".js" });
  const hasWorkflows = programs.some(({ path }) => path === "workflows.ts");
  return [
    { path: "package.json", text: json(packageJson(contract, options, hasWorkflows)) },
    { path: "tsconfig.json", text: json({ compilerOptions, exclude: ["build", "node_modules"] }) },
    { path: ".gitignore", text: "node_modules/\nbuild/\n" },
    // Whoever takes one of these finds that it leaves alone what boost-gen writes.
    { path: ".prettierignore", text: "generated/\nbuild/\n" },
    { path: "eslint.config.js", text: 'export default [{ ignores: ["generated/", "build/"] }];\n' },
    { path: "biome.json", text: json({ files: { includes: ["**", "!generated", "!build"] } }) },
    { path: ".env.memory", text: memory(contract) },
    ...programs,
  ];
}

function packageJson(contract: Contract, { folder, document, role, allowRef, range }: ProjectOptions, hasWorkflows: boolean): object {
  const temporal = own.peerDependencies["@temporalio/client"] ?? "latest";
  const workflows: readonly (readonly [string, string])[] = hasWorkflows
    ? [
        ["@temporalio/worker", temporal],
        ["@temporalio/workflow", temporal],
      ]
    : [];
  const needed = neededPackages(contract).map((name): readonly [string, string] => [
    name,
    name === "boost-gen" ? range : (own.peerDependencies[name] ?? "latest"),
  ]);
  const entry = {
    document: relativeTo(folder, document),
    ...(role === undefined ? {} : { as: role }),
    ...(allowRef.length === 0 ? {} : { allowRef: allowRef.map((place) => (/^https?:/.test(place) ? place : relativeTo(folder, place))) }),
  };
  return {
    name: contract.name,
    version: "0.1.0",
    private: true,
    type: "module",
    engines: { node: ">=20.19" },
    scripts: {
      generate: "boost-gen",
      check: "boost-gen --check",
      build: "tsc",
      test: "tsc && node --test build/test/service.test.js",
      start: "node build/main.js run all",
      try: "tsc && node --env-file=.env.memory build/main.js run all",
    },
    dependencies: Object.fromEntries([...needed, ...workflows].sort(([a], [b]) => (a < b ? -1 : 1))),
    devDependencies: { "@types/node": "^20.19.0", typescript: ">=5.9.0" },
    "boost-gen": { documents: [entry] },
  };
}

/** Every broker of the document inside the process: nothing has to be installed for a first look. */
function memory({ servers, name }: Contract): string {
  const lines = servers.map(({ key }) => `BOOST_${key.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}_URL=memory://${name}\n`);
  return `# For \`npm run try\`: brokers inside the process instead of the document's servers.\n${lines.join("")}`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
