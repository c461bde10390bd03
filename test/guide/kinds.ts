import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { isStarterBroker, starterDocument } from "../../src/cli/init/starter-document.ts";
import { root } from "../cli/program.ts";
import { cells } from "../packaging/modules/cells.ts";
import type { Block } from "./block.ts";
import { showsOutput } from "./compare.ts";
import { complaints, laidOver } from "./document.ts";
import { checkManifests } from "./manifests.ts";
import { BlockFailure, type PageRun } from "./page-run.ts";
import { runUntilReady } from "./service.ts";

export type RunBlock = (block: Block, page: PageRun) => Promise<void>;

/**
 * How a block is run, by its language and the first word behind it; `undefined`: nobody runs it. The table in
 * .github/CONTRIBUTING.md#the-guide says the same for those who write pages.
 */
export function kindOf({ language, words }: Block): { readonly kind: string; readonly run: RunBlock } | undefined {
  const [word = ""] = words;
  const isFile = /\.\w+$/.test(word);
  switch (language) {
    case "yaml":
      if (word === "asyncapi") return { kind: "document", run: runDocument };
      if (word === "metrics") return { kind: "metrics", run: findMetrics };
      if (word === "k8s") return { kind: "Kubernetes manifest", run: checkManifests };
      if (word === "part" || word === "change") return { kind: "part of a document", run: runPart };
      return isFile ? { kind: "file", run: writeFile } : undefined;
    case "json":
      if (word === "metrics") return { kind: "metrics", run: findMetrics };
      return isFile ? { kind: "file", run: writeFile } : undefined;
    case "ts":
      if (isFile) return { kind: "TypeScript file", run: runTypeScript };
      return /^\w+$/.test(word) ? { kind: "handler", run: runHandler } : undefined;
    case "js":
      return word === "packaging" ? { kind: "setting of a tool", run: findSetting } : undefined;
    case "sh":
    case "console":
      return word === "" ? { kind: language === "sh" ? "commands" : "console", run: runConsole } : undefined;
    default:
      return undefined;
  }
}

/** A whole document: the project begins anew around it. */
const runDocument: RunBlock = async (block, page) => {
  const text = page.renamed(block.text);
  checkComplaints(block, await complaints(page.project.folder, text));
  page.begin(text);
};

/** A part is laid over the page's document where the pointer says, and compiled; a change stays. */
const runPart: RunBlock = async (block, { project, renamed }) => {
  const [kind, pointer = "/", broker] = block.words;
  const below = isStarterBroker(broker) ? starterDocument(broker, "my-service") : project.read("asyncapi.yaml");
  const text = laidOver(below, pointer, renamed(block.text));
  checkComplaints(block, await complaints(project.folder, text));
  if (kind === "part") return;
  project.write("asyncapi.yaml", text);
  const { code, output } = await project.shell("npx boost-gen asyncapi.yaml");
  if (code !== 0) throw new BlockFailure(block, output);
};

function checkComplaints(block: Block, said: string): void {
  if (block.shows.length === 0 && said !== "") throw new BlockFailure(block, said);
  checkShown(block, said);
}

function checkShown(block: Block, output: string): void {
  for (const text of block.shows) if (!output.includes(text)) throw new BlockFailure(block, `does not show "${text}":\n${output}`);
}

/** A file of the project; what it means is for later blocks to show. */
const writeFile: RunBlock = async (block, { project, renamed }) => {
  const [path = ""] = block.words;
  const text = renamed(block.text);
  // Throws where it is neither.
  if (path.endsWith(".json")) JSON.parse(text);
  else parseYaml(text);
  project.write(path, text);
};

/** Types are checked; a test must pass, handlers are tried, `main.ts` runs until it is ready, any other program to its end. */
const runTypeScript: RunBlock = async (block, page) => {
  const [path = ""] = block.words;
  const { project, types } = page;
  project.write(path, page.renamed(block.text));
  types.take(project.folder, block.at);
  if (path.endsWith(".test.ts")) await mustRun(block, page, `node --test ${path}`);
  else if (path.startsWith("handlers/")) await tryHandlers(block, page);
  else if (path === "main.ts") await runUntilReady(block, page);
  else if (!/^(workflows|activities)/.test(path)) await mustRun(block, page, `npx tsx ${path}`);
};

