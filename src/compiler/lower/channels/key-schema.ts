import type { DocumentNode } from "../../document/node.ts";
import type { Lowering } from "../lowering.ts";
import type { MessageDraft } from "../outline/draft.ts";
import { child, entriesOf, text } from "../reading/fields.ts";
import { type AvroSchema, isAvro } from "../schemas/index.ts";
import { protocolOf } from "./binding.ts";

/** Types that Avro has and JSON Schema does not, so that a schema of one is Avro without saying so. */
const avroTypes: ReadonlySet<unknown> = new Set(["record", "enum", "fixed", "map", "bytes", "int", "long", "float", "double"]);

/**
 * The schema of a Kafka key, where it is Avro's: in a `schemaFormat`, in a file `.avsc`, or of a type that only Avro has. Every other key
 * is a text. @see https://github.com/asyncapi/bindings/blob/master/kafka/README.md#message-binding-object
 */
export function keySchemaOf({ id, fields }: Pick<MessageDraft, "id" | "fields">, lowering: Lowering): AvroSchema | undefined {
  const key = entriesOf(fields.get("bindings"))
    .filter(([protocol]) => protocolOf(protocol) === "kafka")
    .map(([, binding]) => child(binding.resolve(), "key")?.resolve())
    .find((node) => node !== undefined);
  const schema = key === undefined ? undefined : avroAt(key);
  return schema === undefined ? undefined : lowering.avro.at(schema, lowering.avroMappings.get(id) ?? {});
}

function avroAt(node: DocumentNode): DocumentNode | undefined {
  const format = text(child(node, "schemaFormat"));
  if (format !== undefined) return isAvro(format) ? node.get("schema") : undefined;
  return node.file.endsWith(".avsc") || avroTypes.has(child(node, "type")?.value) ? node : undefined;
}
