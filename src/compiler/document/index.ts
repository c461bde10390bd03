export type { JsonValue } from "./json.ts";
export { type LoadedDocument, type LoadOptions, loadDocument, loadDocumentText } from "./load.ts";
export type { DocumentNode } from "./node.ts";
