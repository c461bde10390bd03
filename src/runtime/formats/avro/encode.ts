import type { AvroEnum, AvroFixed, AvroPrimitive, AvroRecord, AvroType, AvroUnion } from "../../../avro/schema.ts";
import { type AvroMapping, isNatural, type JsonShape, shapeOf, wrapperOf } from "../../../avro/shape.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { dayOf, momentOf, quoted, timeOf } from "./calendar.ts";
import { bytesOf, parsedDecimal, scaled } from "./decimal.ts";
import { AvroFault, passing } from "./fault.ts";
import { Out } from "./out.ts";
import { digitsOf, mostBigDecimal } from "./scalars.ts";
import { checkedUuid } from "./uuid.ts";

export type Write = (out: Out, value: unknown) => void;

/** Makes the function that writes the JSON values of a schema. */
export class EncoderBuilder {
  readonly #mapping: AvroMapping;
  readonly #known = new Map<AvroType, Write>();

  constructor(mapping: AvroMapping) {
    this.#mapping = mapping;
  }

  writer(type: AvroType): Write {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    let made: Write = () => {
      throw new Error("asked before it was made");
    };
    this.#known.set(type, (out, value) => made(out, value));
    made = this.#make(type);
    this.#known.set(type, made);
    return made;
  }

  #make(type: AvroType): Write {
    switch (type.kind) {
      case "null":
        return (_, value) => {
          if (value !== null) throw unlike("null", value);
        };
      case "boolean":
        return (out, value) => {
          if (typeof value !== "boolean") throw unlike("a boolean", value);
          out.byte(value ? 1 : 0);
        };
      case "int":
        return writeInt(type);
      case "long":
        return writeLong(type, this.#mapping);
      case "float":
      case "double":
        return writeNumber(type.kind);
      case "string":
        return writeText(type);
      case "bytes":
        return writeBytes(type);
      case "fixed":
        return writeFixed(type);
      case "enum":
        return writeSymbol(type);
      case "array": {
        const write = this.writer(type.items);
        return (out, value) => {
          if (!Array.isArray(value)) throw unlike("an array", value);
          if (value.length > 0) out.long(value.length);
          let at = 0;
          try {
            for (; at < value.length; at += 1) write(out, value[at]);
          } catch (error) {
            passing(error, at);
          }
          out.byte(0);
        };
      }
      case "map": {
        const write = this.writer(type.values);
        return (out, value) => {
          const entries = Object.entries(object(value, "a map"));
          if (entries.length > 0) out.long(entries.length);
          let at = "";
          try {
            for (const [key, item] of entries) {
              at = key;
              out.text(key);
              write(out, item);
            }
          } catch (error) {
            passing(error, at);
          }
          out.byte(0);
        };
      }
      case "union":
        return this.#union(type);
      case "record":
        return this.#record(type);
      default:
        return assertNever(type);
    }
  }

