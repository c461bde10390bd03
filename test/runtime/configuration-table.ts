import { variables } from "../../src/runtime/config/variables.ts";
import { temporalVariables } from "../../src/runtime/temporal/configuration.ts";

/** The guide's table of variables, from the tables that the runtime reads. */
export function configurationTable(): string {
  const rows = [...variables, ...temporalVariables].map(
    ({ name, meaning, default: fallback = "" }) => `| \`${name}\` | ${cell(meaning)} | ${cell(fallback)} |`,
  );
  return ["| Variable | Meaning | Default |", "|---|---|---|", ...rows].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
