import type { CommandInput, ExitCode } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { oneLine } from "../printed.ts";
import { changeRoutes } from "../studio/change-routes.ts";
import { contractRoutes } from "../studio/contract-routes.ts";
import type { LettersOf } from "../studio/contract-view.ts";
import { doctorRoutes } from "../studio/doctor-routes.ts";
import { maskOf } from "../studio/mask-of.ts";
import { serveStudio } from "../studio/serve-studio.ts";
import { serverGround } from "../studio/server-ground.ts";
import { temporalLink } from "../studio/temporal-link.ts";
import { trialRoutes } from "../studio/trial-routes.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { loadDataConverter } from "../tools/load-data-converter.ts";
import { type OpenedDocument, openDocument } from "../tools/open-contract.ts";

/** A page about a document and the system that runs it. */
export function runStudio(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  return guarded(terminal, async () => {
    const opened = await openDocument(wordAsDocument(input), terminal, compiler);
    if (opened === undefined) return 2;
    const { model, locate } = opened;
    const converter = await loadDataConverter(opened.converterModule, terminal);
    const { letterRoutes } = await import("boost-gen/tools");
    const tools = { contract: opened.contract, app: opened.app, ...converter };
    const mask = await maskOf(input);
    const { ground, close } = serverGround(opened, converter, mask);
    return await serveStudio(input, terminal, {
      about: {
        title: model.title,
        version: model.version,
        mode: "beside",
        write: input.has("write"),
        screens: ["contract", "try", "letters", "changes", "doctor"],
        masked: mask.names,
        ...temporalLink(terminal.env),
      },
      routes: [
        ...contractRoutes(model, locate, await lettersOf(opened, terminal)),
        ...trialRoutes(ground, mask),
        ...letterRoutes({
          tools,
          mask,
          log: (what) => terminal.out(`${oneLine(`${new Date().toISOString()} ${what}`)}\n`),
        }),
        ...changeRoutes({ ...opened, cwd: terminal.cwd }),
        ...doctorRoutes(tools),
      ],
    }).finally(close);
  });
}

function wordAsDocument(input: CommandInput): CommandInput {
  return { ...input, value: (flag) => (flag === "document" ? input.words[0] : input.value(flag)) };
}

/** As the service plans it; where the environment is not the service's, what the document says. */
async function lettersOf({ contract, app, model }: OpenedDocument, terminal: Terminal): Promise<LettersOf> {
  const { DeadLetters } = await import("boost-gen/tools");
  try {
    const { places } = new DeadLetters({ contract, app, environment: terminal.env });
    return (operation) => places.find(({ operations }) => operations.includes(operation))?.address ?? false;
  } catch {
    return (operation) => model.operations.find(({ key }) => key === operation)?.options.deadLetter;
  }
}
