import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { page } from "../../src/cli/pager.ts";
import { guidePages } from "../../src/cli/pages/guide.ts";
import { renderPage } from "../../src/cli/pages/render.ts";
import { run } from "../../src/cli/run.ts";
import { painter } from "../../src/cli/terminal.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { session } from "./session.ts";

const plain = painter({ NO_COLOR: "1" }, true);
const render = (markdown: string, width: number): string => renderPage(markdown, { width, paint: plain });

describe("a page on a terminal", () => {
  const rows: readonly { readonly name: string; readonly width: number; readonly given: string; readonly want: string }[] = [
    {
      name: "prose is filled into lines",
      width: 20,
      given: "One two three\nfour five six seven.",
      want: "One two three four\nfive six seven.",
    },
    {
      name: "a word that is too long stays whole",
      width: 20,
      given: "See https://example.com/a/b/c now",
      want: "See\nhttps://example.com/a/b/c\nnow",
    },
    {
      name: "code keeps its marks and its line",
      width: 20,
      given: "Set `a: { b: c }` and more `d`.",
      want: "Set `a: { b: c }`\nand more `d`.",
    },
    {
      name: "headings have a line below",
      width: 40,
      given: "# Title\n\n## Part\n\n### Small",
      want: "Title\n═════\n\nPart\n────\n\nSmall",
    },
    {
      name: "lists hang",
      width: 20,
      given: "- one two three four five six\n- seven\n  - eight",
      want: "- one two three four\n  five six\n- seven\n  - eight",
    },
    { name: "numbers count", width: 40, given: "1. one\n2. two\n\n   and more", want: "1. one\n2. two\n\n   and more" },
    {
      name: "fences are indented and not filled",
      width: 20,
      given: "```sh\nnpm   install a-long-name --save\n\n  x\n```",
      want: "    npm   install a-long-name --save\n\n      x",
    },
    {
      name: "links say where they lead",
      width: 80,
      given: "[Formats](formats.md), [Node](https://nodejs.org), [a test](../../test/a.ts), [here](#part)",
      want: "Formats (guide formats), Node (https://nodejs.org), a test, here",
    },
    {
      name: "emphasis loses its marks, snake_case stays",
      width: 80,
      given: "*very* **bold** snake_case_name 2 * 3 * 4 \\*",
      want: "very bold snake_case_name 2 * 3 * 4 *",
    },
    { name: "comments are not printed", width: 80, given: "<!-- table -->\na\n<!-- /table -->", want: "a" },
    { name: "quotes have a bar", width: 20, given: "> one two three four five", want: "│ one two three four\n│ five" },
    {
      name: "a table has columns",
      width: 40,
      given: "| A | Much |\n|---|---|\n| x | one \\| two |\n| `y` | |",
      want: "A    Much\n───  ─────────\nx    one | two\n`y`",
    },
    {
      name: "a cell is wrapped where the table is too wide",
      width: 30,
      given: "| A | B |\n|---|---|\n| name | one two three four five six seven |",
      want: "A     B\n────  ────────────────────────\nname  one two three four five\n      six seven",
    },
    {
      name: "a table without room becomes blocks",
      width: 30,
      given: "| A | B | C |\n|---|---|---|\n| name | `a-very-long-word-here` | `another-very-long-word` |\n| x | y | |",
      want: "name\n  B: `a-very-long-word-here`\n  C: `another-very-long-word`\n\nx\n  B: y",
    },
  ];
  for (const { name, width, given, want } of rows) test(name, () => assert.equal(render(given, width), want));

  test("colours come and go by the rules of the terminal, and change no width", () => {
    const text = "# T\n\n`a` **b** [c](https://d.example)\n\n```console\n$ go\nok\n```";
    const coloured = renderPage(text, { width: 80, paint: painter({ FORCE_COLOR: "1" }, false) });
    assert.match(coloured, /\u001b\[1mT\u001b\[22m/);
    assert.match(coloured, /\u001b\[32m`a`\u001b\[39m/);
    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), render(text, 80));
  });

  for (const width of [40, 80, 120]) {
    test(`no line of prose or of a list in the guide is longer than ${width} columns`, () => {
      for (const { topic, text } of guidePages()) {
        const long = render(text, width)
          .split("\n")
          .filter(
            (line) => [...line].length > width && !/^ {4}/.test(line) && !line.split(" ").some((word) => [...word].length > width / 2),
          );
        assert.deepEqual(long, [], topic);
      }
    });
  }
});

describe("boost-gen guide", () => {
  test("every page of the folder is a topic with a title and a first sentence", () => {
    const names = readdirSync(new URL("../../src/guide", import.meta.url)).filter((name) => name.endsWith(".md"));
    const pages = guidePages();
    assert.deepEqual(pages.map(({ topic }) => `${topic}.md`).sort(), names.sort());
    for (const { topic, title, summary } of pages) {
      assert.notEqual(title, topic);
      assert.match(summary, /[.!?]$/, topic);
    }
  });

  test("lists the topics, prints one, and knows what a misspelt one was meant to be", async (context) => {
    const { type } = session(context, commands);
    const { out } = await type("guide");
    for (const { topic, title } of guidePages()) assert.match(out, new RegExp(`^\`${topic}\` +${title.split(" ")[0]}`, "m"));
    assert.match((await type("guide formats")).out, /^Formats on the wire\n═+\n/);
    assert.equal((await type("guide formats.md")).code, 0);
    assert.deepEqual(await type("guide formts"), {
      code: 2,
      out: "",
      err: "error: the guide has no page `formts`. Did you mean `boost-gen guide formats`?\n",
    });
  });

  test("hands a page to the pager, none with --no-pager", async () => {
    const shown: string[] = [];
    const { terminal, printed } = recordedTerminal("/", {
      page: async (text) => {
        shown.push(text);
        return true;
      },
    });
    assert.equal(await run(["guide", "formats"], terminal, commands), 0);
    assert.equal(printed().out, "");
    assert.match(shown[0] ?? "", /^Formats on the wire\n/);
    assert.equal(await run(["guide", "formats", "--no-pager"], terminal, commands), 0);
    assert.equal(printed().out, shown[0]);
  });
});

describe("the pager", () => {
  const long = Array.from({ length: 50 }, (_, index) => `line ${index}`).join("\n");

  /** A pager that writes down what it gets. */
  function pager(context: TestContext, script: string): { readonly PAGER: string; readonly read: () => string } {
    const space = workspace(context);
    space.write("pager", `#!/bin/sh\n${script}\n`);
    chmodSync(join(space.folder, "pager"), 0o755);
    return { PAGER: join(space.folder, "pager"), read: () => readFileSync(join(space.folder, "seen"), "utf8") };
  }

  test("gets what is longer than the screen", async (context) => {
    const { PAGER, read } = pager(context, 'echo "$LESS" > "$(dirname "$0")/seen"; cat >> "$(dirname "$0")/seen"');
    assert.equal(await page(`${long}\n`, { env: { ...process.env, LESS: undefined, PAGER }, rows: 24 }), true);
    assert.equal(read(), `-R\n${long}\n`);
  });

  test("is not asked where the page fits, where PAGER is empty, or where the terminal is dumb", async () => {
    assert.equal(await page(`${long}\n`, { env: { PAGER: "false" }, rows: 60 }), false);
    assert.equal(await page(`${long}\n`, { env: { PAGER: "" }, rows: 24 }), false);
    assert.equal(await page(`${long}\n`, { env: { PAGER: "cat", TERM: "dumb" }, rows: 24 }), false);
  });

  test("that does not exist shows nothing; one that is left early has shown it", async (context) => {
    assert.equal(await page(`${long}\n`, { env: { ...process.env, PAGER: "no-such-pager 2>/dev/null" }, rows: 24 }), false);
    const { PAGER } = pager(context, "exit 1");
    assert.equal(await page(`${long}\n`.repeat(20_000), { env: { ...process.env, PAGER }, rows: 24 }), true);
  });
});
