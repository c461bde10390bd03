import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

interface Citation {
  /** Where it stands, `file:line`. */
  readonly at: string;
  /** From the root of the repository. */
  readonly path: string;
  /** Slug of a heading of a page. */
  readonly heading: string | undefined;
}

/** `src/runtime/README.md#order`, `test/faults`: a path that starts at a folder of ours. A pattern (`src/*`) and a made-up name (`…`) are none. */
const inText = /(?<![\w./-])((?:src|test|specs|templates|\.tools|\.ci|\.github)\/[\w./-]*[\w-])(?:#([\w-]+))?(?![\w*…<{$/-])/g;
const inLink = /\]\(([^)\s#]*)(?:#([^)\s]+))?\)/g;

/** Each citation in the comments of a module. */
function citationsInComments(file: string, text: string): readonly Citation[] {
  return text.split("\n").flatMap((line, index) => {
    const comment = /^\s*(?:\/\/|\/?\*)/.test(line) ? line : (/\s\/\/\s.*$/.exec(line)?.[0] ?? /\/\*\*.*\*\//.exec(line)?.[0] ?? "");
    return [...comment.matchAll(inText)].map(([, path = "", heading]) => ({ at: `${file}:${index + 1}`, path, heading }));
  });
}

/** Each citation of a page: what it links, and what it names in code. */
function citationsInPage(file: string, text: string): readonly Citation[] {
  let isFenced = false;
  return text.split("\n").flatMap((line, index) => {
    if (line.startsWith("```")) isFenced = !isFenced;
    if (isFenced) return [];
    const at = `${file}:${index + 1}`;
    const links = [...line.matchAll(inLink)].flatMap(([, target = "", heading]) =>
      /^[a-z]+:/.test(target) ? [] : [{ at, path: target === "" ? file : join(dirname(file), target), heading }],
    );
    const named = [...line.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) =>
      [...code.matchAll(inText)].flatMap(([whole, path = "", heading]) => (whole === code ? [{ at, path, heading }] : [])),
    );
    return [...links, ...named];
  });
}

/** As GitHub makes it of a heading. */
function slugOf(heading: string): string {
  return heading
    .replace(/`/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

function headingsOf(page: string): ReadonlySet<string> {
  return new Set(
    readFileSync(page, "utf8")
      .split("\n")
      .flatMap((line) => (/^#+ /.test(line) ? [slugOf(line.replace(/^#+ /, ""))] : [])),
  );
}

function isRight({ path, heading }: Citation): boolean {
  if (!existsSync(path) || path.startsWith("..")) return false;
  return heading === undefined || (path.endsWith(".md") && headingsOf(path).has(heading));
}

const tracked = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
const modules = tracked.filter(
  (file) => /^(src|test|\.tools)\/.*\.(ts|mjs)$|^\.[\w.-]+\.mjs$/.test(file) && !file.includes("/golden/") && existsSync(file),
);
const pages = tracked.filter((file) => /\.md$/.test(file) && !/^(CHANGELOG|test\/golden)/.test(file) && existsSync(file));

test("what a comment cites is there", () => {
  const cited = modules.flatMap((file) => citationsInComments(file, readFileSync(file, "utf8")));
  assert.ok(cited.length >= 20, `${cited.length} citations`);
  assert.deepEqual(cited.filter((citation) => !isRight(citation)).map(shown), []);
});

test("what a page links or names is there", () => {
  const cited = pages.flatMap((file) => citationsInPage(file, readFileSync(file, "utf8")));
  assert.ok(cited.length >= 60, `${cited.length} citations`);
  assert.deepEqual(cited.filter((citation) => !isRight(citation)).map(shown), []);
});

test("no comment cites a text that the repository does not have", () => {
  const elsewhere = modules.filter((file) =>
    /\b(?:SEMANTICS|DESIGN|EXTENSIONS|RUNTIME)(?:\.md|,? section)/.test(commentsOf(readFileSync(file, "utf8"))),
  );
  assert.deepEqual(elsewhere, []);
});

test("a citation that leads nowhere is found", () => {
  const [page, gone] = ["src/runtime/README.md", "src/runtime/gone.ts"];
  const comment = [`const a = 1; // see ${gone}`, `/** @see ${page}#no-such-heading */`, `// ${page}`].join("\n");
  assert.deepEqual(
    citationsInComments("a.ts", comment)
      .filter((citation) => !isRight(citation))
      .map(shown),
    [`a.ts:1 ${gone}`, `a.ts:2 ${page}#no-such-heading`],
  );
  const text = "[map](README.md#how-it-works), `src/gone`, `npm run x -- src/gone`, [out](https://example.org), [gone](gone.md)\n";
  assert.deepEqual(
    citationsInPage("src/a.md", text)
      .filter((citation) => !isRight(citation))
      .map(shown),
    ["src/a.md:1 src/gone.md", "src/a.md:1 src/gone"],
  );
  assert.equal(slugOf("Why `this`, and not that?"), "why-this-and-not-that");
});

function commentsOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => /^\s*(?:\/\/|\/?\*)/.test(line))
    .join("\n");
}

function shown({ at, path, heading }: Citation): string {
  return `${at} ${path}${heading === undefined ? "" : `#${heading}`}`;
}
