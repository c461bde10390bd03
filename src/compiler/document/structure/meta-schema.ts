import { DiagnosticSink } from "../../diagnostics/index.ts";
import { type CompiledSchema, type Finding, formats, type Run, SchemaCompiler } from "../json-schema/index.ts";
import { defaultLimits } from "../limits.ts";
import { metaSchemas } from "../meta-schemas/index.generated.ts";
import { readJson } from "../text/read-json.ts";
import { TreeBuilder } from "../text/tree-builder.ts";
import { pointerTokens } from "../tree/pointer.ts";
import { Source } from "../tree/source.ts";
import { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";

/** AsyncAPI's own JSON Schema of one version. */
export interface MetaSchema {
  readonly document: CompiledSchema;
  /** By short name: `schema`, `messageObject`, `bindings/kafka/0.5.0/channel`. */
  part(name: string): CompiledSchema | undefined;
}

export async function loadMetaSchema(version: AsyncApiVersion): Promise<MetaSchema> {
  const { text } = await metaSchemas[version]();
  const source = new Source(`asyncapi-${version}.json`, "", text);
  const root = readJson(text, () => new TreeBuilder(source, new DiagnosticSink(), defaultLimits))?.root;
  if (root === undefined) throw new Error(`The schema of AsyncAPI ${version} in this installation is damaged.`);
  const targets = new Map<string, TreeNode | undefined>();
  const compiler = new SchemaCompiler({
    follow: (schema) => {
      const reference = schema.reference;
      if (reference === undefined) return undefined;
      if (!targets.has(reference)) targets.set(reference, at(root, reference.slice(1)));
      return targets.get(reference);
    },
    pattern: (source) => {
      const expression = new RegExp(source, "u");
      return (text) => expression.test(text);
    },
    format: formats,
    onReference: refuseReferenceHere,
  });
  const parts = root.get("definitions");
  return {
    document: compiler.schema(root),
    part: (name) => {
      const part = parts?.get(name);
      return part === undefined ? undefined : compiler.schema(part);
    },
  };
}

function at(root: TreeNode, pointer: string): TreeNode | undefined {
  return pointerTokens(pointer)?.reduce<TreeNode | undefined>((node, token) => node?.get(token) ?? node?.items()[Number(token)], root);
}

const refusing = new WeakMap<CompiledSchema, boolean>();

/** Some objects may be written out only: their schema has no room for `$ref`. */
function refuseReferenceHere(schema: CompiledSchema, node: TreeNode, run: Run): void {
  let refuses = refusing.get(schema);
  if (refuses === undefined) {
    refuses = run.speculateInPlace(schema, aReference).some(isReferenceRefused);
    refusing.set(schema, refuses);
  }
  if (refuses) run.add({ keyword: "reference", node, schema });
}

const source = new Source("", "", "");
const aReference = new TreeNode("object", { source, parent: undefined, key: "", start: 0, keyStart: 0 });
aReference.properties?.set("$ref", new TreeNode("string", { source, parent: aReference, key: "$ref", start: 0, keyStart: 0 }, "#"));

function isReferenceRefused({ keyword, node }: Finding): boolean {
  return keyword === "additionalProperties" && node.parent === aReference;
}
