import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import { root } from "./root.ts";

/** Resolved from the user's project, where commands that talk to brokers find them. */
const external = ["zod", "kafkajs", "ioredis", "amqplib", "@temporalio/*", "boost-gen/*"];

/** What the bundled CommonJS packages take for granted. */
const commonJsNames = [
  'import{createRequire as requireFrom}from"node:module";',
  'import{dirname as folderOf}from"node:path";',
  'import{fileURLToPath as pathOf}from"node:url";',
  "const require=requireFrom(import.meta.url),__filename=pathOf(import.meta.url),__dirname=folderOf(__filename);",
].join("");

/**
 * The command line with everything that it needs, so that an installation brings no dependencies. What a module imports with `import()`
 * becomes a chunk of its own, loaded when it is used. A module named `*-worker.ts` starts a thread and is an entry beside the main one.
 */
export async function bundleCli(dist: string): Promise<Metafile> {
  const workers = (await readdir(join(root, "src"), { recursive: true })).filter((name) => name.endsWith("-worker.ts"));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/cli/main.ts", ...workers.map((name) => `src/${name}`)],
    outdir: join(dist, "cli"),
    entryNames: "[name]",
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // Prefers ES modules: the UMD build of jsonc-parser, inside the official parser, requires its parts by computed names.
    mainFields: ["module", "main"],
    external,
    banner: { js: commonJsNames },
    // So that an uncaught error shows a line and not a megabyte.
    lineLimit: 200,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  refuseEagerWeights(metafile);
  refuseNamesOfCommonJs(metafile);
  await chmod(join(dist, "cli/main.js"), 0o755);
  return metafile;
}

/** What every run loads: the check of Node, and the program behind it. */
const entries = ["src/cli/main.ts", "src/cli/program.ts"];

/** Packages that take longer to load than a whole run; see docs of the commands that use them. */
const heavy = ["ts-morph", "@ts-morph/common", "@asyncapi/parser", "ajv"];

/** Fails when a static import makes every run load what few runs need. */
function refuseEagerWeights({ outputs }: Metafile): void {
  const names = Object.keys(outputs);
  const queue = names.filter((name) => entries.includes(outputs[name]?.entryPoint ?? ""));
  const eager = new Set(queue);
  for (const name of queue) {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind !== "import-statement" || eager.has(path) || !(path in outputs)) continue;
      eager.add(path);
      queue.push(path);
    }
  }
  for (const name of eager) {
    const input = Object.keys(outputs[name]?.inputs ?? {}).find((path) => heavy.some((each) => path.includes(`node_modules/${each}/`)));
    if (input) throw new Error(`${name}, which every run loads, holds ${input}; import it with import() where it is used`);
  }
}

/** With chunks, `import()` of a CommonJS package yields its default export only: `(await import("yaml")).parse` works from source and is undefined here. */
function refuseNamesOfCommonJs({ inputs }: Metafile): void {
  for (const [name, { imports }] of Object.entries(inputs)) {
    const found = imports.find(({ kind, path }) => kind === "dynamic-import" && inputs[path]?.format === "cjs");
    if (found && name.startsWith("src/")) {
      throw new Error(
        `${name} imports the CommonJS module ${found.path} with import(); import it by name in a module of ours, and that one with import()`,
      );
    }
  }
}
