import { type DiagnosticSink, Suggestions } from "../../diagnostics/index.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { children, items, operationsOf2 } from "./parts.ts";
import type { Rule } from "./rule.ts";

/** Servers and operations of AsyncAPI 2 name security schemes of `components`, and scopes that those have. */
export const security: Rule = {
  major: "2",
  check(root, sink) {
    const schemes = new Map(children(root, "components", "securitySchemes"));
    const secured = [...children(root, "servers").map(([, server]) => server), ...operationsOf2(root, "used")];
    const known: Known = { schemes, suggestions: new Suggestions(), sink };
    for (const owner of secured) for (const requirement of items(owner.get("security"))) checkRequirement(requirement, known);
  },
};

interface Known {
  readonly schemes: ReadonlyMap<string, TreeNode>;
  readonly suggestions: Suggestions;
  readonly sink: DiagnosticSink;
}

function checkRequirement(requirement: TreeNode, { schemes, suggestions, sink }: Known): void {
  for (const [name, scopes] of requirement.entries()) {
    const scheme = schemes.get(name);
    if (scheme === undefined) {
      sink.report("security-scheme-missing", scopes, { name, suggestion: suggestions.for(name, schemes.keys()) }, { part: "key" });
      continue;
    }
    if (scheme.get("type")?.scalar !== "oauth2") continue;
    const available = new Set(children(scheme, "flows").flatMap(([, flow]) => children(flow, "scopes").map(([scope]) => scope)));
    for (const scope of scopes.items()) {
      if (typeof scope.scalar === "string" && !available.has(scope.scalar))
        sink.report("security-scope-missing", scope, { scope: scope.scalar, scheme: name, available: [...available] });
    }
  }
}
