import type { SchemaDeclaration } from "../../model/index.ts";

/** Named schemas of a document, by identity. */
export type Declarations = ReadonlyMap<string, SchemaDeclaration>;
