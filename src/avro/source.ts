import type { AvroProblemCode, AvroProblems } from "./problem.ts";

/** A JSON value that knows where it stands; a node of a document is one. */
export interface AvroSource {
  readonly kind: "object" | "array" | "string" | "number" | "boolean" | "null";
  readonly value: unknown;
  get(key: string): AvroSource | undefined;
  items(): readonly AvroSource[];
  /** Follows a `$ref`. */
  resolve(): AvroSource;
  /** A `$ref` that leads nowhere is one still when it was followed. */
  readonly reference?: string | undefined;
  /** Equal for the same place. */
  readonly id: unknown;
}

export type AvroReport<Source> = <Code extends AvroProblemCode>(code: Code, parameters: AvroProblems[Code], at: Source) => void;

/** The value as a sentence names it. */
export function shown({ kind, value }: Pick<AvroSource, "kind" | "value">): string {
  if (kind === "array") return "a list";
  if (kind === "object") return "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
