import { DiagnosticSink } from "../../diagnostics/index.ts";
import { pointerTokens } from "../../ground/json-pointer.ts";
import { type Finding, formats, type Schema, SchemaCompiler, type Validation } from "../json-schema/index.ts";
import { defaultLimits } from "../limits.ts";
import { metaSchemas } from "../meta-schemas/index.generated.ts";
import { readJson } from "../text/read-json.ts";
import { TreeBuilder } from "../text/tree-builder.ts";
import { Source } from "../tree/source.ts";
import { TreeNode } from "../tree/tree-node.ts";
import type { AsyncApiVersion } from "../version.ts";

/** AsyncAPI's own JSON Schema of one version. */
export interface MetaSchema {
  readonly document: Schema;
  /** By short name: `schema`, `messageObject`, `bindings/kafka/0.5.0/channel`. */
  part(name: string): Schema | undefined;
}

/** Read once a process, and compiled as far as documents needed it. */
const loaded = new Map<AsyncApiVersion, Promise<MetaSchema>>();

export function loadMetaSchema(version: AsyncApiVersion): Promise<MetaSchema> {
  const schema = loaded.get(version) ?? readMetaSchema(version);
  loaded.set(version, schema);
  return schema;
}

async function readMetaSchema(version: AsyncApiVersion): Promise<MetaSchema> {
  const { text } = await metaSchemas[version]();
  const source = new Source(`asyncapi-${version}.json`, "", text);
  const reading = readJson(text, () => new TreeBuilder(source, new DiagnosticSink(), defaultLimits));
  if (!("root" in reading)) throw new Error(`The schema of AsyncAPI ${version} in this installation is damaged.`);
  const { root } = reading;
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

/** What refuses a reference, by schema; undefined for schemas that have room for it. */
const refusals = new WeakMap<Schema, { readonly by: Schema | undefined }>();

/** Some objects may be written out only: their schema has no room for `$ref`. */
function refuseReferenceHere(schema: Schema, node: TreeNode, run: Validation): void {
  let refusal = refusals.get(schema);
  if (refusal === undefined) {
    refusal = { by: run.speculateInPlace(schema, aReference).find(isReferenceRefused)?.schema };
    refusals.set(schema, refusal);
  }
  if (refusal.by !== undefined) run.add({ keyword: "reference", node, schema: refusal.by });
}

const source = new Source("", "", "");
const aReference = new TreeNode("object", { source, parent: undefined, key: "", start: 0, keyStart: 0 });
aReference.properties?.set("$ref", new TreeNode("string", { source, parent: aReference, key: "$ref", start: 0, keyStart: 0 }, "#"));

function isReferenceRefused({ keyword, node }: Finding): boolean {
  return keyword === "additionalProperties" && node.parent === aReference;
}
