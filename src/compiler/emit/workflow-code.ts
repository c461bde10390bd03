import { activityType } from "../../addresses/activity-type.ts";
import {
  alternatives,
  type Code,
  code,
  docComment,
  fileRef,
  identifier,
  importRef,
  lines,
  list,
  members,
  propertyKey,
  type SourceFile,
  stringLiteral,
} from "../code/index.ts";
import type { Contract, Workflow } from "../model/index.ts";
import { record } from "./emission.ts";

/**
 * `workflow.ts`, what workflow code imports: Temporal's sandbox holds no broker, file or validator, so it imports nothing but Temporal and
 * types. `undefined` where the document has nothing for it.
 */
export function emitWorkflowCode(contract: Contract): SourceFile | undefined {
  if (contract.workflowCode !== true) return undefined;
  const published = publishedMembers(contract);
  const started = implementedWorkflows(contract);
  const told = contract.workflows.filter(isTold);
  const statements = [
    ...(started.length === 0 ? [] : [implementations(started)]),
    ...told.map(definitions),
    ...(published.length === 0 ? [] : publishing(contract, published)),
  ];
  if (statements.length === 0) return undefined;
  const declared = ["WorkflowImplementations", ...told.map(({ name }) => name), "publish", "publishWith", "PublishActivityOptions", "Act"];
  return { path: "workflow", statements, declared };
}

/** Whether `workflow.ts` has more than types. */
export function importsTemporal(contract: Contract): boolean {
  if (contract.workflowCode !== true) return false;
  return publishesFromWorkflows(contract) || contract.workflows.some(isTold);
}

export function publishesFromWorkflows(contract: Contract): boolean {
  return contract.workflowCode === true && publishedMembers(contract).length > 0;
}

/** Those of `WorkflowImplementations`. */
export function implementedWorkflows({ workflows }: Pick<Contract, "workflows">): readonly Workflow[] {
  return workflows.filter(({ type, parameters }) => type !== undefined && parameters !== undefined);
}

function isTold({ signals, updates }: Workflow): boolean {
  return signals.length + updates.length > 0;
}

function publishedMembers({ operations }: Contract): readonly string[] {
  return operations.flatMap(({ messages }) => messages.flatMap(({ publisher }) => publisher ?? []));
}

const temporal = (name: string): Code => importRef("@temporalio/workflow", name);
const temporalType = (name: string): Code => importRef("@temporalio/workflow", name, { typeOnly: true });

function implementations(workflows: readonly Workflow[]): Code {
  const properties = workflows.map(
    ({ type = "", typeName }) => code`readonly ${propertyKey(type)}: ${fileRef("workflows", typeName, { typeOnly: true })}`,
  );
  return lines([
    docComment("Every workflow that the document starts: the type of what `workflows.ts` exports."),
    code`export interface WorkflowImplementations ${members(code``, properties, { broken: true })}`,
  ]);
}

/** `orderWorkflow.signals.cancel`, for `setHandler`. */
function definitions({ name, type, signals, updates, signalsName, updatesName }: Workflow): Code {
  const kinds = [
    { key: code`signals`, calls: signals.map((signal) => signalDefinition(signal.name, signalsName)) },
    { key: code`updates`, calls: updates.map((update) => updateDefinition(update.name, updatesName)) },
  ].filter(({ calls }) => calls.length > 0);
  const types = kinds.map(({ key, calls }) => {
    const properties = calls.map(({ name: property, type: definition }) => code`readonly ${property}: ${definition}`);
    return code`readonly ${key}: ${members(code``, properties)}`;
  });
  const values = kinds.map(
    ({ key, calls }) =>
      code`${key}: ${list(
        code``,
        "{}",
        calls.map(({ name: property, value }) => code`${property}: ${value}`),
      )}`,
  );
  return lines([
    docComment(`What messages tell \`${type ?? name}\` while it runs, for \`setHandler\`.`),
    code`export const ${identifier(name)}: ${members(code``, types, { broken: true })} = ${list(code``, "{}", values, { broken: true })};`,
  ]);
}

interface Definition {
  readonly name: Code;
  readonly type: Code;
  readonly value: Code;
}

function signalDefinition(name: string, types: string): Definition {
  const args = code`<${argumentsOf(name, types)}>`;
  return {
    name: propertyKey(name),
    type: code`${temporalType("SignalDefinition")}${args}`,
    value: code`${temporal("defineSignal")}${args}(${stringLiteral(name)})`,
  };
}

/** The type of an update has a name in another package only. What one returns is nobody's matter in a document. */
function updateDefinition(name: string, types: string): Definition {
  const define = code`${temporal("defineUpdate")}<unknown, ${argumentsOf(name, types)}>`;
  return { name: propertyKey(name), type: code`ReturnType<typeof ${define}>`, value: code`${define}(${stringLiteral(name)})` };
}

/** `OrderWorkflowUpdates["add"]` */
function argumentsOf(name: string, types: string): Code {
  return code`${fileRef("workflows", types, { typeOnly: true })}[${stringLiteral(name)}]`;
}

function publishing({ name }: Contract, published: readonly string[]): readonly Code[] {
  const types = published.map((member) => stringLiteral(activityType(name, "publish", member)));
  const publishType = fileRef("operations", "Publish", { typeOnly: true });
  const value = record(
    published.map((member) => [member, code`act(${stringLiteral(activityType(name, "publish", member))})`]),
    { broken: true },
  );
  return [
    lines([docComment("Activities of the worker that `publishes` the contract."), code`type Act = ${alternatives(types, "|")};`]),
    lines([
      docComment('How the activity is run that publishes; times as Temporal takes them, milliseconds or `"1 minute"`.'),
      code`export type PublishActivityOptions = Omit<${temporalType("ActivityOptions")}, "activityId">;`,
    ]),
    lines([
      docComment(
        [
          "Publishes from a workflow: an activity that is tried again, under the same `boost-id`, until the broker has confirmed; an attempt has 30 seconds.",
          "Throws an `ApplicationFailure` of type `InvalidMessage` when the message does not validate; nothing was sent then, and nothing is tried again.",
        ].join("\n"),
      ),
      code`export const publish: ${publishType} = publishWith({});`,
    ]),
    lines([
      docComment("The same with other timeouts and retries, or on the task queue of another worker that `publishes` the contract."),
      code`export function publishWith(options: PublishActivityOptions): ${publishType} {
  const activities = ${temporal("proxyActivities")}<
    Readonly<Record<Act, (payload: unknown, options: object, key?: Uint8Array) => Promise<{ readonly id: string }>>>
  >({ startToCloseTimeout: "30 seconds", ...options, retry: { maximumInterval: "30 seconds", ...options.retry } });
  const act =
    (name: Act) =>
    async (payload: unknown, { key, ...others }: { readonly key?: string | Uint8Array } = {}): Promise<{ readonly id: string }> => {
      const run = ${temporal("workflowInfo")}().originalExecutionRunId;
      try {
        if (key instanceof Uint8Array) return await activities[name](payload, { ...others, run }, key);
        return await activities[name](payload, { ...others, ...(key === undefined ? {} : { key }), run });
      } catch (error) {
        const cause = error instanceof ${temporal("ActivityFailure")} ? error.cause : undefined;
        if (cause instanceof ${temporal("ApplicationFailure")} && cause.type === "InvalidMessage") throw cause;
        throw error;
      }
    };
  return ${value};
}`,
    ]),
  ];
}
