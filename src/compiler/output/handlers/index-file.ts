import { importLine, renderTemplate } from "../../code/index.ts";
import type { Requirement } from "./handler-file.ts";

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
  const list = names.join(", ");
  const imports = [
    importLine({ names: [typeName], from: contract, typeOnly: true }),
    ...entries.map((entry) => importLine({ names: [entry.exportName], from: entry.specifier })),
  ];
  const isShort = `export const ${exportName}: ${typeName} = { ${list} };`.length <= 120;
  return renderTemplate("handlers-index", { imports, exportName, typeName, list, names, isShort });
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
