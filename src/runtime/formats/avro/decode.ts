import { leastBytes } from "../../../avro/least-bytes.ts";
import { branchFor, described, fieldFor, logicalProblem, matches } from "../../../avro/resolve.ts";
import type { AvroArray, AvroEnum, AvroField, AvroMap, AvroPrimitive, AvroRecord, AvroType, AvroUnion } from "../../../avro/schema.ts";
import { type AvroMapping, isNatural, wrapperOf } from "../../../avro/shape.ts";
import { assertNever } from "../../ground/assert-never.ts";
import type { Cursor } from "./cursor.ts";
import { defaultMaker } from "./default-value.ts";
import { AvroFault, passing } from "./fault.ts";
import { recordReader } from "./record-reader.ts";
import { type Read, readBytes, readFixed, readInt, readLong, readText } from "./scalars.ts";
import { Skipper } from "./skip.ts";

/** Two schemas that do not go together; thrown when a decoder is made, not when it runs. */
export class AvroMismatch extends Error {}

/** Makes the function that reads what one schema wrote as what another says. Each pair of types is looked at once. */
export class DecoderBuilder {
  readonly #mapping: AvroMapping;
  readonly #known = new Map<AvroType, Map<AvroType, Read | AvroMismatch>>();
  readonly #skipper = new Skipper();

  constructor(mapping: AvroMapping) {
    this.#mapping = mapping;
  }

  /** @throws AvroMismatch */
  reader(writer: AvroType, reader: AvroType): Read {
    const known = this.#known.get(writer)?.get(reader);
    if (known instanceof AvroMismatch) throw known;
    if (known !== undefined) return known;
    // A type inside itself is reached by way of this function before it is there.
    let made: Read = () => {
      throw new Error("asked before it was made");
    };
    const own = this.#known.get(writer) ?? new Map<AvroType, Read | AvroMismatch>();
    this.#known.set(writer, own);
    own.set(reader, (cursor) => made(cursor));
    try {
      made = this.#make(writer, reader);
    } catch (error) {
      if (!(error instanceof AvroMismatch)) throw error;
      // Other branches of a union around it are still read, and may hold it.
      made = unreadable(error);
      own.set(reader, error);
      throw error;
    }
    own.set(reader, made);
    return made;
  }

