import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { Expression, Template } from "../../model/index.ts";
import { expressionText } from "../expressions/expression.ts";
import type { RuleUse } from "./workflow-names.ts";

/** How an id is built, whatever stands in it: `order-{}`. */
export function skeletonOf(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : "{}")).join("");
}

export function checkWorkflowIds(uses: readonly RuleUse[], sink: DiagnosticSink): void {
  checkSharedIds(uses, sink);
  checkMarkedTypes(uses, sink);
}

/** A workflow id belongs to one workflow, whatever its type: a message for the second finds the first one's id taken. */
function checkSharedIds(uses: readonly RuleUse[], sink: DiagnosticSink): void {
  const first = new Map<string, string>();
  for (const { draft, node } of uses) {
    if (draft.type === undefined) continue;
    const skeleton = skeletonOf(draft.workflowId);
    const owner = first.get(skeleton) ?? draft.type;
    first.set(skeleton, owner);
    if (owner !== draft.type)
      sink.report("workflow-id-shared", node, { workflow: draft.type, other: owner, id: skeleton.replaceAll("{}", "{…}") });
  }
}

/** Where one message may have a string in an id, its numbers are marked; a message of numbers alone then means another workflow. */
function checkMarkedTypes(uses: readonly RuleUse[], sink: DiagnosticSink): void {
  const bare = new Map<string, string>();
  for (const { draft, message } of uses)
    for (const { place, part } of expressionsOf(draft.workflowId)) if (isBare(part)) bare.set(place, message.name);
  for (const { draft, message, node } of uses) {
    const marked = expressionsOf(draft.workflowId).find(({ place, part }) => isMarked(part) && bare.has(place));
    if (marked === undefined) continue;
    const other = bare.get(marked.place) ?? "";
    sink.report("workflow-id-types", node, { expression: expressionText(marked.part), message: message.name, other });
  }
}

/** `place` is equal where two ids are built alike. */
function expressionsOf(template: Template): readonly { readonly place: string; readonly part: Expression }[] {
  const skeleton = skeletonOf(template);
  return template.filter((part) => typeof part !== "string").map((part, index) => ({ place: `${index} ${skeleton}`, part }));
}

function isMarked(part: Expression): boolean {
  const types = typesOf(part);
  return types.includes("string") && types.length > 1;
}

function isBare(part: Expression): boolean {
  const types = typesOf(part);
  return types.length > 0 && !types.includes("string");
}

function typesOf(part: Expression): readonly string[] {
  return "textTypes" in part ? (part.textTypes ?? []) : [];
}
