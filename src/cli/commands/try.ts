import { resolve } from "node:path";
import type { ContractDefinition } from "boost-gen/tools";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { type Locate, locator } from "../changes/locate.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import type { Compilation, Compiler } from "../compilation.ts";
import { findConfig } from "../config.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import type { Record } from "../record.ts";
import { resolveTarget, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { loadDataConverter } from "../tools/load-data-converter.ts";
import { dialogue } from "../try/dialogue.ts";
import { inMemory } from "../try/in-memory.ts";
import { type Report, Reporter } from "../try/reporter.ts";
import { specimens } from "../try/specimens.ts";

/** Runs an application on nothing but this process, sends it every message that its document describes, and says what became of each. */
export function runTry(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<ExitCode> {
  return guarded(terminal, async () => {
    const target = resolveTarget(input, await findConfig(terminal.cwd), terminal.cwd, "boost-gen try");
    const { output, diagnostics } = await compile(target, terminal, compiler);
    // What is only worth knowing is said by the run that writes files.
    printDiagnostics(
      diagnostics.filter(({ severity }) => severity !== "info"),
      terminal,
    );
    if (output === undefined || diagnostics.some(({ severity }) => severity === "error")) return 2;
    const { loadContract } = await import("../tools/load-contract.ts");
    const { contract, standsIn, parameters } = inMemory(await loadContract(output.contract), terminal.env);
    const locate: Locate =
      output.root === undefined ? () => ({ file: target.document, pointer: "", line: 0, column: 0 }) : locator(output.root);
    const handlers = await ownHandlers(target, contract, terminal.cwd);
    const converter = await loadDataConverter(target.dataConverter, terminal);
    const app = contract.app ?? contract.name;
    if (input.has("studio")) {
      const { serveTrial } = await import("../studio/try-studio.ts");
      const environment = { ...parameters, ...converter.environment };
      const source = { document: target.document, reading: target };
      return await serveTrial(input, terminal, {
        ...{ contract, model: output.contract, locate, handlers, app },
        ...converter,
        environment,
        ...source,
      });
    }
    const reporter = new Reporter({
      contract,
      model: output.contract,
      locate,
      terminal,
      handlers,
      app,
      standsIn,
      parameters,
      converter,
      json: input.has("json"),
    });
    const opening = await reporter.opening(handlers === undefined ? undefined : relativePath(terminal.cwd, target.handlers));
    if (!input.has("json")) terminal.out(opening);
    const sources = { contract, model: output.contract, locate, environment: terminal.env };
    const received = specimens("receive", sources);
    try {
      for (const tried of received) await reporter.receive(tried);
      for (const tried of specimens("send", sources)) await reporter.send(tried);
      if (!input.has("json")) terminal.out(reporter.closing());
      if (!input.has("once") && !input.has("json") && received.length > 0) await dialogue(received, reporter, terminal);
    } finally {
      await reporter.stop();
    }
    return exitCode(reporter.report);
  });
}

function exitCode({ failed }: Report): ExitCode {
  return failed === 0 ? 0 : 1;
}

function compile(target: Target, { cwd }: Terminal, { compileFile }: Compiler): Promise<Compilation> {
  const { document, role, receives, allowRef, strict } = target;
  return compileFile(document, {
    allowRef,
    strict,
    importExtension: ".js",
    version: "",
    source: relativePath(cwd, document),
    cwd,
    ...(role === undefined ? {} : { role }),
    ...(receives === undefined ? {} : { handlers: receives }),
  });
}

/** Those of the project, where it has any of this document's. */
async function ownHandlers(target: Target, contract: ContractDefinition, cwd: string): Promise<Record | undefined> {
  const receiving = contract.operations.filter(({ action }) => action === "receive");
  if (receiving.length === 0) return undefined;
  const { loadHandlers } = await import("../try/load-handlers.ts");
  const handlers = await loadHandlers(resolve(target.handlers), { cwd, document: relativePath(cwd, target.document) });
  // Another document's otherwise.
  return handlers !== undefined && receiving.some(({ name }) => Object.hasOwn(handlers, name)) ? handlers : undefined;
}