/** A member of an operation's handlers, in the place of its stub; then every example is tried. */
const runHandler: RunBlock = async (block, page) => {
  const { project, types, renamed } = page;
  const [operation = ""] = block.words;
  const file = readdirSync(join(project.folder, "stubs")).find((name) =>
    project.read(`stubs/${name}`).includes(`export const ${operation}:`),
  );
  if (file === undefined) throw new BlockFailure(block, `the document has no operation "${operation}"`);
  const [, imports = "", members = ""] = /^((?:import .*\n|\n)*)([\s\S]*)$/.exec(renamed(block.text)) ?? [];
  let text = project.read(`stubs/${file}`).replace(/(?<=^import .*\n)(?!import )/m, () => imports.trimStart());
  for (const member of members.trim().split(/\n(?=(?:async )?\w+\()/)) {
    const [, name = ""] = /^(?:async )?(\w+)\(/.exec(member) ?? [];
    const stub = new RegExp(`^  async ${name}\\([^]*?^  \\},\n`, "m");
    if (name === "" || !stub.test(text)) throw new BlockFailure(block, `"${operation}" has no message "${name}"`);
    text = text.replace(stub, () => `  ${member.trim().replace(/,?$/, ",").replaceAll("\n", "\n  ")}\n`);
  }
  project.write(`handlers/${file}`, text);
  types.take(project.folder, block.at);
  await tryHandlers(block, page);
};

async function tryHandlers(block: Block, { project }: PageRun): Promise<void> {
  const { code, output } = await project.shell("npx boost-gen try --once");
  if (block.shows.length === 0 && code !== 0) throw new BlockFailure(block, output);
  checkShown(block, output);
}

async function mustRun(block: Block, { project, environment }: PageRun, line: string): Promise<void> {
  const { code, output } = await project.shell(line, environment);
  if (code !== 0) throw new BlockFailure(block, `\`${line}\` ends with ${code}:\n${output}`);
  checkShown(block, output);
}

/** `$ ` begins a command; what stands below it is what it prints. One without output must succeed. In `sh` every line is a command. */
const runConsole: RunBlock = async (block, page) => {
  const { project, environment, renamed, commanded, restored } = page;
  for (const { command, shown } of commandsOf(block)) {
    const { code, output } = await project.shell((block.isServed ? commanded : renamed)(command), environment);
    if (shown === "") {
      if (code !== 0) throw new BlockFailure(block, `\`${command}\` ends with ${code}:\n${output}`);
    } else if (!showsOutput(shown, restored(output))) {
      const printed = restored(output);
      if (!process.env["BOOST_UPDATE"]) throw new BlockFailure(block, `\`${command}\` prints\n${printed}`);
      rewrite(block, `$ ${command}\n${shown}\n`, `$ ${command}\n${printed.replace(/^\n+|\s+$/g, "")}\n`);
    }
  }
};

function rewrite({ at }: Block, before: string, after: string): void {
  const file = join(root, at.replace(/:\d+$/, ""));
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(before, () => after),
  );
}

function commandsOf(block: Block): readonly { readonly command: string; readonly shown: string }[] {
  if (block.language === "sh") return [{ command: `set -e\n${block.text}`, shown: "" }];
  const [before = "", ...rest] = block.text.split(/^\$ /m);
  if (before.trim() !== "" || rest.length === 0) throw new BlockFailure(block, "begins with `$ ` and a command");
  return rest.map((text) => {
    // A command goes on where its line ends in a backslash.
    const [whole = "", command = ""] = /^((?:.*\\\n)*.*)\n/.exec(text) ?? [];
    return { command, shown: text.slice(whole.length).replace(/^\n+|\s+$/g, "") };
  });
}

/** Rules and dashboards: each metric is one that a service has. */
const findMetrics: RunBlock = async (block) => {
  if (block.language === "json") JSON.parse(block.text);
  else parseYaml(block.text);
  const known = readFileSync(join(root, "src/runtime/README.md"), "utf8");
  const names = [...block.text.matchAll(/boost_[a-z_]+?(?=_bucket|_sum|_count|[^a-z_])/g)].map(([name]) => name);
  for (const name of names) if (!known.includes(`\`${name}`)) throw new BlockFailure(block, `no service has the metric \`${name}\``);
  if (names.length === 0) throw new BlockFailure(block, "names no metric");
};

/** What a bundler or a test runner is told; the services of test/packaging/modules are built and run with it. */
const findSetting: RunBlock = async (block) => {
  const plain = (text: string): string => text.replace(/[\s"]|\\/g, "");
  const run = plain(cells.flatMap(({ files = {} }) => Object.values(files)).join("\n"));
  for (const line of block.text.split("\n").map((each) => plain(each).replace(/[},]+$/, "")))
    if (!/^\{?$|^exportdefault\{$/.test(line) && !run.includes(line)) throw new BlockFailure(block, `no test runs \`${line}\``);
};