  #union(type: AvroUnion): Write {
    const writes = type.branches.map((branch) => this.writer(branch));
    const put = (out: Out, index: number, value: unknown): void => {
      const write = writes[index];
      if (write === undefined) throw new AvroFault(`no branch of the union is ${kindOf(value)}`, "schema");
      out.long(index);
      write(out, value);
    };
    if (isNatural(type, this.#mapping)) {
      const shapes = type.branches.map((branch) => (branch.kind === "union" ? undefined : shapeOf(branch, this.#mapping)));
      return (out, value) => put(out, shapes.indexOf(kindOf(value) as JsonShape), value);
    }
    const keys = type.branches.map(wrapperOf);
    return (out, value) => {
      if (value === null) return put(out, keys.indexOf(undefined), value);
      const [entry, ...more] = kindOf(value) === "object" ? Object.entries(value as object) : [];
      const index = entry === undefined || more.length > 0 ? -1 : keys.indexOf(entry[0]);
      if (entry === undefined || index === -1) {
        const names = keys.flatMap((key) => (key === undefined ? [] : [`{ "${key}": … }`]));
        throw new AvroFault(`a value of this union names its branch: ${names.join(" or ")}`, "schema");
      }
      try {
        put(out, index, entry[1]);
      } catch (error) {
        passing(error, entry[0]);
      }
    };
  }

  #record(type: AvroRecord): Write {
    const fields = type.fields.map((field) => ({ name: field.name, write: this.writer(field.type) }));
    return (out, value) => {
      const record = object(value, `a record "${type.name}"`);
      let at = "";
      try {
        for (const { name, write } of fields) {
          const field = record[name];
          // What every object inherits is no field of this one.
          const isMissing = field === undefined || !Object.hasOwn(record, name);
          at = isMissing ? "" : name;
          if (isMissing) throw new AvroFault(`the field "${name}" is missing`, "schema");
          write(out, field);
        }
      } catch (error) {
        if (at === "") throw error;
        passing(error, at);
      }
    };
  }
}

function unlike(wanted: string, value: unknown): AvroFault {
  return new AvroFault(`it should be ${wanted} and is ${kindOf(value)}`, "schema");
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function object(value: unknown, wanted: string): { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unlike(wanted, value);
  return value as { readonly [key: string]: unknown };
}

function text(value: unknown, wanted = "a text"): string {
  if (typeof value !== "string") throw unlike(wanted, value);
  return value;
}

function whole(value: unknown, wanted: string, limit: number): number {
  if (typeof value !== "number") throw unlike(wanted, value);
  if (!Number.isInteger(value) || value < -limit || value >= limit) throw new AvroFault(`${value} is not ${wanted}`, "schema");
  return value;
}

function writeInt({ logical }: AvroPrimitive): Write {
  if (logical?.kind === "date") return (out, value) => out.long(whole(dayOf(text(value)), "a date within an int", 2 ** 31));
  if (logical?.kind === "time-millis") return (out, value) => out.long(timeOf(text(value), 3));
  return (out, value) => out.long(whole(value, "an int", 2 ** 31));
}

function writeLong({ logical }: AvroPrimitive, { long }: AvroMapping): Write {
  const digits = digitsOf[logical?.kind ?? ""] ?? 0;
  if (logical?.kind === "time-micros") return (out, value) => out.long(timeOf(text(value), digits));
  if (logical !== undefined) {
    const form = { digits, isLocal: logical.kind.startsWith("local-") };
    return (out, value) => out.bigLong(within64(momentOf(text(value), form)));
  }
  if (long === "string") {
    return (out, value) => {
      const digitsText = text(value, "a long, written as text");
      if (!/^-?\d{1,19}$/.test(digitsText)) throw new AvroFault(`${quoted(digitsText)} is no whole number in digits`, "schema");
      out.bigLong(within64(BigInt(digitsText)));
    };
  }
  return (out, value) => out.long(whole(value, "a long that a number holds", 2 ** 53));
}

function within64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new AvroFault("it is beyond 64 bits", "schema");
  return value;
}

function writeNumber(kind: "float" | "double"): Write {
  return (out, value) => {
    if (typeof value !== "number") throw unlike("a number", value);
    if (!Number.isFinite(kind === "float" ? Math.fround(value) : value)) throw new AvroFault(`${value} is no ${kind}`, "schema");
    if (kind === "float") out.float(value);
    else out.double(value);
  };
}

function writeText({ logical }: AvroPrimitive): Write {
  if (logical?.kind === "uuid") return (out, value) => out.text(checkedUuid(text(value)));
  return (out, value) => out.text(text(value));
}

function bytes(value: unknown): Buffer {
  const given = text(value, "bytes in base64");
  const decoded = Buffer.from(given, "base64");
  if (decoded.toString("base64") !== given) throw new AvroFault(`${quoted(given)} is not base64`, "schema");
  return decoded;
}

function writeBytes({ logical }: AvroPrimitive): Write {
  const put = (out: Out, value: Uint8Array): void => {
    out.long(value.length);
    out.raw(value);
  };
  if (logical?.kind === "decimal") return (out, value) => put(out, bytesOf(scaled(text(value, "a decimal as text"), logical)));
  if (logical?.kind === "big-decimal") {
    return (out, value) => {
      const inner = new Out();
      const { unscaled, scale } = parsedDecimal(text(value, "a decimal as text"), mostBigDecimal);
      put(inner, bytesOf(unscaled));
      inner.long(scale);
      put(out, inner.done());
    };
  }
  return (out, value) => put(out, bytes(value));
}

function writeFixed({ logical, size, name }: AvroFixed): Write {
  if (logical?.kind === "decimal") return (out, value) => out.raw(bytesOf(scaled(text(value, "a decimal as text"), logical), size));
  if (logical?.kind === "uuid") return (out, value) => out.raw(Buffer.from(checkedUuid(text(value)).replaceAll("-", ""), "hex"));
  if (logical?.kind === "duration") {
    return (out, value) => {
      const parts = object(value, "a duration");
      for (const part of ["months", "days", "millis"]) {
        const count = step32(part, parts[part]);
        const four = Buffer.alloc(4);
        four.writeUInt32LE(count);
        out.raw(four);
      }
    };
  }
  return (out, value) => {
    const given = bytes(value);
    if (given.length !== size) throw new AvroFault(`the fixed "${name}" has ${size} bytes, not ${given.length}`, "schema");
    out.raw(given);
  };
}

function step32(part: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value >= 2 ** 32)
    throw new AvroFault(`\`${part}\` of a duration is a whole number of 32 bits`, "schema");
  return value;
}

function writeSymbol({ symbols, name }: AvroEnum): Write {
  const places = new Map(symbols.map((symbol, index) => [symbol, index]));
  return (out, value) => {
    const index = places.get(text(value, `a symbol of "${name}"`));
    if (index === undefined) throw new AvroFault(`${quoted(String(value))} is no symbol of "${name}"`, "schema");
    out.long(index);
  };
}
