import type { Setting } from "./service.ts";
import { compilerOf, typescripts } from "./workshop.ts";

/** One field of a table in the guide: a tool in one kind of project. */
export interface Cell {
  readonly table: "compilers" | "options" | "tools" | "workflows";
  readonly row: string;
  readonly column: string;
  readonly setting: keyof typeof settings;
  /** Programs that npm installed, files of packages, or `node` itself, one after the other; the last one runs the service. Absent: the tool does not have this. */
  readonly steps?: readonly (readonly string[])[];
  readonly files?: { readonly [path: string]: string };
  /** Talks to the real Redis through ioredis, where the others use a broker in memory. */
  readonly client?: true;
  /** The oldest Node that has the tool. */
  readonly node?: readonly [major: number, minor: number];
}

const strictest = {
  module: "nodenext",
  declaration: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  erasableSyntaxOnly: true,
  noUncheckedSideEffectImports: true,
  allowUnreachableCode: false,
};

export const settings = {
  node10: { type: "commonjs", extension: "", compilerOptions: { module: "commonjs", moduleResolution: "node10" } },
  commonjs: { type: "commonjs", extension: "", compilerOptions: { module: "nodenext" } },
  module: { type: "module", extension: ".js", compilerOptions: { module: "nodenext" } },
  bundler: { type: "module", extension: "", compilerOptions: { module: "esnext", moduleResolution: "bundler" } },
  // As the newest compilers are by themselves: no types but what is imported.
  typesAbsent: { type: "module", extension: ".js", compilerOptions: { module: "nodenext", types: [] } },
  strictest: { type: "module", extension: ".js", compilerOptions: strictest },
  lax: { type: "module", extension: ".js", compilerOptions: { module: "nodenext", strict: false } },
  sources: {
    type: "module",
    extension: ".ts",
    compilerOptions: { module: "nodenext", noEmit: true, allowImportingTsExtensions: true, erasableSyntaxOnly: true },
  },
  // `ms`, which Temporal's types stand on, has none that `nodenext` finds.
  workflowsOfNode10: {
    type: "commonjs",
    extension: "",
    compilerOptions: { module: "commonjs", moduleResolution: "node10", skipLibCheck: true },
    workflows: true,
  },
  workflowsOfCommonjs: { type: "commonjs", extension: "", compilerOptions: { module: "nodenext", skipLibCheck: true }, workflows: true },
  workflowsOfModule: { type: "module", extension: ".js", compilerOptions: { module: "nodenext", skipLibCheck: true }, workflows: true },
} as const satisfies { readonly [name: string]: Setting };

const compilers = typescripts.flatMap((version): readonly Cell[] => {
  const row = `TypeScript ${version.replace(/\.\d+$/, "")}`;
  const out = `out-${version}`;
  const tsc = (...words: string[]): readonly string[] => [`${compilerOf(version)}/bin/tsc`, "--outDir", out, ...words];
  const run = ["node", `${out}/main.js`];
  const isNewest = version === typescripts.at(-1);
  const cell = (column: string, setting: Cell["setting"], steps?: Cell["steps"]): Cell => ({
    table: "compilers",
    row,
    column,
    setting,
    ...(steps === undefined ? {} : { steps }),
  });
  const option = (name: string, setting: Cell["setting"]): Cell => ({
    table: "options",
    row: name,
    column: row,
    setting,
    steps: [tsc(), run],
  });
  const bundle = ["esbuild", `${out}/main.js`, "--bundle", "--platform=node", "--packages=external", "--format=esm"];
  return [
    cell(
      "`commonjs`, `node10`",
      "node10",
      isNewest ? undefined : [tsc(...(version === "6.0.3" ? ["--ignoreDeprecations", "6.0"] : [])), run],
    ),
    cell("`nodenext`, CommonJS", "commonjs", [tsc(), run]),
    cell("`nodenext`, ES module", "module", [tsc(), run]),
    cell("`esnext`, `bundler`", "bundler", [tsc(), [...bundle, `--outfile=${out}/bundle.mjs`], ["node", `${out}/bundle.mjs`]]),
    ...(isNewest ? [option("`types: []`", "typesAbsent")] : []),
    ...(isNewest || version === "5.9.3" ? [option("every strict option, `isolatedDeclarations`", "strictest")] : []),
    ...(isNewest || version === "5.4.5" ? [option("`strict: false`", "lax")] : []),
  ];
});

