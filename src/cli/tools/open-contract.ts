import { resolve } from "node:path";
import type { ContractDefinition } from "boost-gen/tools";
import type { Contract } from "../../compiler/model/index.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { type Locate, locator } from "../changes/locate.ts";
import type { CommandInput } from "../command.ts";
import type { Compiler } from "../compilation.ts";
import { ConfigError, findConfig } from "../config.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { entryOf, type ReadingOptions, readingOptions, type ToolSettings, toolSettings } from "../reading-options.ts";
import type { Terminal } from "../terminal.ts";
import { usualDocument } from "../usual-document.ts";

/** What every tool that talks to servers needs to know. */
export interface Opened {
  readonly contract: ContractDefinition;
  /** Name of the application. */
  readonly app: string;
  /** Who says so, for a sentence. */
  readonly appFrom: string;
  /** Module of the data converter that the configuration names, absolute. */
  readonly converterModule: string | undefined;
}

/** The same with what the compiler knows of the document. */
export interface OpenedDocument extends Opened {
  /** Absolute path. */
  readonly document: string;
  readonly reading: ReadingOptions;
  readonly model: Contract;
  readonly locate: Locate;
}

/**
 * Compiles the document that `--document`, the configuration or its usual name leads to. `undefined` when it has errors, which are then
 * printed. @throws ConfigError
 */
export async function openContract(input: CommandInput, terminal: Terminal, compiler: Compiler): Promise<Opened | undefined> {
  const opened = await openDocument(input, terminal, compiler);
  if (opened === undefined) return undefined;
  const { contract, app, appFrom, converterModule } = opened;
  return { contract, app, appFrom, converterModule };
}

/** As `openContract`; the document may also be the command's word. */
export async function openDocument(
  input: CommandInput,
  terminal: Terminal,
  { compileFile }: Compiler,
): Promise<OpenedDocument | undefined> {
  const { document, app, dataConverter, ...reading } = await chooseDocument(input, terminal.cwd);
  const { role, receives, allowRef } = reading;
  const { output, diagnostics } = await compileFile(document, {
    allowRef,
    strict: false,
    importExtension: ".js",
    version: "",
    source: relativePath(terminal.cwd, document),
    cwd: terminal.cwd,
    ...(role === undefined ? {} : { role }),
    ...(receives === undefined ? {} : { handlers: receives }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (output === undefined || errors.length > 0) {
    printDiagnostics(errors, terminal);
    return undefined;
  }
  const { loadContract } = await import("./load-contract.ts");
  const contract = await loadContract(output.contract);
  const locate = output.root === undefined ? () => ({ file: document, pointer: "", line: 0, column: 0 }) : locator(output.root);
  const opened = { document, reading, model: output.contract, locate, contract, converterModule: dataConverter };
  return { ...opened, ...applicationName(input.value("app"), contract, app) };
}

/** The command line, the document, its entry in the configuration or `package.json`, else the title, which is what `boost-gen init` calls an application after. */
function applicationName(
  given: string | undefined,
  contract: ContractDefinition,
  configured: string | undefined,
): Pick<Opened, "app" | "appFrom"> {
  if (given !== undefined) return { app: given, appFrom: "--app" };
  if (contract.app !== undefined) return { app: contract.app, appFrom: "x-boost.app of the document" };
  if (configured !== undefined) return { app: configured, appFrom: "`app` of the configuration" };
  return { app: contract.name, appFrom: "the document's title; say it with --app or x-boost.app where the service has another" };
}

interface Choice extends ReadingOptions, ToolSettings {
  readonly document: string;
}

async function chooseDocument(input: CommandInput, cwd: string): Promise<Choice> {
  const given = input.value("document");
  const config = await findConfig(cwd);
  if (given === undefined && config !== undefined && config.documents.length > 1) {
    throw new ConfigError(
      `there are several documents; name one with --document: ${config.documents.map(({ document }) => document).join(", ")}`,
    );
  }
  const entry = given === undefined ? config?.documents[0] : entryOf(config, resolve(cwd, given));
  const rest = {
    ...readingOptions(input, entry, { cwd, config: config?.folder ?? cwd }),
    ...toolSettings(entry, config?.folder ?? cwd),
  };
  if (given !== undefined) return { document: resolve(cwd, given), ...rest };
  if (config !== undefined && entry !== undefined) return { document: resolve(config.folder, entry.document), ...rest };
  return { document: resolve(cwd, usualDocument(cwd, "name it with --document")), ...rest };
}
