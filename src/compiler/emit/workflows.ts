import {
  alternatives,
  type Code,
  code,
  docComment,
  identifier,
  lines,
  list,
  literal,
  members,
  propertyKey,
  stringLiteral,
} from "../code/index.ts";
import type { Contract, Expression, Message, ValueTemplate, Workflow, WorkflowAction, WorkflowRule } from "../model/index.ts";
import { camelName, isReserved, pascalName } from "../naming/index.ts";
import { argumentType } from "./argument-type.ts";
import { array, type Emission, record, runtimeType, statementsFile } from "./emission.ts";
import { template, valueTemplate } from "./expressions.ts";
import type { GeneratedFile } from "./generated-file.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf, validatorOf } from "./validators/index.ts";

/** `workflows.ts`: the typed calls of `context.workflows`, the signatures for workflow code, and the rules behind both. */
export function emitWorkflows(contract: Contract, emission: Emission): GeneratedFile {
  const { workflows } = contract;
  const { scope } = emission;
  const rules = new Map(
    workflows.flatMap(({ actions }) => actions.flatMap((action) => action.rules.map((use) => [use.rule.name, use] as const))),
  );
  const statements = [
    ...workflows.flatMap((workflow) => signatures(workflow, scope)),
    callsInterface(workflows, scope),
    ...[...rules.values()].map(({ message, rule }) => ruleStatement(message, rule, scope)),
  ];
  const declared = [
    "Workflows",
    ...rules.keys(),
    ...workflows.flatMap(({ typeName, signalsName, updatesName }) => [typeName, signalsName, updatesName]),
  ];
  return statementsFile(emission, "workflows", { statements, declared });
}

/** Types that the file exports beside `Workflows`. */
export function workflowTypes(workflows: readonly Workflow[]): readonly string[] {
  return workflows.flatMap(({ type, typeName, signalsName, updatesName, actions }) => [
    ...(type !== undefined && actions.some(({ rules }) => rules.some(({ rule }) => rule.type !== undefined)) ? [typeName] : []),
    ...(namedCalls(actions, "signal").size > 0 ? [signalsName] : []),
    ...(namedCalls(actions, "update").size > 0 ? [updatesName] : []),
  ]);
}

function signatures({ type, typeName, actions }: Workflow, scope: SchemaScope): readonly Code[] {
  const starting = actions.flatMap(({ rules }) => rules.filter(({ rule }) => rule.type !== undefined));
  const name = identifier(typeName);
  const own =
    type === undefined || starting.length === 0
      ? []
      : [
          lines([
            docComment(`Signature of the workflow \`${type}\` for your workflow code.`),
            code`export type ${name} = ${alternatives(distinct(starting.map(({ message, rule }) => parameters(rule.args, message, scope))).map(signature), "&")};`,
          ]),
        ];
  return [...own, ...callTypes("signal", "Signals", typeName, actions, scope), ...callTypes("update", "Updates", typeName, actions, scope)];
}

/** Workflows that are started with different arguments take any of them: one function type over the union. */
function distinct(lists: readonly (readonly Argument[])[]): readonly (readonly Argument[])[] {
  const [first] = lists;
  if (first === undefined) return [];
  const longest = Math.max(...lists.map(({ length }) => length));
  const merged = Array.from({ length: longest }, (_, index): Argument => {
    const all = lists.flatMap((each) => each[index] ?? []);
    const names = new Set(all.map(({ name }) => name));
    return {
      name: names.size === 1 ? (all[0]?.name ?? "message") : index === 0 ? "message" : `argument${index + 1}`,
      types: [...new Map(all.flatMap(({ types }) => types).map((type) => [JSON.stringify(type), type])).values()],
      optional: all.length < lists.length,
    };
  });
  return [merged];
}

interface Argument {
  readonly name: string;
  readonly types: readonly Code[];
  readonly optional?: boolean;
}

function parameters(args: readonly ValueTemplate[], message: Message, scope: SchemaScope): readonly Argument[] {
  const used = new Map<string, number>();
  return args.map((arg, index) => {
    const wanted = argumentName(arg, message) ?? `argument${index + 1}`;
    const count = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, count);
    return { name: count === 1 ? wanted : `${wanted}${count}`, types: [argumentType(arg, message, scope)] };
  });
}

function argumentName(arg: ValueTemplate, message: Message): string | undefined {
  const [part, ...rest] = arg.kind === "template" ? arg.template : [];
  if (part === undefined || typeof part === "string" || rest.length > 0) return undefined;
  const name = nameOf(part, message);
  return name === undefined || isReserved(name) ? undefined : name;
}

function nameOf(part: Expression, message: Message): string | undefined {
  switch (part.kind) {
    case "payload":
    case "header":
      return camelName(part.path.at(-1) ?? (part.kind === "payload" ? message.member : "headers"));
    case "parameter":
      return camelName(part.name);
    case "key":
      return "key";
    case "id":
      return "id";
  }
}

function signature(args: readonly Argument[]): Code {
  const items = args.map(({ name, types, optional }) =>
    optional === true ? code`${identifier(name)}?: ${alternatives(types, "|")}` : code`${identifier(name)}: ${alternatives(types, "|")}`,
  );
  return code`${list(code``, "()", items)} => Promise<unknown>`;
}

type CallKind = "signal" | "update";

function namedCalls(
  actions: readonly WorkflowAction[],
  kind: CallKind,
): ReadonlyMap<string, readonly { readonly message: Message; readonly args: readonly ValueTemplate[] }[]> {
  const calls = new Map<string, { readonly message: Message; readonly args: readonly ValueTemplate[] }[]>();
  for (const { rules } of actions) {
    for (const { message, rule } of rules) {
      const call = rule[kind];
      if (call !== undefined) calls.set(call.name, [...(calls.get(call.name) ?? []), { message, args: call.args }]);
    }
  }
  return calls;
}

/** `{ cancel: [cancellation: OrderCancelled] }`: fits `defineSignal<OrderWorkflowSignals["cancel"]>("cancel")`. */
function callTypes(
  kind: CallKind,
  suffix: string,
  typeName: string,
  actions: readonly WorkflowAction[],
  scope: SchemaScope,
): readonly Code[] {
  const calls = [...namedCalls(actions, kind)];
  if (calls.length === 0) return [];
  const properties = calls.map(([name, uses]) => {
    const tuples = distinct(uses.map(({ message, args }) => parameters(args, message, scope)));
    return code`${propertyKey(name)}: ${alternatives(tuples.map(tuple), "|")}`;
  });
  const comment = docComment(`Arguments of each ${kind}.`);
  return [
    lines([
      comment,
      code`export interface ${identifier(`${pascalName(typeName)}${suffix}`)} ${members(code``, properties, { broken: true })}`,
    ]),
  ];
}

function tuple(args: readonly Argument[]): Code {
  const items = args.map(({ name, types, optional }) =>
    optional === true ? code`${identifier(name)}?: ${alternatives(types, "|")}` : code`${identifier(name)}: ${alternatives(types, "|")}`,
  );
  return list(code``, "[]", items);
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
      ? code`export type Workflows = Record<never, never>;`
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
    [{ tag: "generated", text: `from #${rule.pointer}` }],
  );
  return lines([doc, code`export const ${identifier(rule.name)}: ${runtimeType("WorkflowRuleDefinition")} = ${value};`]);
}
