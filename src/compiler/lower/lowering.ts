import type { AvroMapping } from "../../avro/shape.ts";
import type { DiagnosticSink } from "../diagnostics/index.ts";
import type { Role } from "../model/index.ts";
import type { AvroSchemas, SchemaLowering } from "./schemas/index.ts";

/** What every file of this folder gets to know about the run. */
export interface Lowering {
  /** `2` and `3` differ in what is where; within a major version the meta-schema has already refused what does not belong. */
  readonly major: 2 | 3;
  readonly role: Role;
  readonly sink: DiagnosticSink;
  /** Its file. */
  readonly document: string;
  readonly schemas: SchemaLowering;
  readonly avro: AvroSchemas;
  /** How Avro is read in each message that says more than nothing about it, by the message's id. */
  readonly avroMappings: ReadonlyMap<string, AvroMapping>;
  /** Some operation has a reply. */
  readonly hasReplies: boolean;
  /** Exported types other than schemas, which are named last. */
  readonly types: Set<string>;
}
