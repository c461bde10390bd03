import { boostGroups } from "../../../src/options/boost.ts";
import { allOptions } from "../../../src/options/look-up.ts";
import type { Group, Option, Place } from "../../../src/options/option.ts";
import { ruleActions, ruleOptions, temporalOptions } from "../../../src/options/temporal.ts";
import { fallback, takes } from "./describe.ts";
import { boostExamples, type OptionExample, ruleExamples, temporalExamples } from "./examples.ts";

/** The tables of the guide that list every option, from the rows: `<!-- options: name -->` in a page. */
export const optionTables: {
  readonly [name: string]: { readonly rows: readonly OptionRow[]; readonly extension: "x-boost" | "x-temporal" };
} = {
  "x-boost": { rows: rowsOf(Object.values(boostGroups), boostExamples), extension: "x-boost" },
  "x-temporal-root": { rows: rowsOf([temporalOptions], temporalExamples), extension: "x-temporal" },
  "x-temporal": { rows: rowsOf([ruleActions, ruleOptions], ruleExamples, ["operation", "message"]), extension: "x-temporal" },
};

export interface OptionRow {
  readonly path: readonly string[];
  readonly places: readonly Place[];
  readonly option: Option;
  /** A group has none: its options have. */
  readonly example: OptionExample | undefined;
}

function rowsOf(
  groups: readonly Group[],
  examples: { readonly [path: string]: OptionExample },
  everywhere: readonly Place[] = [],
): readonly OptionRow[] {
  return groups
    .flatMap((group) => allOptions(group))
    .map(({ path, at, option }) => ({ path, places: at ?? everywhere, option, example: examples[path.join(".")] }));
}

/** `retry: { attempts: 3 }` */
export function exampleText({ path, example }: OptionRow): string {
  return path.reduceRight((inner, key, index) => (index === 0 ? `${key}: ${inner}` : `{ ${key}: ${inner} }`), example?.value ?? "");
}

export function optionTable(name: string): string {
  const lines = (optionTables[name]?.rows ?? []).map((row) => {
    const { path, places, option, example } = row;
    const variable = option.variable === undefined ? [] : [`\`${option.variable}\``];
    const otherwise = fallback(option, "document");
    const facts = [
      takes(option, "document"),
      ...(option.required === true ? ["required"] : []),
      ...(otherwise === undefined ? [] : [`default: ${otherwise}`]),
    ];
    const cells = [
      [path.join("."), ...(option.sdkName === undefined ? [] : [option.sdkName])].map((each) => `\`${each}\``).join(" or "),
      example === undefined ? "" : `\`${exampleText(row)}\``,
      `${option.description} Takes ${facts.join("; ")}.`,
      [...places, ...variable].join(", "),
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| Option | For example | | Where |", "|---|---|---|---|", ...lines].join("\n");
}
