import {
  type Code,
  code,
  fileRef,
  identifier,
  importRef,
  type LaidOutFile,
  list,
  type PrintOptions,
  printLayout,
  propertyAccess,
  stringLiteral,
} from "../../code/index.ts";
import type { Contract, Workflow } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { implementedWorkflows } from "../workflow-code.ts";

/** Those that the document starts under a name that a function can have. */
export function startedWorkflows(contract: Contract): readonly Workflow[] {
  return implementedWorkflows(contract).filter(({ type, typeName }) => type === typeName);
}

/** One function for each; signals and updates are taken, so that none waits in the server unnoticed. */
export function emitWorkflowStubs(contract: Contract, print: PrintOptions): GeneratedFile {
  const started = startedWorkflows(contract);
  const names = started.map(({ typeName }) => typeName);
  const isWhole = contract.workflowCode === true && started.length === implementedWorkflows(contract).length;
  const holes = {
    workflows: started.map((workflow) => stub(workflow, contract)),
    implementations: isWhole && {
      type: implementations,
      value: list(code``, "{}", names.map(identifier)),
    },
  };
  return {
    path: "workflows.ts",
    text: printLayout("project/workflows", { path: "workflows", holes, declared: [...names, "workflows"] }, print),
  };
}

const implementations = fileRef("generated/workflow", "WorkflowImplementations", { typeOnly: true });
const log = importRef("@temporalio/workflow", "log");

function stub({ name, typeName, signals, signalsName, updates, updatesName }: Workflow, { workflowCode }: Contract): LaidOutFile["holes"] {
  const ofDocument = (kind: Code, key: string): Code => code`${fileRef("generated/workflow", name)}.${kind}${propertyAccess(key)}`;
  const types = (file: string, key: string): Code =>
    code`${fileRef("generated/workflows", file, { typeOnly: true })}[${stringLiteral(key)}]`;
  const signal = (key: string): Code =>
    workflowCode === true
      ? ofDocument(code`signals`, key)
      : code`${importRef("@temporalio/workflow", "defineSignal")}<${types(signalsName, key)}>(${stringLiteral(key)})`;
  const update = (key: string): Code =>
    workflowCode === true
      ? ofDocument(code`updates`, key)
      : code`${importRef("@temporalio/workflow", "defineUpdate")}<void, ${types(updatesName, key)}>(${stringLiteral(key)})`;
  return {
    name: identifier(typeName),
    type:
      workflowCode === true
        ? code`${implementations}[${stringLiteral(typeName)}]`
        : fileRef("generated/workflows", typeName, { typeOnly: true }),
    handled: [
      ...signals.map((each) => taking(each.name, signal(each.name))),
      ...updates.map((each) => taking(each.name, update(each.name))),
    ],
    log,
    started: stringLiteral(`${typeName} started`),
  };
}

function taking(name: string, definition: Code): LaidOutFile["holes"] {
  return { setHandler: importRef("@temporalio/workflow", "setHandler"), definition, name: stringLiteral(name), log };
}
