import { importLine } from "../../code/index.ts";
import type { Requirement } from "./handler-file.ts";

/** What a user is asked to paste, a piece for each place where it fits. */
export interface Paste {
  /** Lines for the top of the file: which of them it has already cannot be told. */
  readonly imports: string;
  /** Members of the object, or of the class. */
  readonly members: string;
  /** Where the members go, in words. */
  readonly into: string;
}

export interface PasteRequest {
  readonly names: readonly string[];
  /** Of the class that the object is an instance of. */
  readonly className: string | undefined;
  /** The file holds types. */
  readonly isTyped: boolean;
}

export function pasteOf({ exportName, type, members }: Requirement, { names, className, isTyped }: PasteRequest): Paste {
  const missing = members.filter(({ name }) => names.includes(name));
  const imports = new Set(missing.flatMap((member) => member.imports).map(({ name, from }) => importLine({ names: [name], from })));
  if (className === undefined)
    return { imports: [...imports].join("\n"), members: missing.flatMap(({ lines }) => lines).join("\n"), into: `\`${exportName}\`` };
  const memberType = isTyped ? type : undefined;
  if (memberType !== undefined) imports.add(importLine({ names: [memberType.name], from: memberType.from, typeOnly: true }));
  return {
    imports: [...imports].join("\n"),
    members: missing.map(({ lines }) => classMember(lines, memberType?.name)).join("\n"),
    into: `the class \`${className}\``,
  };
}

/** A method of an object literal as a member of a class, where nothing else would give its parameters their types. */
function classMember(lines: readonly string[], typeName: string | undefined): string {
  const text = lines.join("\n").replace(/,$/, "");
  if (typeName === undefined) return text;
  return `${text.replace(/^async (.+?)\((.*)\) \{$/m, (_, name: string, parameters: string) => {
    const key = /^\w+$/.test(name) ? JSON.stringify(name) : name;
    return `${name}: ${typeName}[${key}] = async (${parameters}) => {`;
  })};`;
}
