import { suggest } from "../../compiler/diagnostics/suggest.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { type Explanation, explanations } from "../explain/explanations.ts";
import { showPage } from "../pages/show-page.ts";
import type { Terminal } from "../terminal.ts";

/** What `--json` prints: the one that was asked for, or all. `version` grows when a field changes its meaning or goes. */
interface JsonExplanations {
  readonly version: 1;
  readonly explanations: readonly Explanation[];
}

export async function runExplain(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  const [word] = input.words;
  // As it is copied from a complaint, or from a dead letter.
  const code = word?.replace(/^\[(.*)\]$|^invalid:\s*/, "$1");
  const found = explanations.filter((each) => code === undefined || each.code === code);
  const [explanation] = found;
  if (explanation === undefined) {
    const near = suggest(
      code ?? "",
      explanations.map((each) => each.code),
    );
    const hint = near === undefined ? "`boost-gen explain` lists them." : `Did you mean \`boost-gen explain ${near}\`?`;
    terminal.err(`${terminal.paint("red", "error")}: there is no code \`${word}\`. ${hint}\n`);
    return 2;
  }
  if (input.has("json")) {
    const report: JsonExplanations = { version: 1, explanations: found };
    terminal.out(`${JSON.stringify(report, null, 2)}\n`);
    return 0;
  }
  await showPage(code === undefined ? contents() : page(explanation), terminal, { paged: !input.has("no-pager") });
  return 0;
}

function page({ code, kind, means, example, mend }: Explanation): string {
  const shown = example === undefined ? [] : ["## Example", example];
  return [`# ${code}: ${kind}`, means, ...shown, "## How to mend it", mend].join("\n\n");
}

function contents(): string {
  const sections = [...new Set(explanations.map(({ group }) => group))].map((group) => {
    const codes = explanations.filter((each) => each.group === group).map(({ code }) => `\`${code}\``);
    return `## ${group}\n\n${codes.join(", ")}`;
  });
  return [
    "# Codes",
    "`boost-gen explain <code>` says what a code means, shows an example that provokes it, and says how to mend it.",
    ...sections,
  ].join("\n\n");
}
