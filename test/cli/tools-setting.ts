import { commands } from "../../src/cli/commands.ts";
import { compileFile } from "../../src/cli/compile-file.ts";
import { run } from "../../src/cli/run.ts";
import { loadContract } from "../../src/cli/tools/load-contract.ts";
import type { ContractDefinition } from "../../src/runtime/ground/contract.ts";
import { BoostApp } from "../../src/runtime/index.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import type { Printed } from "./session.ts";

type Environment = { readonly [name: string]: string };

/** The program in this process, in a folder, with real servers behind the environment. */
export async function typed(folder: string, words: readonly string[], env: Environment): Promise<Printed> {
  const { terminal, printed } = recordedTerminal(folder, { env });
  const code = await run(words, terminal, commands);
  return { code, ...printed() };
}

export async function contractOf(document: string): Promise<ContractDefinition> {
  const { output, diagnostics } = await compileFile(document, {
    allowRef: [],
    strict: false,
    importExtension: ".js",
    version: "",
    source: "asyncapi.yaml",
    cwd: "/",
  });
  if (output === undefined) throw new Error(JSON.stringify(diagnostics));
  return loadContract(output.contract);
}

/** The application of a document, with one function for every message. */
export async function service(
  contract: ContractDefinition,
  environment: Environment,
  handle: (message: unknown, context: HandlerContext) => void,
): Promise<BoostApp> {
  const app = new BoostApp(contract.name, { environment, logger: { debug() {}, info() {}, warn() {}, error() {} } });
  const handlers = Object.fromEntries(
    contract.operations
      .filter(({ action }) => action === "receive")
      .map(({ name, messages }) => [
        name,
        Object.fromEntries(
          Object.keys(messages).map((member) => [member, async (message: unknown, context: HandlerContext) => handle(message, context)]),
        ),
      ]),
  );
  app.addSubscribers("subscribers", contract, handlers);
  await app.start();
  return app;
}

export interface HandlerContext {
  readonly delivery: { readonly id: string; readonly key: string | undefined; readonly address: string };
  readonly headers: object;
  readonly parameters: object;
}
