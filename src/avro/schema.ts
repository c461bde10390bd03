/** An Avro schema, names resolved. A name used twice is the same object twice, so a recursive schema is a graph. `Source` is where it was written. */
export type AvroType<Source = unknown> =
  | AvroPrimitive<Source>
  | AvroFixed<Source>
  | AvroEnum<Source>
  | AvroArray<Source>
  | AvroMap<Source>
  | AvroUnion<Source>
  | AvroRecord<Source>;

export const primitiveNames = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"] as const;
export type PrimitiveName = (typeof primitiveNames)[number];

/** What the bytes of a type mean beyond the type itself. @see https://avro.apache.org/docs/1.12.0/specification/#logical-types */
export type AvroLogical =
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: (typeof plainLogicals)[number] };

/** Logical types without properties of their own. */
export const plainLogicals = [
  "big-decimal",
  "uuid",
  "date",
  "time-millis",
  "time-micros",
  "timestamp-millis",
  "timestamp-micros",
  "timestamp-nanos",
  "local-timestamp-millis",
  "local-timestamp-micros",
  "local-timestamp-nanos",
  "duration",
] as const;

export interface AvroPrimitive<Source = unknown> {
  readonly kind: PrimitiveName;
  readonly logical?: AvroLogical;
  readonly source: Source;
}

/** What records, enums and fixed have in common. */
interface Named<Source> {
  /** With its namespace: `shop.Order`. */
  readonly name: string;
  /** With their namespaces. */
  readonly aliases: readonly string[];
  readonly doc?: string;
  readonly source: Source;
}

export interface AvroFixed<Source = unknown> extends Named<Source> {
  readonly kind: "fixed";
  readonly size: number;
  readonly logical?: AvroLogical;
}

export interface AvroEnum<Source = unknown> extends Named<Source> {
  readonly kind: "enum";
  readonly symbols: readonly string[];
  /** What a reader takes for a symbol that it does not know. */
  readonly default?: string;
}

export interface AvroArray<Source = unknown> {
  readonly kind: "array";
  readonly items: AvroType<Source>;
  readonly source: Source;
}

export interface AvroMap<Source = unknown> {
  readonly kind: "map";
  readonly values: AvroType<Source>;
  readonly source: Source;
}

export interface AvroUnion<Source = unknown> {
  readonly kind: "union";
  readonly branches: readonly AvroType<Source>[];
  readonly source: Source;
}

export interface AvroRecord<Source = unknown> extends Named<Source> {
  readonly kind: "record";
  /** Filled once the record is read through, because a field may be of the record's own type. */
  readonly fields: readonly AvroField<Source>[];
}

export interface AvroField<Source = unknown> {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly doc?: string;
  readonly type: AvroType<Source>;
  /** As Avro writes it: bytes as a text of Latin letters, of a union the first branch. */
  readonly default?: { readonly value: unknown };
  readonly source: Source;
}

/** `Order` of `shop.Order`. */
export function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(".") + 1);
}

/** What a branch of a union is called where a value has to say it: a name, or that of the type. */
export function branchName(type: AvroType): string {
  return type.kind === "record" || type.kind === "enum" || type.kind === "fixed" ? type.name : type.kind;
}
