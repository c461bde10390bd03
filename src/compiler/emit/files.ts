import { type PrintOptions, printFile, type SourceFile } from "../code/index.ts";
import type { Contract } from "../model/index.ts";
import { emitChannels, usedChannels } from "./channels.ts";
import { emitContract } from "./contract.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { emitMessages } from "./messages.ts";
import { emitOperations } from "./operations.ts";
import { schemaScope } from "./schema-scope.ts";
import { emitSchemaFiles } from "./schemas.ts";
import { emitWorkflowCode } from "./workflow-code.ts";
import { emitWorkflows } from "./workflows.ts";

/** Every file of `generated/`. */
export function emitFiles(contract: Contract, print: PrintOptions): readonly GeneratedFile[] {
  const emission = { scope: schemaScope(contract.schemas, contract.formats), print };
  const channels = usedChannels(contract);
  const workflowCode = emitWorkflowCode(contract);
  const files = [
    ...emitSchemaFiles(contract.schemas, emission.scope),
    ...(contract.messages.length === 0 ? [] : [emitMessages(contract, emission)]),
    ...(channels.length === 0 ? [] : [emitChannels(channels)]),
    emitOperations(contract, emission),
    emitWorkflows(contract, emission),
    ...(workflowCode === undefined ? [] : [workflowCode]),
    emitContract(contract, emission),
  ];
  return printFiles(files, print);
}

export function printFiles(files: readonly SourceFile[], print: PrintOptions): readonly GeneratedFile[] {
  return files.map((file) => ({ path: `${file.path}.ts`, text: printFile(file, print) }));
}
