import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../record.ts";
import type { Project } from "./project.ts";

/** Settings of jest, webpack and esbuild without which generated code does not run. Silent where a setting may stand in a file that is not read here. */
export function buildToolSentences(project: Project, needed: readonly string[]): readonly string[] {
  return [jestSentence(project), webpackSentence(project), ...esbuildSentences(project, needed)].filter(
    (sentence) => sentence !== undefined,
  );
}

const page = "`node_modules/boost-gen/dist/guide/modules.md`";

/** What may be imported by a configuration of jest without bringing settings of its own. */
const harmlessInJest: ReadonlySet<string> = new Set(["jest", "ts-jest", "@jest/types", "path", "node:path", "url", "node:url"]);

function jestSentence({ folder, manifest, installed, importExtension }: Project): string | undefined {
  if (importExtension !== ".js" || !installed.has("jest") || runsElsewhere(manifest, "jest")) return undefined;
  const config =
    manifest["jest"] === undefined ? configOf(folder, "jest.config") : { name: "package.json", text: JSON.stringify(manifest["jest"]) };
  if (config === undefined || !/["'`](?:ts-jest|@swc\/jest)\b/.test(config.text)) return undefined;
  // A preset, a project or a resolver of somebody's own may know the way.
  if (/moduleNameMapper|\bprojects\b|\bresolver\b|\bpreset["']?\s*:(?!\s*["'`]ts-jest\b)/.test(config.text)) return undefined;
  if (importsOf(config.text).some((name) => !harmlessInJest.has(name))) return undefined;
  return `\`${config.name}\` has no \`moduleNameMapper\`, so jest does not find the sources of generated imports, which end in \`.js\`; add \`moduleNameMapper: { "^(\\\\.{1,2}/.*)\\\\.js$": "$1" }\` (${page}).`;
}

function webpackSentence({ folder, manifest, installed, importExtension }: Project): string | undefined {
  if (importExtension !== ".js" || !installed.has("webpack") || runsElsewhere(manifest, "webpack")) return undefined;
  const config = configOf(folder, "webpack.config");
  if (config === undefined || !/["'`]ts-loader\b/.test(config.text) || /extensionAlias|extends/.test(config.text)) return undefined;
  // Another configuration that is merged in, and a plugin that resolves.
  if (importsOf(config.text).some((name) => /^[./]|merge|resolve/i.test(name))) return undefined;
  return `\`${config.name}\` has no \`extensionAlias\`, so webpack does not find the sources of generated imports, which end in \`.js\`; add \`resolve: { extensionAlias: { ".js": [".ts", ".js"] } }\` (${page}).`;
}

/** CommonJS, and what they call `require` for is part of Node. */
const commonJs: ReadonlySet<string> = new Set(["kafkajs", "amqplib", "ioredis", "@temporalio/client"]);

function esbuildSentences({ manifest }: Project, needed: readonly string[]): readonly string[] {
  const [client] = needed.filter((name) => commonJs.has(name));
  if (client === undefined) return [];
  return Object.entries(scriptsOf(manifest)).flatMap(([script, line]) =>
    line.split(/&&|\|\||;/).some(isBundleWithoutRequire)
      ? [
          `The script \`${script}\` bundles into an ES module of esbuild's, in which \`${client}\` finds no \`require\` when it starts; add \`--packages=external\` (${page}).`,
        ]
      : [],
  );
}

function isBundleWithoutRequire(command: string): boolean {
  const words = command.split(/\s+/);
  const has = (...options: readonly string[]): boolean => options.some((option) => words.includes(option));
  return (
    words.some((word) => /(?:^|\/)esbuild$/.test(word)) &&
    has("--bundle", "--bundle=true") &&
    has("--format=esm") &&
    has("--platform=node") &&
    !has("--packages=external") &&
    // One may leave out just what matters, the other may bring a `require`.
    !/--external:|--banner|--inject/.test(command)
  );
}

/** A script that names another configuration. */
function runsElsewhere(manifest: Project["manifest"], tool: string): boolean {
  return Object.values(scriptsOf(manifest)).some((line) => line.includes(tool) && /\s(?:--config|-c|--rootDir)\b/.test(line));
}

function scriptsOf({ scripts }: Project["manifest"]): { readonly [name: string]: string } {
  const lines = isRecord(scripts) ? Object.entries(scripts) : [];
  return Object.fromEntries(lines.flatMap(([name, line]) => (typeof line === "string" ? [[name, line]] : [])));
}

/** The only one of that name, without the lines that are comments: what `--init` writes is full of settings that are commented out. */
function configOf(folder: string, name: string): { readonly name: string; readonly text: string } | undefined {
  const endings = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json"];
  const found = endings.map((ending) => `${name}${ending}`).filter((file) => existsSync(join(folder, file)));
  const [file] = found;
  if (file === undefined || found.length > 1) return undefined;
  try {
    return { name: file, text: readFileSync(join(folder, file), "utf8").replace(/^\s*(?:\/\/|\/\*|\*).*$/gm, "") };
  } catch {
    return undefined;
  }
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import|require)\b\s*\(?\s*["'`]([^"'`]+)/g)].map(([, name = ""]) => name);
}
