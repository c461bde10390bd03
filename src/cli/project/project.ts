import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord } from "../record.ts";
import { findTsconfig, type Tsconfig } from "./tsconfig.ts";

/** What boost-gen needs to know of the project that it writes into. */
export interface Project {
  /** Folder of package.json, else the folder that was asked about. */
  readonly folder: string;
  readonly hasPackageJson: boolean;
  /** What package.json says; nothing where it is absent or no JSON. */
  readonly manifest: { readonly [key: string]: unknown };
  readonly isModule: boolean;
  /** Dependencies of all kinds, and the project itself, which its own code imports by name: name → range. */
  readonly installed: ReadonlyMap<string, string>;
  readonly manager: "npm" | "pnpm" | "yarn" | "bun";
  /** How a relative import must end. */
  readonly importExtension: ".js" | ".ts" | "";
  /** Sentences about what does not fit. */
  readonly misfits: readonly string[];
}

/** Looks at the nearest package.json and tsconfig.json at or above `folder`. */
export function readProject(folder: string): Project {
  const root = nearest(folder, "package.json");
  const { value, problem } = root === undefined ? { value: {}, problem: undefined } : readPackageJson(join(root, "package.json"));
  const tsconfig = findTsconfig(folder, root ?? folder);
  const isModule = value["type"] === "module";
  const lists = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].map((key) => value[key]);
  const self = typeof value["name"] === "string" ? [[value["name"], String(value["version"])] as const] : [];
  const installed = new Map([
    ...self,
    ...lists
      .flatMap((list) => (isRecord(list) ? Object.entries(list) : []))
      .map(([name, range]): readonly [string, string] => [name, String(range)]),
  ]);
  const isOld = /^\D*[0-5]\./.test(installed.get("typescript") ?? "");
  return {
    folder: root ?? folder,
    hasPackageJson: root !== undefined,
    manifest: value,
    isModule,
    installed,
    manager: findManager(root ?? folder),
    importExtension: importExtension(tsconfig, isModule),
    misfits: [problem, tsconfig?.problem, ...(tsconfig === undefined ? [] : misfits(tsconfig, { isModule, isOld }))].filter(
      (sentence) => sentence !== undefined,
    ),
  };
}

function importExtension(tsconfig: Tsconfig | undefined, isModule: boolean): Project["importExtension"] {
  if (tsconfig === undefined) return ".js";
  const { options } = tsconfig;
  if (options["allowImportingTsExtensions"] === true || options["rewriteRelativeImportExtensions"] === true) return ".ts";
  // An ES module in Node must say `.js`. Where none is needed none is better: jest, webpack and ts-node find the source then.
  return !isModule || resolution(options) === "bundler" ? "" : ".js";
}

/** `isOld`: TypeScript before 6, which is not strict and resolves the old way unless told otherwise. */
function misfits(
  { file, options }: Tsconfig,
  { isModule, isOld }: { readonly isModule: boolean; readonly isOld: boolean },
): readonly string[] {
  const sentences: string[] = [];
  const kind = resolution(options);
  const isGone = kind === "classic" || (!isOld && (kind === "node" || kind === "node10") && !silencesRemoval(options));
  if (isGone) {
    sentences.push(
      `\`${file}\` resolves modules the old way (\`${kind}\`), ${kind === "classic" ? "which looks into no package" : "which TypeScript 6 refuses unless told otherwise and 7 no longer has"}; set "module": "nodenext", or "moduleResolution": "bundler".`,
    );
  }
  const module = text(options["module"]);
  if (!isModule && options["verbatimModuleSyntax"] === true && (module.startsWith("node") || module === "commonjs")) {
    sentences.push(
      `\`${file}\` has "verbatimModuleSyntax": true in a CommonJS package, where TypeScript then refuses every \`import\`; set "type": "module" in package.json.`,
    );
  }
  const strict = options["strictNullChecks"] ?? options["strict"] ?? !isOld;
  if (strict !== true) sentences.push(`\`${file}\` does not set "strict": true, so tsc will not notice a field that may be missing.`);
  return sentences;
}

/** TypeScript 6 goes on with what 7 takes away. */
function silencesRemoval(options: Tsconfig["options"]): boolean {
  return options["ignoreDeprecations"] === "6.0";
}

/** As TypeScript derives it from `module`; `undefined` where its default depends on the version. */
function resolution(options: Tsconfig["options"]): string | undefined {
  const given = text(options["moduleResolution"]);
  if (given !== "") return given;
  const module = text(options["module"]);
  return module === "preserve" ? "bundler" : module.startsWith("node") ? "nodenext" : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}

function findManager(folder: string): Project["manager"] {
  const locks = [
    ["pnpm", "pnpm-lock.yaml"],
    ["yarn", "yarn.lock"],
    ["bun", "bun.lock"],
    ["bun", "bun.lockb"],
  ] as const;
  return locks.find(([, lock]) => existsSync(join(folder, lock)))?.[0] ?? "npm";
}

function readPackageJson(file: string): { readonly value: { readonly [key: string]: unknown }; readonly problem: string | undefined } {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
    if (isRecord(value)) return { value, problem: undefined };
  } catch {
    // Said below.
  }
  return { value: {}, problem: `\`${file}\` is not valid JSON; boost-gen goes on as if it were empty.` };
}

function nearest(folder: string, name: string): string | undefined {
  if (existsSync(join(folder, name))) return folder;
  return dirname(folder) === folder ? undefined : nearest(dirname(folder), name);
}
