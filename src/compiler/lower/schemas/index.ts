export { dialectOf } from "./dialect.ts";
export type { NameRules } from "./names.ts";
export { type SchemaLowering, schemaLowering } from "./session.ts";
