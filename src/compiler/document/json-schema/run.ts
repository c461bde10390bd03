import type { TreeNode } from "../tree/tree-node.ts";
import type { Finding, Schema, Validation } from "./contracts.ts";

/** Thrown when a schema and a value together take more steps than allowed: combinations inside combinations can take exponentially many. */
export class TooManySteps extends Error {}

interface Task {
  readonly schema: Schema;
  readonly node: TreeNode;
  /** What led here first. */
  readonly via?: TreeNode;
}

/**
 * One validation. Where the value holds a reference, its target is validated later and once for each schema that it must match, so that neither
 * long chains nor many references to one place cost more than the places that there are. Only while alternatives are tried (`speculate`) a target
 * is looked at on the spot, because the choice depends on it.
 */
export class Run implements Validation {
  findings: Finding[] = [];
  readonly #tasks: Task[] = [];
  readonly #visited = new Map<Schema, Set<TreeNode>>();
  readonly #known = new Map<Schema, Map<TreeNode, readonly Finding[]>>();
  #speculating = 0;
  #steps: number;

  constructor(mostSteps = Number.POSITIVE_INFINITY) {
    this.#steps = mostSteps;
  }

  /** Validates a value and everything that it refers to; the findings are in `findings`. */
  validate(schema: Schema, node: TreeNode): void {
    this.#later(schema, node.resolve());
    for (let task = this.#tasks.pop(); task !== undefined; task = this.#tasks.pop()) {
      const known = this.findings.length;
      task.schema.validate(task.node, this);
      const { node, via } = task;
      if (via === undefined || this.findings.length === known) continue;
      this.findings.push(
        ...this.findings
          .splice(known)
          .map((finding) => (finding.keyword === "type" && finding.node === node ? { ...finding, via } : finding)),
      );
    }
  }

  step(): void {
    this.#steps -= 1;
    if (this.#steps < 0) throw new TooManySteps();
  }

  add(finding: Finding): false {
    this.findings.push(finding);
    return false;
  }

  follow(schema: Schema, target: TreeNode, reference: TreeNode): boolean {
    if (this.#speculating === 0) {
      this.#later(schema, target, reference);
      return true;
    }
    const known = mapOf(this.#known, schema, () => new Map<TreeNode, readonly Finding[]>());
    let findings = known.get(target);
    if (findings === undefined) {
      // A target that is reached again from inside itself adds nothing.
      known.set(target, []);
      findings = this.speculate(schema, target);
      known.set(target, findings);
    }
    this.findings.push(...findings);
    return findings.length === 0;
  }

  speculate(schema: Schema, node: TreeNode): readonly Finding[] {
    return this.#try(() => schema.validate(node, this));
  }

  speculateInPlace(schema: Schema, node: TreeNode): readonly Finding[] {
    return this.#try(() => schema.validateInPlace(node, this));
  }

  #try(validate: () => boolean): readonly Finding[] {
    const kept = this.findings;
    this.findings = [];
    this.#speculating += 1;
    try {
      validate();
      return this.findings;
    } finally {
      this.#speculating -= 1;
      this.findings = kept;
    }
  }

  #later(schema: Schema, node: TreeNode, via?: TreeNode): void {
    const visited = mapOf(this.#visited, schema, () => new Set<TreeNode>());
    if (visited.has(node)) return;
    visited.add(node);
    this.#tasks.push({ schema, node, ...(via === undefined ? {} : { via }) });
  }
}

function mapOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
