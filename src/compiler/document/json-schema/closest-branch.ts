import type { TreeNode } from "../tree/tree-node.ts";
import type { Finding, Schema } from "./contracts.ts";

/**
 * What the alternative finds that the writer most likely had in mind: first the one that takes values of this type, then the one whose constants
 * (`type: oauth2`) agree, then the one that misses least, then the one that knows the names that were written. What lies deeper comes last: a fault
 * inside a list of messages is no reason to take the list for one message.
 */
export function closestBranch(node: TreeNode, branches: readonly (readonly Finding[])[], schema: Schema): readonly Finding[] {
  const fitting = branches.filter(
    (findings) => !findings.some((finding) => isOfOtherType(node, finding)) && !onlyMissesReference(findings),
  );
  if (fitting.length === 0)
    return [{ keyword: "type", node, schema, wanted: [...new Set(branches.flatMap((findings) => findings.flatMap(wantedTypes)))] }];
  const [first = [], ...others] = fitting;
  if (others.length === 0) return first;
  const closest = fitting.reduce((best, findings) => (isCloser(weigh(node, findings), weigh(node, best)) ? findings : best));
  const refused = closest.find((finding) => isConstant(finding) && finding.node.parent === node);
  // No alternative takes this constant, so none is meant more than another: the constants of all of them are the answer.
  return refused === undefined ? closest : [{ ...refused, keyword: "enum", wanted: constantsFor(refused.node, fitting) }];
}

/** The alternative takes values of another type only, or constants that are all of another. */
function isOfOtherType(node: TreeNode, { keyword, node: at, wanted }: Finding): boolean {
  if (at !== node) return false;
  return keyword === "type" || (keyword === "enum" && Array.isArray(wanted) && !wanted.some((value) => kindOf(value) === node.kind));
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isConstant({ keyword }: Finding): boolean {
  return keyword === "const" || keyword === "enum";
}

function constantsFor(node: TreeNode, branches: readonly (readonly Finding[])[]): readonly unknown[] {
  const values = branches
    .flat()
    .filter((finding) => isConstant(finding) && finding.node === node)
    .flatMap(({ keyword, wanted }) => (keyword === "enum" && Array.isArray(wanted) ? wanted : [wanted]));
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function wantedTypes({ keyword, wanted }: Finding): readonly string[] {
  if (!Array.isArray(wanted)) return [];
  if (keyword === "enum") return wanted.map(kindOf);
  return keyword === "type" ? wanted.map(String) : [];
}

/** The alternative "a reference": nobody who wrote no `$ref` is helped by the advice to write one. */
function onlyMissesReference(findings: readonly Finding[]): boolean {
  return findings.length === 1 && findings[0]?.keyword === "required" && findings[0].wanted === "$ref";
}

function weigh(node: TreeNode, findings: readonly Finding[]): readonly number[] {
  const constants = findings.filter((finding) => isConstant(finding) && finding.node.parent === node).length;
  const missing = findings.filter(({ keyword, node: at }) => keyword === "required" && at === node).length;
  const unknown = findings.filter(({ keyword, node: at }) => keyword === "additionalProperties" && at.parent === node).length;
  return [constants, missing, unknown, findings.length];
}

function isCloser(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, weight] of a.entries()) {
    const other = b[index] ?? 0;
    if (weight !== other) return weight < other;
  }
  return false;
}
