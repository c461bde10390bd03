import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Step {
  readonly name: string;
  readonly shell: string;
  readonly run: string;
  readonly if?: string;
  readonly "working-directory"?: string;
  readonly env?: { readonly [name: string]: string };
}

export interface Action {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
  readonly steps: readonly Step[];
}

export const actionFile = new URL("../../.github/actions/check/action.yml", import.meta.url);

export function readAction(): Action {
  const { inputs, runs } = parse(readFileSync(actionFile, "utf8"));
  return { inputs, steps: runs.steps };
}

/** The expressions that the action uses: `inputs.name`, `github.base_ref`, and `a || b`. Another one is an error. */
export function evaluate(
  text: string,
  { inputs, github }: { readonly inputs: Readonly<Record<string, string>>; readonly github: Readonly<Record<string, string>> },
): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    for (const part of expression.split("||")) {
      const [, context, name = ""] = /^\s*(inputs|github)\.([\w-]+)\s*$/.exec(part) ?? [];
      if (context === undefined) throw new Error(`no way to evaluate ${expression}`);
      const value = context === "inputs" ? inputs[name] : github[name];
      if (value === undefined) throw new Error(`there is no ${part.trim()}`);
      if (value !== "") return value;
    }
    return "";
  });
}
