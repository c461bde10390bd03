export { SchemaCompiler } from "./compiled-schema.ts";
export type { Finding, Schema, Validation } from "./contracts.ts";
export { formats } from "./formats.ts";
export { Run, TooManySteps } from "./run.ts";
