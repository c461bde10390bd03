import type { TreeNode } from "../../tree/tree-node.ts";
import { closestBranch } from "../closest-branch.ts";
import type { Schema, Validation } from "../contracts.ts";
import { mayMatch } from "../precondition.ts";
import type { Keyword } from "./keyword.ts";

export const combinationKeywords: Readonly<Record<string, Keyword>> = {
  allOf: ({ value, compiler }) => {
    const members = value.items().map((item) => compiler.schema(item));
    return (node, run) => {
      let valid = true;
      for (const member of members) if (!member.validate(node, run)) valid = false;
      return valid;
    };
  },
  anyOf: ({ value, schema, compiler }) => {
    const branches = value.items().map((item) => compiler.schema(item));
    return (node, run) => {
      // The others cannot match, so this one is no guess: what it finds counts, and references in it can wait.
      const only = onlyLikely(branches, node);
      if (only !== undefined) return only.validate(node, run);
      const likely = branches.filter((branch) => mayMatch(node, branch.precondition));
      return likely.some((branch) => run.speculate(branch, node).length === 0) || explain(node, branches, schema, run);
    };
  },
  oneOf: ({ value, schema, compiler }) => {
    const branches = value.items().map((item) => compiler.schema(item));
    return (node, run) => {
      const only = onlyLikely(branches, node);
      if (only !== undefined) return only.validate(node, run);
      const likely = branches.filter((branch) => mayMatch(node, branch.precondition));
      const matching = likely.filter((branch) => run.speculate(branch, node).length === 0);
      if (matching.length === 1) return true;
      return matching.length === 0 ? explain(node, branches, schema, run) : run.add({ keyword: "oneOf", node, schema, wanted: matching });
    };
  },
  not: ({ value, schema, compiler }) => {
    const refused = compiler.schema(value);
    return (node, run) => run.speculate(refused, node).length > 0 || run.add({ keyword: "not", node, schema, wanted: value.value });
  },
  if: ({ value, schema, compiler }) => {
    const condition = compiler.schema(value);
    const consequence = { true: optional(schema, "then"), false: optional(schema, "else") };
    function optional(of: Schema, keyword: string): Schema | undefined {
      const node = of.node.get(keyword);
      return node === undefined ? undefined : compiler.schema(node);
    }
    if (consequence.true === undefined && consequence.false === undefined) return undefined;
    return (node, run) => {
      const chosen = run.speculate(condition, node).length === 0 ? consequence.true : consequence.false;
      return chosen === undefined || chosen.validate(node, run);
    };
  },
};

/** The branch that may match, where it is just one: the common case, and it makes no garbage. */
function onlyLikely(branches: readonly Schema[], node: TreeNode): Schema | undefined {
  let found: Schema | undefined;
  for (const branch of branches) {
    if (!mayMatch(node, branch.precondition)) continue;
    if (found !== undefined) return undefined;
    found = branch;
  }
  return found;
}

/** No branch matches: what the closest one finds is what a reader wants to know. */
function explain(node: TreeNode, branches: readonly Schema[], schema: Schema, run: Validation): false {
  const found = branches.map((branch) => run.speculate(branch, node));
  for (const finding of closestBranch(node, found, schema)) run.add(finding);
  return false;
}
