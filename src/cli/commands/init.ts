import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { relativePath } from "../../compiler/output/relative-path.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { deployFiles } from "../init/deploy-files.ts";
import { ownPackage } from "../init/own-package.ts";
import { projectFiles } from "../init/project-files.ts";
import { isStarterBroker, starterDocument } from "../init/starter-document.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { roleOf } from "../reading-options.ts";
import type { Terminal } from "../terminal.ts";
import { runGenerate } from "./generate.ts";

/** What a folder may hold that somebody has just made. */
const harmless: ReadonlySet<string> = new Set([".git", ".gitattributes", ".editorconfig", "LICENSE", "README.md"]);

/** Makes a project around a document, the user's or a starter of ours. Overwrites nothing. */
export async function runInit(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  const fail = (message: string): ExitCode => {
    terminal.err(`${terminal.paint("red", "error")}: ${message}\n`);
    return 2;
  };
  const [given, broker] = [input.value("document"), input.value("broker")];
  if (given !== undefined && broker !== undefined)
    return fail("--document and --broker exclude each other: a document names its brokers itself.");
  const folder = resolve(terminal.cwd, input.words[0] ?? ".");
  const place = relativePath(terminal.cwd, folder);
  const document = given === undefined ? join(folder, "asyncapi.yaml") : resolve(terminal.cwd, given);
  const [present] = await obstacles(folder, given === undefined ? undefined : document);
  if (present !== undefined)
    return fail(`\`${join(place, present)}\` is there already, and init overwrites nothing. Name a new folder: boost-gen init my-service`);

  const isDryRun = input.has("dry-run");
  // The compiler reads files, also where nothing shall stay of them.
  const scratch = isDryRun && given === undefined ? await mkdtemp(join(tmpdir(), "boost-gen-dry-")) : undefined;
  const source = scratch === undefined ? document : join(scratch, "asyncapi.yaml");
  if (given === undefined) {
    await mkdir(dirname(source), { recursive: true });
    await writeFile(source, starterDocument(isStarterBroker(broker) ? broker : "kafka", basename(folder)), { flag: "wx" });
  }
  const [role, allowRef] = [
    roleOf(input.value("as")),
    input.values("allow-ref").map((path) => (/^https?:/.test(path) ? path : resolve(terminal.cwd, path))),
  ];
  const { output, diagnostics } = await compiler.compileFile(source, {
    allowRef,
    strict: false,
    importExtension: ".js",
    workflowCode: true,
    version: "",
    source: basename(document),
    cwd: terminal.cwd,
    ...(role === undefined ? {} : { role }),
  });
  if (scratch !== undefined) await rm(scratch, { recursive: true });
  if (output === undefined || diagnostics.some(({ severity }) => severity === "error")) {
    printDiagnostics(diagnostics, terminal);
    return 2;
  }
  const { range, note, takeIn } = ownPackage(folder);
  const files = [
    ...projectFiles(output.contract, { folder, document, role, allowRef, range }),
    ...(input.has("deploy") ? deployFiles(output.contract, relativePath(folder, document)) : []),
  ];
  const made = ["generated/", "handlers/", ...(given === undefined ? ["asyncapi.yaml"] : []), ...files.map(({ path }) => path)].sort();
  const where = place === "." ? "" : `${place}/  `;
  if (isDryRun) {
    terminal.out(`${where}${made.join("  ")}\nNothing was written.\n`);
    return 0;
  }
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: "wx" });
  }
  // What is left to say about the document is said by this run.
  const quiet: CommandInput = { words: [], has: (flag) => flag === "quiet", value: () => undefined, values: () => [] };
  const code = await runGenerate(quiet, { ...terminal, cwd: folder }, compiler);
  if (code !== 0) return code;
  terminal.out(`${where}${made.join("  ")}\n`);
  terminal.out(
    `Next: ${place === "." ? "" : `cd ${place} && `}npm install && npm test     then fill in handlers/ and try it: npm run try\n`,
  );
  const ofImage =
    input.has("deploy") && takeIn !== undefined
      ? `what lies outside of the project is not in the image; for docker compose take boost-gen in: ${takeIn}`
      : undefined;
  const said = ofImage ?? note;
  if (said !== undefined) terminal.out(`${terminal.paint("grey", "note")}: ${said}\n`);
  return 0;
}

/** Everything in the folder that may be somebody's work. */
async function obstacles(folder: string, document: string | undefined): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => !harmless.has(name) && join(folder, name) !== document);
}
