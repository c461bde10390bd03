export type { JsonValue } from "./json.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export { type LoadedDocument, type LoadOptions, loadDocument, loadDocumentText } from "./load.ts";
export type { DocumentNode } from "./node.ts";
export { type AsyncApiVersion, asyncApiVersions } from "./version.ts";
