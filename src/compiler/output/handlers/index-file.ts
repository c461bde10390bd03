import type { Requirement } from "./handler-file.ts";
import { importLine } from "./import-line.ts";

const notice = "// Yours: boost-gen adds an import and a name when the document gains an operation, and changes nothing else.";
const exportName = "handlers";
const typeName = "ContractHandlers";

/** `index.ts` of the handlers folder: all handlers of a contract in one object, checked against its type. */
export interface HandlerIndex {
  /** Specifier of the generated index. */
  readonly contract: string;
  readonly entries: readonly { readonly exportName: string; readonly specifier: string }[];
}

export function printIndexFile({ contract, entries }: HandlerIndex): string {
  const names = entries.map((entry) => entry.exportName);
  const inline = `export const ${exportName} = { ${names.join(", ")} } satisfies ${typeName};`;
  const object =
    inline.length <= 120 ? [inline] : [`export const ${exportName} = {`, ...names.map((name) => `  ${name},`), `} satisfies ${typeName};`];
  const lines = [
    notice,
    importLine({ names: [typeName], from: contract, isType: true }),
    ...entries.map((entry) => importLine({ names: [entry.exportName], from: entry.specifier })),
    "",
    ...object,
  ];
  return `${lines.join("\n")}\n`;
}

export function indexRequirement({ entries }: HandlerIndex): Requirement {
  return {
    exportName,
    members: entries.map((entry) => ({
      name: entry.exportName,
      lines: [`${entry.exportName},`],
      imports: [{ name: entry.exportName, from: entry.specifier }],
    })),
  };
}
