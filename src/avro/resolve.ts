import { type AvroField, type AvroRecord, type AvroType, type AvroUnion, shortName } from "./schema.ts";

/** How what one schema wrote is read by another. @see https://avro.apache.org/docs/1.12.0/specification/#schema-resolution */

/** Types of a writer that a reader of another type takes as well. */
const promotions: { readonly [reader: string]: readonly string[] } = {
  long: ["int"],
  float: ["int", "long"],
  double: ["int", "long", "float"],
  bytes: ["string"],
  string: ["bytes"],
};

/** By name for what has one, by kind for the rest; what is inside may still not fit. */
export function matches(writer: AvroType, reader: AvroType): boolean {
  if (writer.kind !== reader.kind) return promotions[reader.kind]?.includes(writer.kind) === true;
  if (writer.kind === "record" || writer.kind === "enum" || writer.kind === "fixed")
    return isNamed(writer.name, reader as typeof writer) && (writer.kind !== "fixed" || writer.size === (reader as typeof writer).size);
  return true;
}

/** Names count without their namespaces; a reader's alias is as good as its name. */
function isNamed(name: string, reader: { readonly name: string; readonly aliases: readonly string[] }): boolean {
  const short = shortName(name);
  return shortName(reader.name) === short || reader.aliases.some((alias) => shortName(alias) === short);
}

/** The branch that takes what the writer wrote: one of the very type before one that it would be promoted to. */
export function branchFor({ branches }: AvroUnion, writer: AvroType): AvroType | undefined {
  const fullName = "name" in writer ? writer.name : undefined;
  return (
    branches.find(
      (branch) => branch.kind === writer.kind && (!("name" in branch) || branch.name === fullName) && matches(writer, branch),
    ) ??
    branches.find((branch) => branch.kind === writer.kind && matches(writer, branch)) ??
    branches.find((branch) => matches(writer, branch))
  );
}

/** The reader's field that the writer's goes into. While a field is renamed a writer may have both; then the one of the very name is read. */
export function fieldFor({ fields }: AvroRecord, { name }: AvroField, writer: AvroRecord): AvroField | undefined {
  return (
    fields.find((field) => field.name === name) ??
    fields.find((field) => field.aliases.includes(name) && !writer.fields.some((other) => other.name === field.name))
  );
}

/** Why two types of one kind do not mean the same, if they do not: a reader must not take hours for days, or cents for dollars. */
export function logicalProblem(writer: AvroType, reader: AvroType): string | undefined {
  const theirs = "logical" in writer ? writer.logical : undefined;
  const ours = "logical" in reader ? reader.logical : undefined;
  if (theirs === undefined || ours === undefined) return undefined;
  if (theirs.kind !== ours.kind) return `it is written as ${theirs.kind} and read as ${ours.kind}`;
  if (theirs.kind !== "decimal" || ours.kind !== "decimal") return undefined;
  // More digits take nothing from a value, although the specification wants them to be the same: registries let such a version pass.
  if (theirs.scale === ours.scale && theirs.precision <= ours.precision) return undefined;
  const shown = ({ precision, scale }: { readonly precision: number; readonly scale: number }): string => `decimal(${precision}, ${scale})`;
  return `it is written as ${shown(theirs)} and read as ${shown(ours)}`;
}

/** For a sentence. */
export function described(type: AvroType): string {
  if (type.kind === "union") return `a union of ${type.branches.map(described).join(" and ")}`;
  if (type.kind === "fixed") return `the fixed "${type.name}" of ${type.size} bytes`;
  return type.kind === "record" || type.kind === "enum" ? `the ${type.kind} "${type.name}"` : type.kind;
}
