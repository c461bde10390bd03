/** What a service knows of its contract, as the page draws it: no places, schemas and descriptions, which stand in the document. */
import { Refused, type Route } from "../../studio/server/index.ts";
import type { ChannelView, ContractView, MessageDetail, MessageView, OperationView, RuleView } from "../../studio/shared/contract.ts";
import type {
  ChannelDefinition,
  ContractDefinition,
  Expression,
  MessageDefinition,
  OperationDefinition,
  Template,
  WorkflowRuleDefinition,
} from "../ground/contract.ts";

/** Where the dead letters of an operation go, by its key. */
type LettersOf = (operation: string) => string | false;

/** The screen of the contract. */
export function contractRoutes(contract: ContractDefinition, lettersOf: LettersOf): readonly Route[] {
  let drawn: Drawn | undefined;
  const draw = (): Drawn => {
    drawn ??= contractView(contract, lettersOf);
    return drawn;
  };
  return [
    { method: "GET", path: "contract", answer: () => draw().view },
    {
      method: "GET",
      path: "message",
      answer: ({ query }) => {
        const id = query.get("id") ?? "";
        const message = draw().messages.get(id);
        if (message === undefined) throw new Refused(`the contract has no message ${JSON.stringify(id)}`, 404);
        return messageDetail(id, message);
      },
    },
  ];
}

interface Drawn {
  readonly view: ContractView;
  readonly messages: ReadonlyMap<string, MessageDefinition>;
}

function contractView({ title, version, servers, operations }: ContractDefinition, lettersOf: LettersOf): Drawn {
  const channels = new Map<string, ChannelView>();
  const messages = new Map<string, MessageDefinition>();
  const seen = ({ key, address, servers: on, messages: members }: ChannelDefinition): void => {
    channels.set(key, { key, address, servers: on });
    for (const [member, message] of Object.entries(members)) messages.set(idOf(key, member), message);
  };
  for (const { key, channel, reply } of operations) {
    seen(channel);
    if (reply?.channel !== undefined) seen(reply.channel);
    for (const [member, message] of Object.entries(reply?.messages ?? {})) messages.set(replyId(key, member, reply?.channel), message);
  }
  const view: ContractView = {
    title,
    version,
    servers: Object.values(servers).map(({ key, wireProtocol, host, pathname = "" }) => ({
      key,
      protocol: wireProtocol,
      host: `${host}${pathname}`,
    })),
    channels: [...channels.values()],
    operations: operations.map((operation) => operationView(operation, lettersOf, typesOf(operations))),
    messages: [...messages].map(([id, message]) => messageView(id, message)),
  };
  return { view, messages };
}

function operationView(
  { key, name, action, channel, messages, reply, options }: OperationDefinition,
  lettersOf: LettersOf,
  types: ReadonlyMap<string, string>,
): OperationView {
  const letters = action === "receive" ? lettersOf(key) : undefined;
  return {
    key,
    name,
    action,
    channel: channel.key,
    messages: Object.entries(messages).map(([member, { rules }]) => ({
      id: idOf(channel.key, member),
      rules: rules.map((rule) => ruleView(rule, types)),
    })),
    ...(reply === undefined
      ? {}
      : {
          reply: {
            ...(reply.channel === undefined ? {} : { channel: reply.channel.key }),
            messages: Object.keys(reply.messages).map((member) => replyId(key, member, reply.channel)),
          },
        }),
    ...(letters === undefined ? {} : { deadLetter: letters }),
    options: Object.entries(options)
      .filter(([option]) => option !== "deadLetter")
      .flatMap(([option, value]) => optionRows(option, value, (template) => templateText(template as Template))),
  };
}

/** An option and what stands in it, a row each: durations in seconds, `written` for what is put together for each message. */
export function optionRows(
  name: string,
  value: unknown,
  written: (template: readonly unknown[]) => string,
): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return [[name, written(value)]];
  if (typeof value !== "object" || value === null)
    return [[name, typeof value === "number" && /timeout|interval|minIdle/i.test(name) ? `${value / 1000} s` : String(value)]];
  return Object.entries(value).flatMap(([inner, one]) => optionRows(`${name}.${inner}`, one, written));
}

/** Of each workflow the type: a signal does not say it, a start does. */
function typesOf(operations: readonly OperationDefinition[]): ReadonlyMap<string, string> {
  const rules = operations.flatMap(({ messages }) => Object.values(messages).flatMap((message) => message.rules));
  return new Map(rules.flatMap(({ workflow, type }) => (type === undefined ? [] : [[workflow, type] as const])));
}

function ruleView(rule: WorkflowRuleDefinition, types: ReadonlyMap<string, string>): RuleView {
  const target = rule.signal?.name ?? rule.update?.name;
  return {
    kind: ruleKinds[rule.kind],
    workflow: { key: rule.workflow, name: rule.type ?? types.get(rule.workflow) ?? rule.workflow },
    ...(target === undefined ? {} : { target }),
    workflowId: templateText(rule.workflowId),
    ...(rule.taskQueue === undefined ? {} : { taskQueue: rule.taskQueue }),
    conditional: rule.when !== undefined,
  };
}

/** What a rule asks of Temporal, in words. */
export const ruleKinds: { readonly [kind in WorkflowRuleDefinition["kind"]]: string } = {
  start: "start",
  signal: "signal",
  signalWithStart: "signal with start",
  update: "update",
  updateWithStart: "update with start",
};

/** As a person would write it. */
function templateText(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : `{${expressionText(part)}}`)).join("");
}

function expressionText(expression: Expression): string {
  if (expression.from === "parameter") return expression.name;
  return "path" in expression ? expression.path.join("/") || expression.from : expression.from;
}

function messageView(id: string, { name, contentType }: MessageDefinition): MessageView {
  return { id, name, contentType };
}

function messageDetail(id: string, message: MessageDefinition): MessageDetail {
  const { contentType, wire, examples = [] } = message;
  return {
    ...messageView(id, message),
    ...(wire === undefined ? {} : { contentType: `${contentType}, ${wire.format}` }),
    schemas: {},
    examples: examples.map(({ name, summary, payload, headers }, index) => ({
      name: name ?? `example ${index + 1}`,
      ...(summary === undefined ? {} : { summary }),
      ...(payload === undefined ? {} : { payload: payload as NonNullable<MessageDetail["examples"][number]["payload"]> }),
      ...(headers === undefined ? {} : { headers: headers as NonNullable<MessageDetail["examples"][number]["headers"]> }),
    })),
  };
}

function idOf(channel: string, member: string): string {
  return `${channel}/${member}`;
}

/** A reply that goes where the request says has no channel. */
function replyId(operation: string, member: string, channel: ChannelDefinition | undefined): string {
  return idOf(channel?.key ?? operation, member);
}
