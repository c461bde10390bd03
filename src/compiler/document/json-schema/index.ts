export { type CompiledSchema, SchemaCompiler } from "./compiled-schema.ts";
export type { Dialect } from "./dialect.ts";
export type { Finding } from "./finding.ts";
export { formats } from "./formats.ts";
export { Run, TooManySteps } from "./run.ts";
