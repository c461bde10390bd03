import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { root } from "./root.ts";

/** In generated modules, where the bundler does not see them: AsyncAPI's JSON Schemas. */
const compiledIn = ["@asyncapi/specs"];
/** @ts-morph/common holds a copy of TypeScript, and does not hold its license. */
const inside: Readonly<Record<string, string>> = { "@ts-morph/common": "typescript-5.9" };

/** Writes down the licenses of all packages whose code is in the bundle. */
export async function listLicenses(dist: string, { inputs }: Metafile): Promise<void> {
  const bundled = Object.keys(inputs).flatMap((path) => packageFolder(path) ?? []);
  const folders = [...new Set([...bundled, ...compiledIn.map((name) => `node_modules/${name}`)])];
  const nested = folders.flatMap((folder) => inside[folder.replace(/^.*node_modules\//, "")] ?? []).map((name) => `node_modules/${name}`);
  const titlesByText = new Map<string, string[]>();
  for (const { title, text } of await Promise.all([...folders, ...nested].map(entryOf))) {
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), title]);
  }
  const entries = [...titlesByText].map(([text, titles]) => `${[...new Set(titles)].sort().join("\n")}\n\n${text}`);
  const list = entries.sort().join(`\n\n${"-".repeat(80)}\n\n`);
  await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), `The command line of boost-gen contains code of these packages.\n\n${list}`);
}

/** `node_modules/a/node_modules/@b/c` of a file below it. */
function packageFolder(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly author?: string | { readonly name: string };
}

async function entryOf(folder: string): Promise<{ readonly title: string; readonly text: string }> {
  const manifest: Manifest = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
  const license = typeof manifest.license === "object" ? manifest.license.type : manifest.license;
  const author = typeof manifest.author === "object" ? manifest.author.name : manifest.author;
  const names = (await readdir(join(root, folder))).filter((name) => /^(licen[cs]e|notice|copying|ThirdPartyNotice)/i.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, folder, name), "utf8")));
  if (!license && texts.length === 0) throw new Error(`${folder} says nothing about its license`);
  return {
    title: [`${manifest.name} ${manifest.version}`, license, author].filter(Boolean).join(", "),
    text: texts.map((text) => text.trim()).join("\n\n"),
  };
}
