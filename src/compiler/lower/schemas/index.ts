export { canonical } from "./canonical.ts";
export { dialectOf } from "./dialect.ts";
export { type FinishedSchemas, type SchemaLowering, schemaLowering } from "./session.ts";
