import { isWithoutBytes, leastBytes } from "../../../avro/least-bytes.ts";
import type { AvroType } from "../../../avro/schema.ts";
import { assertNever } from "../../ground/assert-never.ts";
import type { Cursor } from "./cursor.ts";
import { AvroFault } from "./fault.ts";

type Skip = (cursor: Cursor) => void;

/** Makes functions that pass over what a reader does not want, with the same distrust as if it were read. */
export class Skipper {
  readonly #known = new Map<AvroType, Skip>();

  skip(type: AvroType): Skip {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    let made: Skip = () => undefined;
    this.#known.set(type, (cursor) => made(cursor));
    made = this.#make(type);
    this.#known.set(type, made);
    return made;
  }

  #make(type: AvroType): Skip {
    switch (type.kind) {
      case "null":
        return () => undefined;
      case "boolean":
        return (cursor) => void cursor.boolean();
      case "int":
      case "enum":
        return (cursor) => void cursor.int();
      case "long":
        return (cursor) => void (cursor.safeLong() ?? cursor.bigLong());
      case "float":
        return (cursor) => void cursor.take(4);
      case "double":
        return (cursor) => void cursor.take(8);
      case "bytes":
      case "string":
        return (cursor) => void cursor.take(cursor.length());
      case "fixed":
        return (cursor) => void cursor.take(type.size);
      case "union": {
        const skips = type.branches.map((branch) => this.skip(branch));
        return (cursor) => {
          const index = cursor.int();
          const skip = skips[index];
          if (skip === undefined) throw new AvroFault(`branch ${index} of a union of ${skips.length}`);
          skip(cursor);
        };
      }
      case "array":
        return blocks(this.skip(type.items), leastBytes(type.items));
      case "map": {
        const skip = this.skip(type.values);
        return blocks((cursor) => {
          cursor.take(cursor.length());
          skip(cursor);
        }, 1 + leastBytes(type.values));
      }
      case "record": {
        if (isWithoutBytes(type)) return () => undefined;
        const skips = type.fields.map((field) => this.skip(field.type));
        return (cursor) => {
          cursor.enter();
          for (const skip of skips) skip(cursor);
          cursor.leave();
        };
      }
      default:
        return assertNever(type);
    }
  }
}

function blocks(skip: Skip, least: number): Skip {
  return (cursor) => {
    cursor.enter();
    for (let left = cursor.passBlock(least); left !== 0; left = cursor.passBlock(least)) for (; left > 0; left -= 1) skip(cursor);
    cursor.leave();
  };
}
