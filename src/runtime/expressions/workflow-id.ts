import type { Template } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import type { Facts } from "./evaluate.ts";
import { identity } from "./identity.ts";

/** Temporal refuses longer ones, after the call was made. */
const maximumBytes = 1000;

/** The server would draw one of its own, and the update would be another each time. @throws InvalidMessage */
export function updateId(template: Template, facts: Facts): string {
  const id = identity(template, facts);
  if (id === "") throw new InvalidMessage("the update id is empty", { code: "workflow" });
  return id;
}

/** @throws InvalidMessage */
export function workflowId(template: Template | string, facts: Facts): string {
  const id = typeof template === "string" ? template : identity(template, facts);
  const bytes = Buffer.byteLength(id);
  if (bytes === 0) throw new InvalidMessage("the workflow id is empty", { code: "workflow" });
  if (bytes > maximumBytes)
    throw new InvalidMessage(`the workflow id has ${bytes} bytes; Temporal takes ${maximumBytes}`, { code: "workflow" });
  return id;
}
