import { assertNever } from "./assert-never.ts";
import { type AvroType, type AvroUnion, branchName } from "./schema.ts";

/** How a value of a type looks as JSON; what tells the branches of a union apart. */
export type JsonShape = "null" | "boolean" | "number" | "string" | "array" | "object";

/** What `x-boost.avro` says of the mapping. */
export interface AvroMapping {
  /** `string`: every digit of a long that is no date or time. Default: a number, refused beyond 2^53 - 1. */
  readonly long?: "number" | "string";
}

/** Of a union it is that of its branches, so nobody asks. */
export function shapeOf(type: Exclude<AvroType, AvroUnion>, { long }: AvroMapping): JsonShape {
  switch (type.kind) {
    case "null":
    case "boolean":
    case "string":
    case "array":
      return type.kind;
    case "long":
      return type.logical !== undefined || long === "string" ? "string" : "number";
    case "int":
      return type.logical === undefined ? "number" : "string";
    case "float":
    case "double":
      return "number";
    case "bytes":
    case "enum":
      return "string";
    case "fixed":
      return type.logical?.kind === "duration" ? "object" : "string";
    case "map":
    case "record":
      return "object";
    default:
      return assertNever(type);
  }
}

/** A union is natural where the JSON type of a value tells its branch; in any other a value that is not null stands in `{ "<name of the branch>": value }`. */
export function isNatural({ branches }: AvroUnion, mapping: AvroMapping): boolean {
  const shapes = branches.flatMap((branch) => (branch.kind === "union" ? [] : [shapeOf(branch, mapping)]));
  return new Set(shapes).size === shapes.length;
}

/** The key that a value of a branch stands under in a union that is not natural; none for null. */
export function wrapperOf(branch: AvroType): string | undefined {
  return branch.kind === "null" ? undefined : branchName(branch);
}
