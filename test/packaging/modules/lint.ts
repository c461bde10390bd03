import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "../../services/run.ts";
import { sharedFolder } from "../../shared-inputs.ts";

const config = `import tseslint from "typescript-eslint";

export default tseslint.config({
  files: ["**/*.ts"],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  linterOptions: { reportUnusedDisableDirectives: "error" },
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
});
`;

const compilerOptions = {
  module: "nodenext",
  target: "es2022",
  strict: true,
  noEmit: true,
  types: ["node"],
  noUncheckedIndexedAccess: true,
};

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly line: number; readonly message: string }[];
}

/** What typescript-eslint's strictest sets find in everything that is generated for the documents, and in one file that is wrong. */
export async function lintGenerated(
  folder: string,
  wrong: string,
): Promise<{ readonly files: number; readonly findings: readonly string[] }> {
  await mkdir(folder);
  // With workflow code of every document that starts a workflow.
  await writeFile(join(folder, "package.json"), '{"type":"module","dependencies":{"@temporalio/workflow":"*"}}');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, "eslint.config.js"), config);
  await writeFile(join(folder, "wrong.ts"), wrong);
  for (const [index, document] of (await documents()).entries()) {
    const words = [resolve(document), "--out", `d${index}/generated`, "--handlers", `d${index}/handlers`];
    await run(process.execPath, ["../node_modules/boost-gen/dist/cli/main.js", ...words], { cwd: folder });
  }
  const report = join(folder, "report.json");
  // It exits with 1 for the file that is wrong.
  await run(process.execPath, ["../node_modules/eslint/bin/eslint.js", ".", "--format", "json", "--output-file", report], {
    cwd: folder,
    timeoutMs: 300_000,
  }).catch(() => undefined);
  const linted: readonly LintedFile[] = JSON.parse(await readFile(report, "utf8"));
  const findings = linted.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId} ${message}`),
  );
  return { files: linted.length, findings };
}

/** Every form that a document can take: ours, those of the features, and some of other people where they are at hand. */
async function documents(): Promise<readonly string[]> {
  const specs = (await readdir("specs")).map((name) => join("specs", name));
  const features = (await readdir("test/golden/features")).map((name) => join("test/golden/features", name, "asyncapi.yaml"));
  const others = ["streetlights-kafka-asyncapi.yml", "gitter-streaming-asyncapi.yml", "anyof-asyncapi.yml"].map((name) =>
    join(sharedFolder("corpus/documents/asyncapi-spec/examples"), name),
  );
  return [...specs, ...features, ...others].filter((path) => /\.(ya?ml|json)$/.test(path) && existsSync(path));
}
