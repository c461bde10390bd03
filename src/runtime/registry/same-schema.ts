import { avroText } from "../../avro/text.ts";
import { parsedSchema, type WriterSchema } from "../formats/avro/index.ts";

/** Whether two texts of Avro say the same to whoever reads bytes: what is only there for people, and how it is spelt, and what stands in another text, does not count. */
export function isSameAvro(a: WriterSchema, b: WriterSchema): boolean {
  try {
    return avroText(parsedSchema(a)) === avroText(parsedSchema(b));
  } catch {
    return false;
  }
}
