import {
  type Code,
  code,
  fileRef,
  importRef,
  literal,
  type PrintOptions,
  printLayout,
  propertyAccess,
  stringLiteral,
} from "../../code/index.ts";
import type { Contract, WorkflowRule } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { publishesFromWorkflows } from "../workflow-code.ts";
import { startedWorkflows } from "./workflow-stubs.ts";

/** Starts everything that the document gives something to do for. */
export function emitMain(contract: Contract, print: PrintOptions): GeneratedFile {
  const generated = fileRef("generated/index", "contract");
  const receives = contract.operations.some(({ action }) => action === "receive");
  const holes = {
    BoostApp: importRef("boost-gen/runtime", "BoostApp"),
    name: stringLiteral(contract.name),
    subscribers: receives && { contract: generated, handlers: fileRef("handlers/index", "handlers") },
    // Without a task queue both sides take the one of the environment, else the application's name.
    workers: taskQueues(contract).map(({ name, queue }) => ({
      name: stringLiteral(name),
      taskQueue: queue !== undefined && stringLiteral(queue),
      publishes: publishesFromWorkflows(contract) && generated,
    })),
    publishers: !receives && { contract: generated },
    example: !receives && publishedExample(contract),
  };
  return { path: "main.ts", text: printLayout("project/main", { path: "main", holes, declared: ["app"] }, print) };
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

/** A document that only sends: `exec send` publishes its first example. */
function publishedExample({ operations }: Contract): Code | false {
  const places = operations.flatMap(({ messages }) => messages);
  const first = places.find(
    ({ message, publisher }) => publisher !== undefined && message.examples.some(({ payload }) => payload !== undefined),
  );
  const example = first?.message.examples.find(({ payload }) => payload !== undefined)?.payload;
  if (first?.publisher === undefined || example === undefined) return false;
  return code`  await publishers${propertyAccess(first.publisher)}(${literal(example)});`;
}
