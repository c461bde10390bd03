import {
  type Code,
  code,
  fileRef,
  importRef,
  lines,
  literal,
  type PrintOptions,
  printFile,
  propertyAccess,
  stringLiteral,
} from "../../code/index.ts";
import type { Contract, WorkflowRule } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { startedWorkflows } from "./workflow-stubs.ts";

/** Starts everything that the document gives something to do for. */
export function emitMain(contract: Contract, print: PrintOptions): GeneratedFile {
  const app = code`const app = new ${importRef("boost-gen/runtime", "BoostApp")}(${stringLiteral(contract.name)});`;
  const generated = fileRef("generated/index", "contract");
  const receives = contract.operations.some(({ action }) => action === "receive");
  const statements = [
    lines([
      app,
      ...(receives ? [code`app.addSubscribers("subscribers", ${generated}, ${fileRef("handlers/index", "handlers")});`] : []),
      ...taskQueues(contract).map(worker),
      ...(receives ? [] : sending(contract, generated)),
      code`await app.run(); // run all | run <name> | exec <name>`,
    ]),
  ];
  return { path: "main.ts", text: printFile({ path: "main", statements, declared: ["app"] }, print) };
}

/** Each with the workers' name. */
function taskQueues(contract: Contract): readonly { readonly name: string; readonly queue: string | undefined }[] {
  const rules = startedWorkflows(contract).flatMap(({ actions }) => actions.flatMap((action) => action.rules.map(({ rule }) => rule)));
  const queues = [...new Set(rules.filter(isStart).map(({ taskQueue }) => taskQueue))];
  return queues.map((queue, index) => ({ name: index === 0 ? "worker" : `worker${index + 1}`, queue }));
}

function isStart({ type }: WorkflowRule): boolean {
  return type !== undefined;
}

function worker({ name, queue }: ReturnType<typeof taskQueues>[number]): Code {
  const path = code`workflowsPath: new URL("./workflows.js", import.meta.url).href`;
  // Without a task queue both sides take the one of the environment, else the application's name.
  return queue === undefined
    ? code`app.addWorker(${stringLiteral(name)}, { ${path} });`
    : code`app.addWorker(${stringLiteral(name)}, { taskQueue: ${stringLiteral(queue)}, ${path} });`;
}

/** A document that only sends: `exec send` publishes its first example. */
function sending({ operations }: Contract, generated: Code): readonly Code[] {
  const places = operations.flatMap(({ messages }) => messages);
  const first = places.find(
    ({ message, publisher }) => publisher !== undefined && message.examples.some(({ payload }) => payload !== undefined),
  );
  const example = first?.message.examples.find(({ payload }) => payload !== undefined)?.payload;
  const declaration = code`const publishers = app.publishers(${generated});`;
  if (first?.publisher === undefined || example === undefined) return [declaration];
  const publish = code`publishers${propertyAccess(first.publisher)}`;
  return [declaration, code`app.addExec("send", async () => {`, code`  await ${publish}(${literal(example)});`, code`});`];
}