/** What `tsc` makes of workflow code, and the sources themselves, as Temporal's worker bundles them. */
const workflows = (["5.4.5", "7.0.2"] as const).flatMap((version): readonly Cell[] => {
  const row = `TypeScript ${version.replace(/\.\d+$/, "")}`;
  const cell = (column: string, setting: Cell["setting"], isAbsent = false): Cell => {
    const out = `out-${version}`;
    const steps = [
      [`${compilerOf(version)}/bin/tsc`, "--outDir", out],
      ["node", "bundle-workflows.cjs", "workflows.ts"],
      ["node", "bundle-workflows.cjs", `${out}/workflows.js`],
    ];
    return { table: "workflows", row, column, setting, ...(isAbsent ? {} : { steps }) };
  };
  return [
    cell("`commonjs`, `node10`", "workflowsOfNode10", version === "7.0.2"),
    cell("`nodenext`, CommonJS", "workflowsOfCommonjs"),
    cell("`nodenext`, ES module", "workflowsOfModule"),
  ];
});

const jestConfig = (own: object): string =>
  `module.exports = ${JSON.stringify({ testEnvironment: "node", testMatch: ["**/service.test.ts"], ...own })};\n`;

const webpackConfig = (own: string): string => `module.exports = {
  mode: "none", target: "node20", entry: "./main.ts", devtool: false,
  module: { rules: [{ test: /\\.ts$/, loader: "ts-loader", options: { transpileOnly: true } }] },
  ${own}
};
`;

const tool = (row: string, kind: "commonjs" | "module", rest: Partial<Cell>): Cell => ({
  table: "tools",
  row,
  column: kind === "commonjs" ? "CommonJS" : "ES module",
  setting: kind,
  client: true,
  ...rest,
});

const bundled = (kind: "cjs" | "esm", ...words: string[]): NonNullable<Cell["steps"]> => {
  const outfile = `out-esbuild/main.${kind === "cjs" ? "cjs" : "mjs"}`;
  return [
    ["esbuild", "main.ts", "--bundle", "--platform=node", `--format=${kind}`, `--outfile=${outfile}`, ...words],
    ["node", outfile],
  ];
};

const tools: readonly Cell[] = [
  tool("jest 30 with ts-jest", "commonjs", {
    steps: [["jest", "--config", "jest.config.cjs"]],
    files: { "jest.config.cjs": jestConfig({ preset: "ts-jest" }) },
  }),
  tool("jest 30 with ts-jest", "module", {
    steps: [["node", "--experimental-vm-modules", "../node_modules/jest/bin/jest.js", "--config", "jest.config.cjs"]],
    files: {
      "jest.config.cjs": jestConfig({ preset: "ts-jest/presets/default-esm", moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" } }),
    },
  }),
  tool("esbuild", "commonjs", { steps: bundled("cjs") }),
  tool("esbuild", "module", { steps: bundled("esm", "--packages=external") }),
  tool("webpack 5", "commonjs", {
    steps: [
      ["webpack", "--config", "webpack.config.cjs"],
      ["node", "out-webpack/main.cjs"],
    ],
    files: {
      "webpack.config.cjs": webpackConfig(
        'resolve: { extensions: [".ts", ".js"] }, output: { path: __dirname + "/out-webpack", filename: "main.cjs" },',
      ),
    },
  }),
  tool("webpack 5", "module", {
    steps: [
      ["webpack", "--config", "webpack.config.cjs"],
      ["node", "out-webpack/main.mjs"],
    ],
    files: {
      "webpack.config.cjs": webpackConfig(
        'resolve: { extensionAlias: { ".js": [".ts", ".js"] } }, experiments: { outputModule: true }, output: { filename: "main.mjs", module: true, chunkFormat: "module", path: __dirname + "/out-webpack" },',
      ),
    },
  }),
  tool("tsx", "commonjs", { steps: [["tsx", "main.ts"]] }),
  tool("tsx", "module", { steps: [["tsx", "main.ts"]] }),
  tool("Node 22.18 and later, types stripped", "commonjs", {}),
  tool("Node 22.18 and later, types stripped", "module", { setting: "sources", steps: [["node", "main.ts"]], node: [22, 18] }),
];

export const cells: readonly Cell[] = [...compilers, ...workflows, ...tools];
