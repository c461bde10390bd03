import { asciiOf, bindingName, camelName, fileName, pascalName } from "../../naming/index.ts";

/** Members that an object must not have: `then` would make it a thenable, the others are every object's. */
const unsafeMembers: ReadonlySet<string> = new Set(["then", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "toJSON"]);

export function memberName(text: string): string {
  const name = camelName(text);
  return unsafeMembers.has(name) ? `${name}_` : name;
}

/** What `context.workflows` and `workflow.ts` have beside the document's workflows. @see HandlerContext in boost-gen/runtime */
const besideWorkflows: ReadonlySet<string> = new Set(["dispatch", "publish", "publishWith", "publishingDocument"]);

/** And where an operation has a reply. */
const besideAskingWorkflows: ReadonlySet<string> = new Set(["request", "requestWith"]);

/** Of a workflow: a member of `context.workflows`, and a constant of `workflow.ts`. */
export function workflowName(text: string, hasReplies: boolean): string {
  const name = bindingMember(text);
  return besideWorkflows.has(name) || (hasReplies && besideAskingWorkflows.has(name)) ? `${name}_` : name;
}

/** An operation is a member of the contract's handlers and the constant that its handler file exports; `handlers` is the constant of all. */
export function operationName(text: string): string {
  const name = bindingMember(text);
  return name === "handlers" ? `${name}_` : name;
}

/** A member that is a constant's name as well. */
function bindingMember(text: string): string {
  const member = memberName(text);
  return member === camelName(text) ? bindingName(text) : member;
}

export function parameterName(text: string): string {
  return bindingName(text);
}

export function typeName(text: string): string {
  return pascalName(text);
}

/** Types that every output exports, whatever the document says. */
export const fixedTypes: readonly string[] = ["ContractHandlers", "Incoming", "Publish", "Workflows"];

/** And those of an output with operations that have a reply. */
export const askingTypes: readonly string[] = ["Requests"];

/** `index` is the file that lists the handlers. */
export function handlerFile(operation: string): string {
  const file = fileName(operation);
  return file === "index" ? "index-handlers" : file;
}

export function schemaFile(name: string): string {
  return `schemas/${fileName(name)}`;
}

/** It names consumer groups, queues and packages, so it is ASCII. */
export function contractName(title: string): string {
  return fileName(asciiOf(title));
}
