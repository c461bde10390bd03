import { ConfigurationError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { StartedType } from "../workflows/started-types.ts";
import { readBundle, type WorkflowBundle } from "./workflow-bundle.ts";

export interface CheckedWorker {
  readonly name: string;
  readonly taskQueue: string;
  /** Where its workflows come from, for a sentence. */
  readonly file: string;
  /** What is started on its task queue. */
  readonly started: readonly StartedType[];
  /** Names of the documents that it `publishes`; `undefined` where it says that it has none to publish. */
  readonly publishes: readonly string[] | undefined;
  readonly log: Logger;
}

/**
 * A message whose workflow nobody implements would be acknowledged, and its workflow task would fail for ever. A workflow whose `publish` no
 * worker hosts would wait for ever; that it uses what its bundle has cannot be told, nor which workers another process has, so that is a warning.
 * @throws ConfigurationError with a sentence for each type that the bundle lacks
 */
export function checkBundle(code: string, worker: CheckedWorker): void {
  if (worker.started.length === 0 && worker.publishes === undefined) return;
  let bundle: WorkflowBundle;
  try {
    bundle = readBundle(code);
  } catch (error) {
    if (worker.started.length > 0)
      worker.log.warn(
        { worker: worker.name },
        `what ${worker.file} exports cannot be told before a workflow runs, so nothing says whether it has all that messages start: ${sentence(error)}`,
      );
    return;
  }
  const problems = missingTypes(bundle, worker);
  if (problems.length > 0) throw new ConfigurationError(problems);
  for (const told of unhosted(bundle, worker)) worker.log.warn({ worker: worker.name, taskQueue: worker.taskQueue }, told);
}

export function missingTypes(
  { workflows }: Pick<WorkflowBundle, "workflows">,
  { name, taskQueue, file, started }: CheckedWorker,
): readonly string[] {
  if (workflows === "any") return [];
  const missing = new Map<string, string[]>();
  for (const { type, rule } of started)
    if (!workflows.includes(type)) missing.set(type, [...new Set([...(missing.get(type) ?? []), rule])]);
  return [...missing].map(([type, rules]) => {
    const others = workflows.length === 0 ? "nothing" : workflows.join(", ");
    return `worker "${name}": ${rules.join(" and ")} starts the workflow "${type}" on task queue "${taskQueue}", but ${file} exports no function of that name (it exports ${others}); export it there, or give the rule the \`taskQueue\` of a worker that has it`;
  });
}

function unhosted({ publishing }: WorkflowBundle, { name, file, publishes }: CheckedWorker): readonly string[] {
  if (publishes === undefined) return [];
  return publishing
    .filter((document) => !publishes.includes(document))
    .map(
      (document) =>
        `worker "${name}": ${file} imports the generated/workflow.ts of "${document}", and the worker does not publish this document: a workflow that calls its \`publish\` or \`request\` waits until a worker does. Add \`publishes: contract\`; or \`publishes: []\` where no workflow calls them, or another worker of their task queue hosts them`,
    );
}
