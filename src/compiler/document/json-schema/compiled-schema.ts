import type { TreeNode } from "../tree/tree-node.ts";
import type { Compiler, Dialect, KeywordCheck, Precondition, Schema, Validation } from "./contracts.ts";
import { keywords } from "./keywords/index.ts";
import { preconditionOf } from "./precondition.ts";

/** A schema of JSON Schema draft-07 whose keywords are looked at when the first value comes: most parts of a large schema are never needed. */
class CompiledSchema implements Schema {
  readonly node: TreeNode;
  readonly #compiler: Compiler;
  #checks: readonly KeywordCheck[] | undefined;
  #type: KeywordCheck | undefined;
  #precondition: Precondition | undefined;

  constructor(node: TreeNode, compiler: Compiler) {
    this.node = node;
    this.#compiler = compiler;
  }

  validate(node: TreeNode, run: Validation): boolean {
    run.step();
    if (node.target !== undefined) {
      this.#compiler.dialect.onReference?.(this, node, run);
      return run.follow(this, node.resolve(), node);
    }
    // The missing target was reported when references were linked.
    if (node.isBroken) return true;
    return this.validateInPlace(node, run);
  }

  validateInPlace(node: TreeNode, run: Validation): boolean {
    this.#checks ??= this.#compile();
    // What a value of another type lacks besides is not worth a word.
    if (this.#type !== undefined && !this.#type(node, run)) return false;
    let valid = true;
    for (const check of this.#checks) if (!check(node, run)) valid = false;
    return valid;
  }

  get precondition(): Precondition {
    this.#precondition ??= preconditionOf(this.node, this.#compiler.dialect);
    return this.#precondition;
  }

  #compile(): readonly KeywordCheck[] {
    if (this.node.kind === "boolean")
      return this.node.scalar === false ? [(node, run) => run.add({ keyword: "false", node, schema: this })] : [];
    const target = this.#compiler.dialect.follow(this.node);
    if (target !== undefined) {
      const schema = this.#compiler.schema(target);
      return [(node, run) => schema.validate(node, run)];
    }
    const checks: KeywordCheck[] = [];
    for (const [keyword, value] of this.node.properties ?? []) {
      const check = keywords.get(keyword)?.({ value, schema: this, compiler: this.#compiler });
      if (check === undefined) continue;
      if (keyword === "type") this.#type = check;
      else checks.push(check);
    }
    return checks;
  }
}

/** Compiled schemas by the place where they stand. */
export class SchemaCompiler implements Compiler {
  readonly dialect: Dialect;
  readonly #schemas = new Map<TreeNode, CompiledSchema>();

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  schema(node: TreeNode): Schema {
    let schema = this.#schemas.get(node);
    if (schema === undefined) {
      schema = new CompiledSchema(node, this);
      this.#schemas.set(node, schema);
    }
    return schema;
  }
}
