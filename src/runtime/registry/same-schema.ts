import { avroText } from "../../avro/text.ts";
import { parsedSchema } from "../formats/avro/index.ts";

/** Whether two texts of Avro say the same to whoever reads bytes: what is only there for people, and how it is spelt, does not count. */
export function isSameAvro(a: string, b: string): boolean {
  try {
    return avroText(parsedSchema({ text: a })) === avroText(parsedSchema({ text: b }));
  } catch {
    return false;
  }
}
