import { printScript } from "../code/index.ts";
import type { Contract } from "../model/index.ts";
import { emitChannels, usedChannels } from "./channels.ts";
import { contractRef, emitContract } from "./contract.ts";
import { emitMessages } from "./messages.ts";
import { emitOperations } from "./operations.ts";
import { schemaScope } from "./schema-scope.ts";
import { emitValidators } from "./schemas.ts";
import { emitWorkflows } from "./workflows.ts";

/** What `generated/index.ts` exports as `contract`, as the body of a function of `boost-gen/runtime`: for programs that run a document at once. */
export function emitScript(contract: Contract): string {
  const scope = schemaScope(contract.schemas, contract.formats);
  const emission = { scope, print: { extension: "", header: undefined } } as const;
  // A name of the function is there from its own statement on, so what others are made of comes first.
  const files = [
    emitMessages(contract, emission),
    emitChannels(usedChannels(contract)),
    emitWorkflows(contract, emission),
    emitOperations(contract, emission),
    emitContract(contract, emission),
  ];
  return printScript([...emitValidators(contract.schemas, scope), ...files.flatMap(({ statements }) => statements)], contractRef);
}
