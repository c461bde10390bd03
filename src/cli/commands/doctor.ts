import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { oneLine } from "../printed.ts";
import type { Colour, Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { loadDataConverter } from "../tools/load-data-converter.ts";
import { openContract } from "../tools/open-contract.ts";

const colours: { readonly [state: string]: Colour } = { ok: "green", created: "blue", missing: "red", wrong: "red" };

/** Asks every server whether what the document needs is there. Exit code 1 when something is missing or wrong. */
export function runDoctor(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  return guarded(terminal, async () => {
    const opened = await openContract(input, terminal, compiler);
    if (opened === undefined) return 2;
    const { converterModule, ...subject } = opened;
    const converter = await loadDataConverter(converterModule, terminal);
    const { examine } = await import("boost-gen/tools");
    let [asked, ill] = [0, 0];
    if (!input.has("json")) terminal.out(`${oneLine(`application "${opened.app}", from ${opened.appFrom}`)}\n`);
    for await (const finding of examine({ ...subject, ...converter, create: input.has("create") })) {
      asked += 1;
      if (finding.state === "missing" || finding.state === "wrong") ill += 1;
      if (input.has("json")) terminal.out(`${JSON.stringify({ version: 1, ...finding })}\n`);
      else {
        const { state, part, detail } = finding;
        const said = oneLine(`${part}${detail === undefined ? "" : `: ${detail}`}`);
        terminal.out(`${terminal.paint(colours[state] ?? "grey", state.padEnd(7))}  ${said}\n`);
      }
    }
    if (!input.has("json")) terminal.out(ill === 0 ? `All ${asked} are well.\n` : `${ill} of ${asked} need attention.\n`);
    return ill === 0 ? 0 : 1;
  });
}
