import type { Cell } from "./cells.ts";

/** The page of the guide whose tables this folder holds true. */
export const page: URL = new URL("../../../src/guide/modules.md", import.meta.url);

/** The page with each `<!-- modules: name -->` table as the cells have it; "–" is what the tool does not offer. */
export function withTables(text: string, cells: readonly Cell[]): string {
  return text.replace(/(<!-- modules: (\w+) -->\n)[\s\S]*?(<!-- \/modules -->)/g, (_, before: string, name: string, after: string) => {
    const own = cells.filter(({ table }) => table === name);
    return `${before}${printed(own)}${after}`;
  });
}

function printed(cells: readonly Cell[]): string {
  const [rows, columns] = [cells.map(({ row }) => row), cells.map(({ column }) => column)].map((names) => [...new Set(names)]);
  const field = (row: string, column: string): string => {
    const cell = cells.find((candidate) => candidate.row === row && candidate.column === column);
    return cell === undefined ? " " : cell.steps === undefined ? "–" : "yes";
  };
  const lines = rows?.map((row) => `| ${row} | ${columns?.map((column) => field(row, column)).join(" | ")} |`) ?? [];
  return `| | ${columns?.join(" | ")} |\n|---|${":-:|".repeat(columns?.length ?? 0)}\n${lines.join("\n")}\n`;
}
