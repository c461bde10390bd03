import { fileRef, identifier, importRef, type LaidOutFile, type PrintOptions, printLayout, stringLiteral } from "../../code/index.ts";
import type { Contract, Workflow } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";

/** Those that the document starts under a name that a function can have. */
export function startedWorkflows({ workflows }: Contract): readonly Workflow[] {
  return workflows.filter(({ type, typeName, parameters }) => type === typeName && parameters !== undefined);
}

/** One function for each; signals and updates are taken, so that none waits in the server unnoticed. */
export function emitWorkflowStubs(contract: Contract, print: PrintOptions): GeneratedFile {
  const started = startedWorkflows(contract);
  const declared = started.map(({ typeName }) => typeName);
  const file = { path: "workflows", holes: { workflows: started.map(stub) }, declared };
  return { path: "workflows.ts", text: printLayout("project/workflows", file, print) };
}

const log = importRef("@temporalio/workflow", "log");

function stub({ typeName, signals, signalsName, updates, updatesName }: Workflow): LaidOutFile["holes"] {
  return {
    name: identifier(typeName),
    type: fileRef("generated/workflows", typeName, { typeOnly: true }),
    signals: signals.map(({ name }) => taking(name, { define: "defineSignal", types: signalsName })),
    updates: updates.map(({ name }) => taking(name, { define: "defineUpdate", types: updatesName })),
    log,
    started: stringLiteral(`${typeName} started`),
  };
}

interface Definition {
  readonly define: "defineSignal" | "defineUpdate";
  readonly types: string;
}

function taking(name: string, { define, types }: Definition): LaidOutFile["holes"] {
  return {
    setHandler: importRef("@temporalio/workflow", "setHandler"),
    [define]: importRef("@temporalio/workflow", define),
    types: fileRef("generated/workflows", types, { typeOnly: true }),
    name: stringLiteral(name),
    log,
  };
}
