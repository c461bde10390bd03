/** The ways in which a program is made one file with kafkajs in it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, buildSync } from "esbuild";

/** Makes `module` a program of that folder, and returns its path. */
export type Bundle = (module: URL, folder: string) => Promise<string>;

const esbuild =
  (file: string, options: BuildOptions): Bundle =>
  async (module, folder) => {
    const outfile = join(folder, file);
    const common: BuildOptions = { bundle: true, platform: "node", conditions: ["boost-gen-source"] };
    // `import.meta.url` is empty in CommonJS, which esbuild warns of and the runtime knows.
    buildSync({ entryPoints: [fileURLToPath(module)], outfile, ...common, ...options, logLevel: "error" });
    return outfile;
  };

/** What of webpack is used here. */
type Webpack = (configuration: object, done: (error: Error | null, stats: Stats | undefined) => void) => void;
interface Stats {
  hasErrors(): boolean;
  toString(options: object): string;
}

/** Temporal's worker brings webpack and a loader of TypeScript. */
const ofTemporal = createRequire(createRequire(import.meta.url).resolve("@temporalio/worker"));

const webpack =
  (output: { readonly filename: string; readonly [option: string]: unknown }, experiments: object = {}): Bundle =>
  async (module, folder) => {
    const loader = { loader: ofTemporal.resolve("swc-loader"), options: { jsc: { parser: { syntax: "typescript" }, target: "es2022" } } };
    const configuration = {
      mode: "production",
      target: "node20",
      devtool: false,
      entry: fileURLToPath(module),
      output: { ...output, path: folder },
      experiments,
      module: { rules: [{ test: /\.ts$/, use: loader }] },
      resolve: { extensions: [".ts", ".js"], conditionNames: ["boost-gen-source", "..."] },
    };
    const run: Webpack = ofTemporal("webpack");
    await new Promise<void>((resolve, reject) => {
      run(configuration, (error, stats) => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString({ all: false, errors: true })));
        else resolve();
      });
    });
    return join(folder, output.filename);
  };

/** What the guide gives an ES module of esbuild's that holds CommonJS. */
function bannerOfGuide(): string {
  const page = readFileSync(new URL("../../../src/guide/modules.md", import.meta.url), "utf8");
  const [, banner] = /`--banner:js="([^`]+)"`/.exec(page) ?? [];
  if (banner === undefined) throw new Error("the guide has no banner");
  return banner;
}

export const bundles: readonly (readonly [name: string, bundle: Bundle])[] = [
  ["esbuild, CommonJS", esbuild("reader.cjs", { format: "cjs" })],
  ["esbuild, ES module", esbuild("reader.mjs", { format: "esm", banner: { js: bannerOfGuide() } })],
  ["webpack, CommonJS", webpack({ filename: "reader.cjs" })],
  ["webpack, ES module", webpack({ filename: "reader.mjs", module: true, chunkFormat: "module" }, { outputModule: true })],
];
