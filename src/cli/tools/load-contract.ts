import { compileFunction } from "node:vm";
import type { ContractDefinition } from "boost-gen/tools";
import { emitScript } from "../../compiler/emit/script.ts";
import type { Contract } from "../../compiler/model/index.ts";

/**
 * The contract that a service would import: the same validators, the same addresses. Nothing is written, so it works where no folder may be written
 * to, and nothing of the project is run.
 */
export async function loadContract(model: Contract): Promise<ContractDefinition> {
  const runtime = await import("boost-gen/runtime");
  return compileFunction(emitScript(model), ["runtime"], { filename: "contract.js" })(runtime);
}
