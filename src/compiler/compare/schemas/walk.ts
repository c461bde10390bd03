import type { Schema } from "../../model/index.ts";
import type { ChangeCode, ChangeParameters } from "../change.ts";
import type { Declarations } from "./declarations.ts";
import type { Fingerprint } from "./fingerprint.ts";

/** Where a comparison stands: the path for people, and the identity of the place in each document. */
export interface Spot {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface Walk {
  readonly fingerprint: Fingerprint;
  readonly before: Declarations;
  readonly after: Declarations;
  readonly report: <Code extends ChangeCode>(code: Code, parameters: ChangeParameters<Code>, spot: Spot) => void;
  /** Compares what is inside; the table of kinds, so that each kind can be a file of its own. */
  readonly compare: (before: Schema, after: Schema, spot: Spot) => void;
}

/** One level down: `segments` is the JSON Pointer below the schema. */
export function below(spot: Spot, name: string, segments: string): Spot {
  return { path: `${spot.path}/${name}`, before: `${spot.before}/${segments}`, after: `${spot.after}/${segments}` };
}

/** The schema behind a name; the place moves to where the name is declared. */
export function resolveReference(
  schema: Schema,
  declarations: Declarations,
  place: string,
): { readonly schema: Schema; readonly place: string } {
  if (schema.kind !== "reference") return { schema, place };
  const declaration = declarations.get(schema.target);
  return declaration === undefined ? { schema, place } : resolveReference(declaration.schema, declarations, declaration.id);
}
