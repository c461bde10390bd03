import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { Generator } from "./generator.ts";
import { root } from "./root.ts";
import { filesBelow } from "./stamp.ts";

const golden = "test/golden";
const folders = ["diagnostics", "scenes", "changes"].map((name) => `${golden}/${name}`);
/** What complaints say for which a repository can hold no cause, such as a full disk. */
const samples = `${golden}/diagnostics-of-runs.txt`;

/**
 * The example of each code for `boost-gen explain`, made of the golden files, which tests hold true: documents and what is said about them,
 * commands and what they print, changes of a document.
 */
export const explainExamples: Generator = {
  name: "examples",
  folder: "src/cli/explain",
  inputs: async () => [".tools/build/examples.ts", samples, ...(await Promise.all(folders.map(filesBelow))).flat()],
  generate: async () => {
    // Last wins: what shows the code best.
    const examples = new Map([...(await fromSamples()), ...(await fromDocuments()), ...(await fromScenes()), ...(await fromChanges())]);
    const sorted = Object.fromEntries([...examples].sort(([a], [b]) => (a < b ? -1 : 1)));
    return new Map([
      ["examples.generated.js", moduleText(JSON.stringify(sorted))],
      ["examples.generated.d.ts", "/** Markdown by code. */\nexport declare const examples: { readonly [code: string]: string };\n"],
    ]);
  },
};

/** Packed: documents that are alike take a quarter of their size, and whoever explains one code waits a millisecond for it. */
function moduleText(json: string): string {
  return `import { inflateSync } from "node:zlib";

export const examples = JSON.parse(inflateSync(Buffer.from("${deflateSync(json, { level: 9 }).toString("base64")}", "base64")).toString());
`;
}

type Examples = ReadonlyMap<string, string>;

/** A longer document hides what it shows; the lines around the place are in the complaint. */
const mostLines = 45;
/** Of one code: the second often shows another side of it. */
const mostComplaints = 2;

async function fromDocuments(): Promise<Examples> {
  const cases = await Promise.all((await readdir(join(root, folders[0] ?? ""))).sort().map(readCase));
  const codes = new Set(cases.flatMap(({ complaints }) => complaints.map(codeOf)));
  return new Map(
    [...codes].map((code) => {
      const own = cases.filter(({ complaints }) => complaints.some((each) => codeOf(each) === code));
      const { files, complaints } = own.toSorted((a, b) => rank(a, code) - rank(b, code))[0] ?? cases[0] ?? { files: [], complaints: [] };
      const said = complaints.filter((each) => codeOf(each) === code).slice(0, mostComplaints);
      return [code, [...files.filter(isShort).map(fileBlock), fenced("console", said.join("\n\n"))].join("\n\n")];
    }),
  );
}

interface Case {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly complaints: readonly string[];
}

async function readCase(name: string): Promise<Case> {
  const folder = join(root, golden, "diagnostics", name);
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() || entry.isSymbolicLink(),
  );
  const names = paths.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  const files = await Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), "utf8").catch(() => "") })));
  return {
    name,
    files: files.filter(({ path }) => path !== "expected.txt"),
    complaints: complaintsIn(files.find(({ path }) => path === "expected.txt")?.text ?? ""),
  };
}

/** The case that is called after the code, then the shortest one. */
function rank({ name, files }: Case, code: string): number {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  return length + (name === code ? -2_000_000 : name.startsWith(`${code}-`) ? -1_000_000 : 0);
}

function isShort({ text }: { readonly text: string }): boolean {
  return text.trim() !== "" && text.split("\n").length <= mostLines;
}

function fileBlock({ path, text }: { readonly path: string; readonly text: string }): string {
  return `\`${path}\`:\n\n${fenced(path.split(".").at(-1) ?? "", text.trimEnd())}`;
}

async function fromSamples(): Promise<Examples> {
  const complaints = complaintsIn(await readFile(join(root, samples), "utf8"));
  return new Map(complaints.map((each) => [codeOf(each), fenced("console", each)]));
}

async function fromScenes(): Promise<Examples> {
  return filesOf("scenes", ".txt", (text) => fenced("console", text.trimEnd()));
}

async function fromChanges(): Promise<Examples> {
  return filesOf("changes", ".md", (text) => text.trimEnd());
}

async function filesOf(folder: string, extension: string, exampleOf: (text: string) => string): Promise<Examples> {
  const names = (await readdir(join(root, golden, folder))).filter((name) => name.endsWith(extension));
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => {
        return [name.slice(0, -extension.length), exampleOf(await readFile(join(root, golden, folder, name), "utf8"))];
      }),
    ),
  );
}

function complaintsIn(text: string): readonly string[] {
  return text
    .trimEnd()
    .split(/\n\n(?=\S)/)
    .map((each) => each.trimEnd())
    .filter((each) => each !== "");
}

/** It stands in brackets at the end of the first line. */
function codeOf(complaint: string): string {
  return /\[([a-z0-9-]+)\]$/m.exec(complaint)?.[1] ?? "";
}

function fenced(language: string, text: string): string {
  return `~~~~${language}\n${text}\n~~~~`;
}
