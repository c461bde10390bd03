export type { Dialect } from "./context.ts";
export { dialectOf } from "./dialect.ts";
export type { SchemaDraft } from "./draft.ts";
export { type NameRules, nameSchemas, type SchemaName } from "./names.ts";
export { type FinishedSchemas, type SchemaLowering, type SchemaOptions, schemaLowering } from "./session.ts";
