import {
  alternatives,
  annotation,
  type Code,
  code,
  docComment,
  fileRef,
  identifier,
  isSame,
  lines,
  list,
  literal,
  members,
  propertyKey,
  type SourceFile,
  stringLiteral,
} from "../code/index.ts";
import type { Contract, Message, ValueTemplate, Workflow, WorkflowRule } from "../model/index.ts";
import { argumentType, plainArgumentType } from "./argument-type.ts";
import { array, constant, type Emission, record, runtimeType } from "./emission.ts";
import { template, valueTemplate } from "./expressions.ts";
import { generatedTag } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf, validatorOf } from "./validators/index.ts";

/** `workflows.ts`: the typed calls of `context.workflows`, the signatures for workflow code, and the rules behind both. */
export function emitWorkflows({ workflows }: Contract, { scope }: Pick<Emission, "scope">): SourceFile {
  const rules = new Map(
    workflows.flatMap(({ actions }) => actions.flatMap((action) => action.rules.map((use) => [use.rule.name, use] as const))),
  );
  const statements = [
    ...[...workflows.flatMap((workflow) => signatures(workflow, scope)), callsInterface(workflows, scope)].map(annotation),
    ...[...rules.values()].map(({ message, rule }) => ruleStatement(message, rule, scope)),
  ];
  const declared = [
    "Workflows",
    ...rules.keys(),
    ...workflows.flatMap(({ typeName, signalsName, updatesName }) => [typeName, signalsName, updatesName]),
  ];
  return { path: "workflows", statements, declared };
}

/** Types that the file exports beside `Workflows`. */
export function workflowTypes(workflows: readonly Workflow[]): readonly string[] {
  return workflows.flatMap(({ typeName, signalsName, updatesName, parameters, signals, updates }) => [
    ...(parameters === undefined ? [] : [typeName]),
    ...(signals.length > 0 ? [signalsName] : []),
    ...(updates.length > 0 ? [updatesName] : []),
  ]);
}

function signatures(workflow: Workflow, scope: SchemaScope): readonly Code[] {
  const { type = "", typeName, parameters } = workflow;
  const signature =
    parameters === undefined
      ? []
      : [
          lines([
            docComment(`Signature of the workflow \`${type}\` for your workflow code.`),
            code`export type ${identifier(typeName)} = ${list(code``, "()", argumentsOf(parameters, starts(workflow), scope))} => Promise<unknown>;`,
          ]),
        ];
  return [...signature, ...callTypes(workflow, "signal", scope), ...callTypes(workflow, "update", scope)];
}

/** Arguments as one rule gives them, and the message that they are taken from. */
interface Arguments {
  readonly message: Message;
  readonly args: readonly ValueTemplate[];
}

function starts({ actions }: Workflow): readonly Arguments[] {
  const uses = actions.flatMap(({ rules }) => rules);
  return uses.flatMap(({ message, rule }) => (rule.type === undefined ? [] : [{ message, args: rule.args }]));
}

function calls({ actions }: Workflow, kind: "signal" | "update", name: string): readonly Arguments[] {
  const uses = actions.flatMap(({ rules }) => rules);
  return uses.flatMap(({ message, rule }) => (rule[kind]?.name === name ? [{ message, args: rule[kind].args }] : []));
}

/** `order: Order, note?: string`: what is called with different arguments takes any of them. */
function argumentsOf(parameters: readonly string[], uses: readonly Arguments[], scope: SchemaScope): readonly Code[] {
  return parameters.map((name, index) => {
    const given = uses.flatMap(({ message, args }) => {
      const value = args[index];
      return value === undefined ? [] : [{ type: argumentType(value, message, scope), plain: plainArgumentType(value, message, scope) }];
    });
    const types = given.filter(({ plain }, place) => given.findIndex((other) => isSame(other.plain, plain)) === place);
    return code`${identifier(name)}${given.length < uses.length ? code`?` : code``}: ${alternatives(
      types.map(({ type }) => type),
      "|",
    )}`;
  });
}

/** `{ cancel: [cancellation: OrderCancelled] }`: fits `defineSignal<OrderWorkflowSignals["cancel"]>("cancel")`. */
function callTypes(workflow: Workflow, kind: "signal" | "update", scope: SchemaScope): readonly Code[] {
  const [typeName, all] = kind === "signal" ? [workflow.signalsName, workflow.signals] : [workflow.updatesName, workflow.updates];
  if (all.length === 0) return [];
  const properties = all.map(
    ({ name, parameters }) =>
      code`${propertyKey(name)}: ${list(code``, "[]", argumentsOf(parameters, calls(workflow, kind, name), scope))}`,
  );
  return [
    lines([
      docComment(`Arguments of each ${kind}.`),
      code`export interface ${identifier(typeName)} ${members(code``, properties, { broken: true })}`,
    ]),
  ];
}

const callType = {
  start: "StartCall",
  signal: "SignalCall",
  signalWithStart: "SignalCall",
  update: "UpdateCall",
  updateWithStart: "UpdateCall",
} as const;

