import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Diagnostic } from "../../../src/compiler/diagnostics/index.ts";
import type { DocumentNode } from "../../../src/compiler/document/node.ts";
import { printFiles } from "../../../src/compiler/emit/files.ts";
import type { GeneratedFile } from "../../../src/compiler/emit/generated-file.ts";
import { schemaScope } from "../../../src/compiler/emit/schema-scope.ts";
import { emitSchemaFiles } from "../../../src/compiler/emit/schemas.ts";
import { schemaLowering } from "../../../src/compiler/lower/schemas/index.ts";
import type { SchemaDeclaration } from "../../../src/compiler/model/index.ts";
import type { Validator } from "../../../src/runtime/schema/index.ts";

export interface CompiledSchema {
  readonly declarations: readonly SchemaDeclaration[];
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the validator of the root is exported; `true` or `false` for a schema that accepts or refuses everything. */
  readonly root: { readonly file: string; readonly name: string } | boolean;
}

export interface CompileOptions {
  readonly formats?: "annotate" | "assert";
  readonly dialect?: "asyncapi" | "openapi" | "2020-12";
}

/** One schema, from the document to the text of its files. */
export function compileSchema(node: DocumentNode, options: CompileOptions = {}): CompiledSchema {
  const diagnostics: Diagnostic[] = [];
  const lowering = schemaLowering({ report: (found) => diagnostics.push(found) });
  const schema = lowering.lower(node, ["Root"], options.dialect);
  const { named, settled } = lowering.finish();
  const declarations = named(new Set());
  const root = settled(schema);
  const declaration = root.kind === "reference" ? declarations.find(({ id }) => id === root.target) : undefined;
  return {
    declarations,
    files: printFiles(emitSchemaFiles(declarations, schemaScope(declarations, options.formats)), { extension: ".js", header: undefined }),
    diagnostics,
    root: declaration === undefined ? root.kind === "any" : { file: declaration.file, name: declaration.name },
  };
}

export interface Workspace {
  /** The validators of all schemas, in their order, made by running the generated text. */
  readonly validators: readonly Validator<unknown>[];
  remove(): Promise<void>;
}

/** Runs generated schema files: bundled once, against the runtime's sources. */
export async function runSchemas(schemas: readonly CompiledSchema[]): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-schemas-"));
  const entries: string[] = [];
  for (const [index, schema] of schemas.entries()) {
    for (const file of schema.files) {
      const path = join(folder, "source", String(index), file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
    }
    if (typeof schema.root !== "boolean")
      entries.push(`export { ${schema.root.name} as root${index} } from "./${index}/${schema.root.file}.ts";`);
  }
  await mkdir(join(folder, "source"), { recursive: true });
  // The same zod as everybody else's in this process, not a copy.
  await symlink(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(folder, "node_modules"));
  await writeFile(join(folder, "source/all.ts"), entries.join("\n"));
  await build({
    entryPoints: [join(folder, "source/all.ts")],
    outfile: join(folder, "all.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
    alias: { "boost-gen/runtime": runtime },
    external: ["zod"],
  });
  const all = (await import(pathToFileURL(join(folder, "all.mjs")).href)) as Record<string, Validator<unknown>>;
  const constant = (accept: boolean): Validator<unknown> => ({
    parse: (value) => value,
    safeParse: (value) => (accept ? { success: true, data: value } : { success: false, error: { issues: [] } }),
  });
  return {
    validators: schemas.map(({ root }, index) => (typeof root === "boolean" ? constant(root) : (all[`root${index}`] ?? constant(false)))),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const runtime = fileURLToPath(new URL("../../../src/runtime/schema/index.ts", import.meta.url));
