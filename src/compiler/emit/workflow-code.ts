import { type ActivityKind, activityType } from "../../addresses/activity-type.ts";
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
  numberLiteral,
  propertyKey,
  type SourceFile,
  stringLiteral,
} from "../code/index.ts";
import type { Contract, Workflow, WorkflowCall } from "../model/index.ts";
import { actCode, actNames } from "./act-code.ts";
import { record } from "./emission.ts";
import { isAsking } from "./requests.ts";

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
  const declared = [
    "WorkflowImplementations",
    ...told.map(({ name }) => name),
    "publishingDocument",
    "publish",
    "publishWith",
    "PublishActivityOptions",
    "Act",
    ...actNames,
    ...askingNames(contract),
  ];
  return { path: "workflow", statements, declared };
}

function askingNames({ operations }: Contract): readonly string[] {
  return operations.some(isAsking) ? ["request", "requestWith"] : [];
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
    { key: code`signals`, calls: signals.map((signal) => signalDefinition(signal, signalsName)) },
    { key: code`updates`, calls: updates.map((update) => updateDefinition(update, updatesName)) },
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

/** No arguments are the default of both, which linters want left out. */
function signalDefinition({ name, parameters }: WorkflowCall, types: string): Definition {
  const args = parameters.length === 0 ? code`` : code`<${argumentsOf(name, types)}>`;
  return {
    name: propertyKey(name),
    type: code`${temporalType("SignalDefinition")}${args}`,
    value: code`${temporal("defineSignal")}${args}(${stringLiteral(name)})`,
  };
}

/** The type of an update has a name in another package only. What one returns is nobody's matter in a document. */
function updateDefinition({ name, parameters }: WorkflowCall, types: string): Definition {
  const args = parameters.length === 0 ? code`unknown` : code`unknown, ${argumentsOf(name, types)}`;
  const define = code`${temporal("defineUpdate")}<${args}>`;
  return { name: propertyKey(name), type: code`ReturnType<typeof ${define}>`, value: code`${define}(${stringLiteral(name)})` };
}

/** `OrderWorkflowUpdates["add"]` */
function argumentsOf(name: string, types: string): Code {
  return code`${fileRef("workflows", types, { typeOnly: true })}[${stringLiteral(name)}]`;
}

function publishing({ name, operations }: Contract, published: readonly string[]): readonly Code[] {
  const asked = operations
    .filter(isAsking)
    .flatMap(({ messages, reply }) =>
      messages.flatMap(({ publisher }) => (publisher === undefined ? [] : [{ member: publisher, timeout: reply.request?.timeout }])),
    );
  const asks = asked.length > 0;
  const types = [
    ...published.map((member) => activityType(name, "publish", member)),
    ...asked.map(({ member }) => activityType(name, "request", member)),
  ];
  return [
    lines([
      docComment("The document that a worker's `publishes` must have for these acts. A worker looks for it when it starts."),
      code`export const publishingDocument = ${stringLiteral(name)};`,
    ]),
    lines([
      docComment("Activities of the worker that `publishes` the document."),
      code`type Act = ${alternatives(types.map(stringLiteral), "|")};`,
    ]),
    lines([
      docComment(
        `How the activity is run that ${asks ? "publishes or asks" : "publishes"}; times as Temporal takes them, milliseconds or \`"1 minute"\`.`,
      ),
      code`export type PublishActivityOptions = Omit<${temporalType("ActivityOptions")}, "activityId">;`,
    ]),
    ...acting({
      kind: "publish",
      typeName: "Publish",
      run: code`hostedActivity<{ readonly id: string }>(options, ["InvalidMessage"])`,
      acts: published.map((member) => [member, code`act(${stringLiteral(activityType(name, "publish", member))})`]),
      says: [
        "Publishes from a workflow: an activity that is tried again, under the same `boost-id`, until the broker has confirmed; an attempt has 30 seconds.",
        "Throws an `ApplicationFailure` of type `InvalidMessage` when the message does not validate; nothing was sent then, and nothing is tried again.",
      ],
    }),
    ...(asks ? acting(requests(name, asked)) : []),
    ...actCode(),
  ];
}

interface Acting {
  readonly kind: ActivityKind;
  readonly typeName: "Publish" | "Requests";
  /** Makes `act` of `options`. */
  readonly run: Code;
  readonly acts: readonly (readonly [member: string, act: Code])[];
  readonly says: readonly string[];
}

function requests(name: string, asked: readonly { readonly member: string; readonly timeout: number | undefined }[]): Acting {
  return {
    kind: "request",
    typeName: "Requests",
    // What comes is what the document says of it: the activity has validated it.
    run: code`hostedActivity<never>(options, ["InvalidMessage", "InvalidReply"])`,
    acts: asked.map(({ member, timeout }) => {
      const type = stringLiteral(activityType(name, "request", member));
      return [member, timeout === undefined ? code`act(${type})` : code`act(${type}, ${numberLiteral(timeout)})`];
    }),
    says: [
      "Asks from a workflow: an activity that is tried again, under the same id, until a reply came; an attempt has 20 seconds more than the request's `timeout`. A `signal` is refused: a scope of the workflow cancels.",
      "Throws an `ApplicationFailure` of type `InvalidMessage` or `InvalidReply` when request or reply do not validate; nothing is tried again then.",
    ],
  };
}

/** `publish` and `publishWith`, or `request` and `requestWith`. */
function acting({ kind, typeName, run, acts, says }: Acting): readonly Code[] {
  const surface = fileRef("operations", typeName, { typeOnly: true });
  const make = identifier(`${kind}With`);
  return [
    lines([docComment(says.join("\n")), code`export const ${identifier(kind)}: ${surface} = ${make}({});`]),
    lines([
      docComment("The same with other timeouts and retries, or on the task queue of another worker that `publishes` the document."),
      code`export function ${make}(options: PublishActivityOptions): ${surface} {
  const act = ${run};
  return ${record(acts, { broken: true })};
}`,
    ]),
  ];
}
