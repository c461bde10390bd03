import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { StartedType } from "../workflows/started-types.ts";
import { type ExportedWorkflows, exportedWorkflows } from "./exported-workflows.ts";

export interface CheckedWorker {
  readonly name: string;
  readonly taskQueue: string;
  /** Where its workflows come from, for a sentence. */
  readonly file: string;
  /** What is started on its task queue. */
  readonly started: readonly StartedType[];
  readonly log: Logger;
}

/**
 * A message whose workflow nobody implements would be acknowledged, and its workflow task would fail for ever.
 * @throws ConfigurationError with a sentence for each type that the bundle lacks
 */
export function checkTypes(code: string, worker: CheckedWorker): void {
  if (worker.started.length === 0) return;
  let exported: ExportedWorkflows;
  try {
    exported = exportedWorkflows(code);
  } catch (error) {
    worker.log.warn(
      { worker: worker.name },
      `what ${worker.file} exports cannot be told before a workflow runs, so nothing says whether it has all that messages start: ${sentence(error)}`,
    );
    return;
  }
  const problems = missingTypes(exported, worker);
  if (problems.length > 0) throw new ConfigurationError(problems);
}

export function missingTypes(exported: ExportedWorkflows, { name, taskQueue, file, started }: CheckedWorker): readonly string[] {
  if (exported === "any") return [];
  const missing = new Map<string, string[]>();
  for (const { type, rule } of started) if (!exported.includes(type)) missing.set(type, [...new Set([...(missing.get(type) ?? []), rule])]);
  return [...missing].map(([type, rules]) => {
    const others = exported.length === 0 ? "nothing" : exported.join(", ");
    return `worker "${name}": ${rules.join(" and ")} starts the workflow "${type}" on task queue "${taskQueue}", but ${file} exports no function of that name (it exports ${others}); export it there, or give the rule the \`taskQueue\` of a worker that has it`;
  });
}
