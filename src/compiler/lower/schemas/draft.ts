import type { ExternalDocs, Schema } from "../../model/index.ts";

/** A named schema before it has its name. */
export interface SchemaDraft {
  readonly id: string;
  readonly pointer: string;
  /** Its file, where that is not the document. */
  readonly source?: string;
  /** Words of its name. */
  readonly path: readonly string[];
  /** Names of the messages that refer to it, where its place has no name. */
  readonly usedBy: readonly string[];
  /** The named schema that it is part of and shares a file with. */
  readonly owner?: string;
  readonly schema: Schema;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly externalDocs?: ExternalDocs;
}