  #make(writer: AvroType, reader: AvroType): Read {
    if (writer.kind === "union") return this.#chosen(writer, reader);
    if (reader.kind === "union") return this.#intoUnion(writer, reader);
    const unlike = matches(writer, reader)
      ? logicalProblem(writer, reader)
      : `it is written as ${described(writer)} and read as ${described(reader)}`;
    if (unlike !== undefined) throw new AvroMismatch(unlike);
    return this.#matching(writer, reader);
  }

  #matching(writer: Exclude<AvroType, AvroUnion>, reader: Exclude<AvroType, AvroUnion>): Read {
    switch (reader.kind) {
      case "null":
        return () => null;
      case "boolean":
        return (cursor) => cursor.boolean();
      case "int":
        return readInt(reader);
      case "long":
        return readLong(reader, this.#mapping);
      case "float":
      case "double":
        return numberFrom(writer.kind);
      case "string":
      case "bytes":
        return textual(writer, reader);
      case "fixed":
        return readFixed(reader);
      case "enum":
        return symbols(writer as AvroEnum, reader);
      case "array":
        return this.#array(writer as AvroArray, reader);
      case "map":
        return this.#map(writer as AvroMap, reader);
      case "record":
        return this.#record(writer as AvroRecord, reader);
      default:
        return assertNever(reader);
    }
  }

  /** What a value may leave out, a branch, the items of a list, the values of a map, is refused only where it is there, as Avro's own libraries do. */
  #ifWritten(writer: AvroType, reader: AvroType): Read {
    try {
      return this.reader(writer, reader);
    } catch (error) {
      if (!(error instanceof AvroMismatch)) throw error;
      return unreadable(error);
    }
  }

  #chosen({ branches }: AvroUnion, reader: AvroType): Read {
    const reads = branches.map((branch) => this.#ifWritten(branch, reader));
    const [first, second] = reads;
    // The commonest union is one with null.
    if (reads.length === 2 && first !== undefined && second !== undefined) {
      return (cursor) => {
        const index = cursor.byte();
        if (index === 0) return first(cursor);
        if (index === 2) return second(cursor);
        cursor.at -= 1;
        throw wrongBranch(cursor.int(), 2);
      };
    }
    return (cursor) => {
      const index = cursor.int();
      const read = reads[index];
      if (read === undefined) throw wrongBranch(index, reads.length);
      return read(cursor);
    };
  }

  #intoUnion(writer: Exclude<AvroType, AvroUnion>, reader: AvroUnion): Read {
    const branch = branchFor(reader, writer);
    if (branch === undefined) throw new AvroMismatch(`it is written as ${described(writer)} and read as ${described(reader)}`);
    const read = this.reader(writer, branch);
    const key = isNatural(reader, this.#mapping) ? undefined : wrapperOf(branch);
    if (key === undefined) return read;
    return (cursor) => {
      cursor.enter();
      const value = { [key]: read(cursor) };
      cursor.leave();
      return value;
    };
  }

  #array(writer: AvroArray, reader: AvroArray): Read {
    const read = this.#ifWritten(writer.items, reader.items);
    const least = leastBytes(writer.items);
    return (cursor) => {
      cursor.enter();
      const items: unknown[] = none.slice();
      for (let left = cursor.block(least); left > 0; left = cursor.block(least)) {
        try {
          for (; left > 0; left -= 1) items.push(read(cursor));
        } catch (error) {
          passing(error, items.length);
        }
      }
      cursor.leave();
      return items;
    };
  }

  #map(writer: AvroMap, reader: AvroMap): Read {
    const read = this.#ifWritten(writer.values, reader.values);
    const least = 1 + leastBytes(writer.values);
    return (cursor) => {
      cursor.enter();
      const entries: { [key: string]: unknown } = {};
      for (let left = cursor.block(least); left > 0; left = cursor.block(least)) {
        for (; left > 0; left -= 1) {
          const key = cursor.text();
          if (key === "__proto__") throw new AvroFault('a map has the key "__proto__", which is refused', "forbidden-key");
          try {
            entries[key] = read(cursor);
          } catch (error) {
            passing(error, key);
          }
        }
      }
      cursor.leave();
      return entries;
    };
  }

  #record(writer: AvroRecord, reader: AvroRecord): Read {
    const taken = new Set<AvroField>();
    const steps = writer.fields.map((field) => {
      const into = fieldFor(reader, field, writer);
      if (into === undefined || taken.has(into)) return { name: field.name, read: this.#skipper.skip(field.type), isKept: false };
      taken.add(into);
      return { name: into.name, read: this.#field(field, into), isKept: true };
    });
    const absent = reader.fields
      .filter((field) => !taken.has(field))
      .map((field) => {
        if (field.default === undefined)
          throw new AvroMismatch(`the field "${field.name}" of "${reader.name}" is not written, and has no default`);
        return { name: field.name, make: defaultMaker(field.type, field.default.value, this.#mapping) };
      });
    return recordReader({ written: steps, absent });
  }

  #field(writer: AvroField, reader: AvroField): Read {
    try {
      return this.reader(writer.type, reader.type);
    } catch (error) {
      if (error instanceof AvroMismatch) throw new AvroMismatch(`${error.message} (field "${reader.name}")`);
      throw error;
    }
  }
}

function unreadable({ message }: AvroMismatch): Read {
  return () => {
    throw new AvroFault(message, "schema");
  };
}

/** Copied, so that an array comes from no literal. @see record-reader.ts */
const none: readonly unknown[] = [];

function wrongBranch(index: number, count: number): AvroFault {
  return new AvroFault(`branch ${index} of a union of ${count}`);
}

function numberFrom(written: AvroType["kind"]): Read {
  switch (written) {
    case "int":
      return (cursor) => cursor.int();
    case "long":
      return (cursor) => cursor.long();
    case "float":
      return (cursor) => cursor.float();
    default:
      return (cursor) => cursor.double();
  }
}

/** Text and bytes are read as each other; only the reader says what comes of them. */
function textual(writer: AvroType, reader: AvroPrimitive): Read {
  if (reader.kind === "string") return readText(reader);
  if (writer.kind === "bytes" || reader.logical !== undefined) return readBytes(reader);
  // A text is UTF-8 all the same.
  return (cursor) => Buffer.from(cursor.text()).toString("base64");
}

function symbols(writer: AvroEnum, reader: AvroEnum): Read {
  const known = writer.symbols.map((symbol) => (reader.symbols.includes(symbol) ? symbol : reader.default));
  return (cursor: Cursor) => {
    const index = cursor.int();
    const symbol = known[index];
    if (symbol !== undefined) return symbol;
    const written = writer.symbols[index];
    if (written === undefined) throw new AvroFault(`symbol ${index} of an enum of ${writer.symbols.length}`);
    throw new AvroFault(`the symbol "${written}" is none of "${reader.name}", which has no default`, "schema");
  };
}
