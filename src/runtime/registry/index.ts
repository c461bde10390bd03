export type { RegistryConnection } from "./http.ts";
export { SchemaRegistry, type SubjectSchema, type WantedId, type WriterSchema } from "./schema-registry.ts";
