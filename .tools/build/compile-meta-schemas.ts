import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { type Generator, installed } from "./generator.ts";
import { root } from "./root.ts";

const versions = ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0"];

/**
 * AsyncAPI's JSON Schemas as validators that need no ajv at run time. Compiling the schema of 3.0.0 takes ajv about 250 ms, importing the
 * result 13 ms and checking a small document 8 ms (589 KB, 66 KB gzipped: every version of every binding, draft-07 and Avro are in it; 2.6.0 is
 * a third of that). Each version is a module of its own, because a document has only one.
 */
export const compileMetaSchemas: Generator = {
  name: "meta-schemas",
  folder: "src/compiler/document/meta-schemas",
  inputs: async () => [
    ".tools/build/compile-meta-schemas.ts",
    ...versions.map(schemaPath),
    installed("ajv/package.json"),
    installed("ajv-formats/package.json"),
  ],
  generate: async () => {
    const files = new Map<string, string>();
    for (const version of versions) files.set(`${version}.generated.js`, await compile(version));
    for (const version of versions) files.set(`${version}.generated.d.ts`, moduleTypes);
    files.set("index.generated.ts", index());
    return files;
  },
};

function schemaPath(version: string): string {
  return installed(`@asyncapi/specs/schemas/${version}.json`);
}

interface BundledSchema {
  readonly $id: string;
  /** By `$id`: parts such as `http://asyncapi.com/definitions/3.0.0/channel.json`, bindings, and draft-07 itself. */
  readonly definitions: Readonly<Record<string, object>>;
}

async function compile(version: string): Promise<string> {
  const schema: BundledSchema = JSON.parse(await readFile(join(root, schemaPath(version)), "utf8"));
  const ajv = new Ajv({
    allErrors: true,
    // Texts are the diagnostics' business; without them the code is a fifth smaller.
    messages: false,
    // The schemas use keywords such as `example` and bring the meta-schema along that ajv would add itself.
    strict: false,
    meta: false,
    validateSchema: false,
    code: { source: true, esm: true, optimize: true },
  });
  addFormats.default(ajv);
  // One by one instead of inside the document's schema: else ajv compiles a part once for the document and once for itself.
  const { definitions, ...document } = schema;
  for (const part of [document, ...Object.values(definitions)]) ajv.addSchema(withoutMetaSchema(part));
  const parts = partsOf(schema, version);
  return bundle(standaloneCode.default(ajv, { document: schema.$id, ...parts }), Object.keys(parts));
}

/** `$schema` names the meta-schema, which ajv would look for before it has added the definitions. */
function withoutMetaSchema(schema: object): object {
  return { ...schema, $schema: undefined };
}

/** `$id` by short name (`channel`, `messageObject`) of AsyncAPI's own definitions. */
function partsOf(schema: BundledSchema, version: string): Record<string, string> {
  const prefix = `http://asyncapi.com/definitions/${version}/`;
  const ids = Object.keys(schema.definitions).filter((id) => id.startsWith(prefix));
  return Object.fromEntries(ids.map((id) => [id.slice(prefix.length).replace(/\.json$/, ""), id]));
}

/** ajv's code requires its helpers and formats as CommonJS modules; esbuild puts them into the module. */
async function bundle(code: string, parts: readonly string[]): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import * as all from "compiled";\nexport const document = all.document;\nexport const definitions = { ${parts.map((name) => `${name}: all.${name}`).join(", ")} };`,
      resolveDir: root,
    },
    plugins: [
      {
        name: "compiled",
        setup(setup) {
          setup.onResolve({ filter: /^compiled$/ }, ({ path }) => ({ path, namespace: "ajv" }));
          setup.onLoad({ filter: /.*/, namespace: "ajv" }, () => ({ contents: code, resolveDir: root }));
        },
      },
    ],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}

const moduleTypes = `import type { MetaSchema } from "./index.generated.ts";

export declare const document: MetaSchema;
export declare const definitions: { readonly [name: string]: MetaSchema };
`;

function index(): string {
  return `/** What a value lacks to be what its schema says. \`instancePath\` is a JSON Pointer; \`params\` depends on the keyword, as in ajv. */
export interface MetaSchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
}

/** Tells whether the value is valid; afterwards \`errors\` holds every error, until the next call. */
export interface MetaSchema {
  (value: unknown): boolean;
  errors?: readonly MetaSchemaError[] | null;
}

export interface MetaSchemas {
  /** For a whole document. */
  readonly document: MetaSchema;
  /** For a part, such as \`channel\` or \`operation\`, wherever it stands. */
  readonly definitions: { readonly [name: string]: MetaSchema };
}

/** By version of AsyncAPI; loads the code of that version only. */
export const metaSchemas = {
${versions.map((version) => `  "${version}": (): Promise<MetaSchemas> => import("./${version}.generated.js"),`).join("\n")}
} as const;
`;
}
