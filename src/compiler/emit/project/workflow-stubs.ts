import {
  type Code,
  code,
  docComment,
  fileRef,
  identifier,
  importRef,
  lines,
  type PrintOptions,
  printFile,
  stringLiteral,
} from "../../code/index.ts";
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
  return { path: "workflows.ts", text: printFile({ path: "workflows", statements: started.map(stub), declared }, print) };
}

function stub(workflow: Workflow): Code {
  const { typeName, signalsName, updatesName } = workflow;
  const signature = fileRef("generated/workflows", typeName, { typeOnly: true });
  const log = importRef("@temporalio/workflow", "log");
  const handlers = [
    ...workflow.signals.map(({ name }) => taking(name, { define: "defineSignal", types: signalsName })),
    ...workflow.updates.map(({ name }) => taking(name, { define: "defineUpdate", types: updatesName })),
  ];
  return lines([
    docComment("Write here what it does. It is replayed, so it reads no clock, file or network itself; activities do."),
    code`export const ${identifier(typeName)}: ${signature} = async (...args) => {`,
    ...handlers,
    code`  ${log}.info(${stringLiteral(`${typeName} started`)}, { args });`,
    code`};`,
  ]);
}

function taking(name: string, { define, types }: { readonly define: "defineSignal" | "defineUpdate"; readonly types: string }): Code {
  const log = importRef("@temporalio/workflow", "log");
  const all = fileRef("generated/workflows", types, { typeOnly: true });
  const args = code`${all}[${stringLiteral(name)}]`;
  const definition = code`${importRef("@temporalio/workflow", define)}<${define === "defineUpdate" ? code`void, ${args}` : args}>(${stringLiteral(name)})`;
  return code`  ${importRef("@temporalio/workflow", "setHandler")}(${definition}, (...args) => ${log}.info(${stringLiteral(name)}, { args }));`;
}
