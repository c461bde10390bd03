import { type Code, type ImportRef, isCode } from "./code.ts";
import { resolveImports } from "./imports.ts";
import { importsOf, print } from "./print.ts";
import type { PrintOptions } from "./source-file.ts";
import { type LayoutValue, renderTemplate } from "./template.ts";
import type { TemplateName } from "./templates.generated.js";

/** What stands in the holes of a layout: code, so that text enters through the encoders only, and switches. */
interface Holes {
  readonly [name: string]: Hole;
}
type Hole = Code | boolean | Holes | readonly Hole[];

export interface LaidOutFile {
  /** Output path without extension. */
  readonly path: string;
  readonly holes: Holes;
  /** Names that the file declares: an import of the same name gets an alias. */
  readonly declared: readonly string[];
}

/**
 * The text of a file of TypeScript that a template lays out; `imports` there are those that its holes refer to.
 * @throws TypeError when a cast smuggled a text into a hole.
 */
export function printLayout(
  template: TemplateName,
  { path, holes, declared }: LaidOutFile,
  { extension }: Pick<PrintOptions, "extension">,
): string {
  const references = new Set<ImportRef>();
  for (const value of codeIn(holes)) importsOf(value, references);
  const { statements: imports, localName } = resolveImports(references, { path, extension, declared });
  const shown = (hole: Hole): LayoutValue => {
    if (typeof hole === "boolean") return hole;
    if (isCode(hole)) return print(hole, localName);
    return isList(hole) ? hole.map(shown) : Object.fromEntries(Object.entries(hole).map(([name, inner]) => [name, shown(inner)]));
  };
  const view = Object.fromEntries(Object.entries(holes).map(([name, hole]) => [name, shown(hole)]));
  return `${renderTemplate(template, { ...view, imports }).trimEnd()}\n`;
}

function codeIn(hole: Hole): readonly Code[] {
  if (typeof hole === "boolean") return [];
  if (typeof hole !== "object") throw new TypeError(`A hole of a template takes code made by an encoder, not ${typeof hole}.`);
  return isCode(hole) ? [hole] : Object.values(hole).flatMap(codeIn);
}

const isList = (hole: Hole): hole is readonly Hole[] => Array.isArray(hole);
