import { type Diagnostic, type DiagnosticCode, type DiagnosticParameters, diagnostic } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { JsonType, Schema, UnionSchema } from "../../model/index.ts";
import { conjunctsOf } from "../reading/schema-nodes.ts";

/** Which words a schema uses: AsyncAPI's own (a superset of JSON Schema draft-07), OpenAPI 3.0's, or those of draft 2020-12 and with it OpenAPI 3.1. */
export type Dialect = "asyncapi" | "openapi" | "2020-12";

/** What a schema inherits from where it stands. */
export interface SchemaContext {
  readonly dialect: Dialect;
  /** Where its nested schemas get their names from; absent below `oneOf` and the like, where nothing stable could name them. */
  readonly naming: Naming | undefined;
  /** Types that the value is known to have, because something around the schema asserts them. */
  readonly known: ReadonlySet<JsonType> | undefined;
  /** Schemas around that hold for the same value; looked for only where somebody asks. */
  readonly beside: () => readonly DocumentNode[];
  readonly session: Session;
}

export interface Naming {
  /** Words of the name, e.g. `["Order", "customer"]`. */
  readonly path: readonly string[];
  /** Identity of the named schema that this one belongs to. */
  readonly owner: string;
}

/** One run over a document. */
export interface Session {
  readonly report: (diagnostic: Diagnostic) => void;
  /** Lowers a schema inside the one at hand; `part` also gives it a name where it deserves one. */
  readonly lower: (node: DocumentNode, context: SchemaContext) => Schema;
  readonly part: (node: DocumentNode, context: SchemaContext) => Schema;
  /** A use of the schema at a node, which becomes a named one: as the whole of a value, or as a part in `allOf`. */
  readonly reference: (target: DocumentNode, dialect: Dialect, use: "whole" | "part") => Schema;
  /** Where a choice has its discriminator from. */
  readonly discriminators: Map<NonNullable<UnionSchema["discriminator"]>, DocumentNode>;
  /** A named schema, known by the place where it stands. */
  readonly declare: (node: DocumentNode, naming: Naming, schema: Schema) => Schema;
}

export function report<Code extends DiagnosticCode>(
  context: SchemaContext,
  code: Code,
  parameters: DiagnosticParameters<Code>,
  node: DocumentNode,
  part: "value" | "key" = "value",
): void {
  context.session.report(diagnostic(code, parameters, node.place(part)));
}

/** The context of a schema that stands below a property, item or the like. */
export function nested(context: SchemaContext, ...words: readonly string[]): SchemaContext {
  const { naming } = context;
  return {
    ...context,
    known: undefined,
    beside: none,
    naming: naming === undefined ? undefined : { ...naming, path: [...naming.path, ...words] },
  };
}

/** The context of a schema that no path of properties leads to. */
export function nameless(context: SchemaContext): SchemaContext {
  return { ...context, known: undefined, beside: none, naming: undefined };
}

/** What the schemas around say of a value inside this one; `step` leads one of their parts to it. */
export function besideAt({ beside }: SchemaContext, step: (part: DocumentNode) => DocumentNode | undefined): SchemaContext["beside"] {
  return () =>
    beside()
      .flatMap((schema) => conjunctsOf(schema))
      .flatMap((part) => step(part) ?? []);
}

export const none: SchemaContext["beside"] = () => [];
