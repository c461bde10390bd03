import { boostGroups } from "../../../src/options/boost.ts";
import { allOptions } from "../../../src/options/look-up.ts";
import type { Group, Place } from "../../../src/options/option.ts";
import { ruleActions, ruleOptions, temporalOptions } from "../../../src/options/temporal.ts";
import { fallback, takes } from "./describe.ts";

/** The page that lists every option, from the rows. */
export function referencePage(): string {
  return [
    "# Options",
    "Made of the table in `src/options`; `BOOST_UPDATE=1 npm test -- options/reference` writes it. A duration is `500ms`, `30s`, `5m`, `1h` or `2d` in the document and a number of milliseconds in code (`addSubscribers`). The environment wins over code, code over an operation, an operation over the root.",
    "## `x-boost`",
    table(Object.values(boostGroups)),
    "## `x-temporal` at the root",
    table([temporalOptions]),
    "## `x-temporal` on an operation or a message",
    "One rule, or a list of which the first that holds acts. Options and choices that Temporal's SDK has under another name may be written by that one: `workflowIdReusePolicy: ALLOW_DUPLICATE`. [Start options](../guide/start-options.md) says which of the SDK's are taken.",
    table([ruleActions, ruleOptions], ["operation", "message"]),
    "",
  ].join("\n\n");
}

function table(groups: readonly Group[], everywhere: readonly Place[] = []): string {
  const rows = groups
    .flatMap((group) => allOptions(group))
    .map(({ path, at, option }) => {
      const places = at ?? everywhere;
      const variable = option.variable === undefined ? [] : [`\`${option.variable}\``];
      const required = option.required === true ? ["required"] : [];
      const cells = [
        [path.join("."), ...(option.sdkName === undefined ? [] : [option.sdkName])].map((name) => `\`${name}\``).join(" or "),
        [...places, ...variable].join(", "),
        [takes(option, "document"), ...required].join("; "),
        fallback(option, "document") ?? "",
        option.description,
      ];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
  return ["| Option | Where | Takes | Default | |", "|---|---|---|---|---|", ...rows].join("\n");
}