function callsInterface(workflows: readonly Workflow[], scope: SchemaScope): Code {
  const properties = workflows.map(({ name, actions }) => {
    const calls = actions.map(({ member, rules }) => {
      const [first] = rules;
      const payloads = [...new Map(rules.map(({ message }) => [message.id, typeOf(message.payload, scope)])).values()];
      const type = first === undefined ? "StartCall" : callType[first.rule.kind];
      return code`readonly ${propertyKey(member)}: ${runtimeType(type)}<${alternatives(payloads, "|")}>`;
    });
    return code`readonly ${propertyKey(name)}: ${members(code``, calls, { broken: true })}`;
  });
  return lines([
    docComment("Typed calls of `context.workflows`, one member per workflow."),
    properties.length === 0
      ? code`export type Workflows = object;`
      : code`export interface Workflows ${members(code``, properties, { broken: true })}`,
  ]);
}

function ruleStatement(message: Message, rule: WorkflowRule, scope: SchemaScope): Code {
  const text = (value: string | undefined): Code | undefined => (value === undefined ? undefined : stringLiteral(value));
  const number = (value: number | undefined): Code | undefined => (value === undefined ? undefined : literal(value));
  const call = (value: WorkflowRule["signal"] | WorkflowRule["update"]): Code | undefined =>
    value === undefined
      ? undefined
      : record([
          ["name", stringLiteral(value.name)],
          ["args", array(value.args.map(valueTemplate))],
          ["id", "id" in value && value.id !== undefined ? template(value.id) : undefined],
        ]);
  const texts = (value: WorkflowRule["fairnessKey"]): Code | undefined => (value === undefined ? undefined : template(value));
  const { when } = rule;
  const value = record([
    ["kind", stringLiteral(rule.kind)],
    ["workflow", stringLiteral(rule.workflow)],
    ["member", stringLiteral(rule.member)],
    ["type", text(rule.type)],
    ["taskQueue", text(rule.taskQueue)],
    ["workflowId", template(rule.workflowId)],
    ["args", array(rule.args.map(valueTemplate))],
    ["signal", call(rule.signal)],
    ["update", call(rule.update)],
    ["idReusePolicy", text(rule.idReusePolicy)],
    ["idConflictPolicy", text(rule.idConflictPolicy)],
    ["onConflict", text(rule.onConflict)],
    ["onMissing", text(rule.onMissing)],
    ["onClosed", text(rule.onClosed)],
    ["executionTimeout", number(rule.executionTimeout)],
    ["runTimeout", number(rule.runTimeout)],
    ["taskTimeout", number(rule.taskTimeout)],
    ["startDelay", number(rule.startDelay)],
    ["retry", rule.retry === undefined ? undefined : literal({ ...rule.retry })],
    [
      "memo",
      rule.memo === undefined ? undefined : array(rule.memo.map(([key, entry]) => array([stringLiteral(key), valueTemplate(entry)]))),
    ],
    [
      "searchAttributes",
      rule.searchAttributes === undefined
        ? undefined
        : array(
            rule.searchAttributes.map((attribute) =>
              record([
                ["name", stringLiteral(attribute.name)],
                ["type", stringLiteral(attribute.type)],
                ["value", valueTemplate(attribute.value)],
              ]),
            ),
          ),
    ],
    ["priority", number(rule.priority)],
    ["fairnessKey", texts(rule.fairnessKey)],
    ["fairnessWeight", number(rule.fairnessWeight)],
    ["staticSummary", texts(rule.staticSummary)],
    ["staticDetails", texts(rule.staticDetails)],
    ["versioningOverride", versioningOverride(rule.versioningOverride)],
    [
      "when",
      when === undefined
        ? undefined
        : record([
            ["payload", when.payload === undefined ? undefined : validatorOf(when.payload, scope)],
            ["headers", when.headers === undefined ? undefined : validatorOf(when.headers, scope)],
          ]),
    ],
  ]);
  const doc = docComment(
    `What \`dispatch\` does with \`${message.name}\`${when === undefined ? "" : ", when the rule's condition holds"}.`,
    [generatedTag(rule)],
  );
  return lines([doc, constant(ruleRef(rule), runtimeType("WorkflowRuleDefinition"), value)]);
}

function versioningOverride(override: WorkflowRule["versioningOverride"]): Code | undefined {
  if (override === undefined) return undefined;
  const { pinnedTo, behavior } = override;
  return record([
    [
      "pinnedTo",
      pinnedTo === undefined
        ? undefined
        : record([
            ["deploymentName", template(pinnedTo.deploymentName)],
            ["buildId", template(pinnedTo.buildId)],
          ]),
    ],
    ["behavior", behavior === undefined ? undefined : stringLiteral(behavior)],
  ]);
}

export function ruleRef({ name }: Pick<WorkflowRule, "name">): Code {
  return fileRef("workflows", name);
}
