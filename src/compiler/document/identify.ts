import type { DiagnosticSink } from "../diagnostics/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { TreeNode } from "./tree/tree-node.ts";
import { type AsyncApiVersion, asyncApiVersions, isAsyncApiVersion } from "./version.ts";

/** The version of an AsyncAPI document; undefined after the reason why it is none was reported. */
export function identify(root: TreeNode, sink: DiagnosticSink): AsyncApiVersion | undefined {
  if (root.kind !== "object") {
    sink.report("document-empty", root, { found: whatIs(root) });
    return undefined;
  }
  const version = root.get("asyncapi");
  if (version === undefined) {
    const other = ["openapi", "swagger"].find((key) => root.get(key) !== undefined);
    sink.report("document-no-version", root, { other: other === undefined ? undefined : "an OpenAPI document" });
    return undefined;
  }
  if (typeof version.scalar !== "string") {
    sink.report("document-version-not-text", version, { found: version.kind === "number" ? String(version.scalar) : whatIs(version) });
    return undefined;
  }
  if (isAsyncApiVersion(version.scalar)) return version.scalar;
  sink.report("document-version-unknown", version, { version: version.scalar, known: asyncApiVersions.join(", ") });
  return undefined;
}

function whatIs(node: TreeNode): string {
  switch (node.kind) {
    case "null":
      return "empty";
    case "array":
      return "a list";
    case "string":
      return /^\s*<(!doctype|html)/i.test(String(node.scalar)) ? "a web page" : "a text";
    case "object":
      return "an object";
    case "number":
    case "boolean":
      return `a ${node.kind}`;
    default:
      return assertNever(node.kind);
  }
}
