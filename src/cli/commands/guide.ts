import { suggest } from "../../compiler/diagnostics/suggest.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { type GuidePage, guidePages, guideParts } from "../pages/guide.ts";
import { showPage } from "../pages/show-page.ts";
import type { Terminal } from "../terminal.ts";

export async function runGuide(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const pages = guidePages();
  const [word] = input.words;
  const paged = !input.has("no-pager");
  if (word === undefined) {
    await showPage(contents(pages), terminal, { paged });
    return 0;
  }
  const topic = word.toLowerCase().replace(/\.md$/, "");
  const page = pages.find((each) => each.topic === topic);
  if (page === undefined) {
    const near = suggest(
      topic,
      pages.map((each) => each.topic),
    );
    const hint = near === undefined ? "`boost-gen guide` lists them." : `Did you mean \`boost-gen guide ${near}\`?`;
    terminal.err(`${terminal.paint("red", "error")}: the guide has no page \`${word}\`. ${hint}\n`);
    return 2;
  }
  await showPage(page.text, terminal, { paged });
  return 0;
}

function contents(pages: readonly GuidePage[]): string {
  const row = (topic: string): readonly string[] => {
    const page = pages.find((each) => each.topic === topic);
    return page === undefined ? [] : [`| \`${topic}\` | ${page.title.replaceAll("|", "\\|")} |`];
  };
  const rows = guideParts.flatMap(({ want, topics }, index) => [
    ...(index === 0 ? [] : ["| | |"]),
    `| **To ${want}** | |`,
    ...topics.flatMap(row),
  ]);
  return [
    "# The guide",
    ["| | |", "|---|---|", ...rows].join("\n"),
    "`boost-gen guide <topic>` opens a page, `boost-gen explain <code>` says what a complaint means.",
  ].join("\n\n");
}
