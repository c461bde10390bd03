import type { PrintOptions } from "../../code/index.ts";
import type { Contract } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { emitMain } from "./main.ts";
import { emitServiceTest } from "./service-test.ts";
import { emitWorkflowStubs, startedWorkflows } from "./workflow-stubs.ts";

/** The program around the output, for somebody who begins: `main.ts`, `workflows.ts` where workflows are started, and a test that passes. */
export function emitProject(contract: Contract, options: Pick<PrintOptions, "extension">): readonly GeneratedFile[] {
  const print: PrintOptions = { ...options, header: undefined };
  return [
    emitMain(contract, print),
    ...(startedWorkflows(contract).length === 0 ? [] : [emitWorkflowStubs(contract, print)]),
    emitServiceTest(contract, print),
  ];
}
