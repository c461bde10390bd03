import type { Project } from "./project/project.ts";
import type { UnfitPackage } from "./project/unfit-packages.ts";

export interface Left {
  readonly needed: readonly string[];
  /** Handler files. */
  readonly created: readonly string[];
  readonly unfit: readonly UnfitPackage[];
}

/** The last line of a run; `undefined` when nothing is left to do. */
export function nextSteps({ needed, created, unfit }: Left, { installed, manager }: Project): string | undefined {
  const install = { npm: "npm i", pnpm: "pnpm add", yarn: "yarn add", bun: "bun add" }[manager];
  const absent = (names: readonly string[]): readonly string[] => names.filter((name) => !installed.has(name));
  const runtime = [...absent(needed), ...unfit.map(({ instead }) => instead)];
  const development = absent(["typescript", "@types/node"]);
  const commands = [
    ...(runtime.length === 0 ? [] : [`${install} ${runtime.join(" ")}`]),
    ...(development.length === 0 ? [] : [`${install} -D ${development.join(" ")}`]),
  ];
  const files = created.length > 3 ? `${created.slice(0, 2).join(", ")} and ${created.length - 2} more` : created.join(", ");
  const isStarting = needed.includes("@temporalio/client") && !installed.has("@temporalio/workflow");
  const workflows = isStarting ? `; workflows of your own: ${install} @temporalio/worker @temporalio/workflow, and run again` : "";
  const fill = created.length === 0 ? "" : `fill in ${files}${workflows}`;
  if (commands.length === 0) return fill === "" ? undefined : `Next: ${fill}`;
  return `Next: ${commands.join(" && ")}${fill === "" ? "" : `     then ${fill}`}`;
}
