import { optionRows, ruleKinds } from "boost-gen/tools";
import { assertNever } from "../../compiler/ground/assert-never.ts";
import {
  type Contract,
  type Message,
  type Operation,
  referencesIn,
  type Schema,
  type Template,
  type WorkflowRule,
} from "../../compiler/model/index.ts";
import type { ContractView, MessageDetail, MessageView, OperationView, RuleView } from "../../studio/shared/contract.ts";
import type { Locate } from "../changes/locate.ts";
import { rulePlace } from "../try/rule-place.ts";
import { placeText } from "../try/specimens.ts";
import { schemaView } from "./schema-view.ts";

/** Where the dead letters of an operation go, by its key. */
export type LettersOf = (operation: string) => string | false | undefined;

export function contractView(model: Contract, locate: Locate, lettersOf: LettersOf): ContractView {
  const at = (part: { readonly pointer: string; readonly source?: string }): string =>
    placeText(locate(`${part.source ?? ""}#${part.pointer}`));
  const messages = new Map<string, Message>();
  for (const message of [...model.messages, ...model.operations.flatMap((operation) => operation.messages.map((one) => one.message))])
    messages.set(message.id, message);
  const { title, version, asyncapi, info } = model;
  return {
    title,
    version,
    asyncapi,
    ...described(info?.description),
    servers: model.servers.map((server) => ({
      key: server.key,
      protocol: server.wireProtocol,
      host: `${server.host}${server.pathname ?? ""}`,
      ...described(server.description ?? server.summary ?? server.title),
      place: at(server),
    })),
    channels: model.channels.map((channel) => ({
      key: channel.key,
      address: channel.address,
      servers: channel.servers.map(({ key }) => key),
      ...(channel.title === undefined ? {} : { title: channel.title }),
      ...described([channel.summary, channel.description].filter((text) => text !== undefined).join("\n") || undefined),
      place: at(channel),
    })),
    operations: model.operations.map((operation) => ({ ...operationView(operation, model, locate, lettersOf), place: at(operation) })),
    messages: [...messages.values()].map((message) => messageView(message, locate)),
  };
}

function operationView(operation: Operation, model: Contract, locate: Locate, lettersOf: LettersOf): OperationView {
  const { key, name, action, channel, messages, reply, summary, description, options } = operation;
  const letters = action === "receive" ? lettersOf(key) : undefined;
  const said = [summary, description].filter((text) => text !== undefined).join("\n");
  return {
    key,
    name,
    action,
    channel: channel.key,
    messages: messages.map(({ message, rules }) => ({
      id: message.id,
      rules: rules.map((rule) => ruleView(rule, message, model, locate)),
    })),
    ...(said === "" ? {} : { summary: said }),
    ...(reply === undefined
      ? {}
      : {
          reply: {
            ...(reply.channel === undefined ? {} : { channel: reply.channel.key }),
            messages: reply.messages.map(({ id }) => id),
          },
        }),
    ...(letters === undefined ? {} : { deadLetter: letters }),
    options: Object.entries(options)
      .filter(([option]) => option !== "deadLetter")
      .flatMap(([option, value]) => optionRows(option, value, (template) => templateText(template as Template))),
  };
}

function ruleView(rule: WorkflowRule, message: Message, { workflows }: Contract, locate: Locate): RuleView {
  const target = rule.signal?.name ?? rule.update?.name;
  const type = rule.type ?? workflows.find(({ name }) => name === rule.workflow)?.type;
  return {
    kind: ruleKinds[rule.kind],
    workflow: { key: rule.workflow, name: type ?? rule.workflow },
    ...(target === undefined ? {} : { target }),
    workflowId: templateText(rule.workflowId),
    ...(rule.taskQueue === undefined ? {} : { taskQueue: rule.taskQueue }),
    conditional: rule.when !== undefined,
    place: rulePlace(locate, message, rule),
  };
}

/** As a person would write it. */
function templateText(template: Template): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      switch (part.kind) {
        case "payload":
        case "header":
          return `{${part.path.join("/") || part.kind}}`;
        case "parameter":
          return `{${part.name}}`;
        case "key":
        case "id":
          return `{${part.kind}}`;
        default:
          return assertNever(part);
      }
    })
    .join("");
}

function messageView(message: Message, locate: Locate): MessageView {
  const { id, name, contentType, title, summary, deprecated } = message;
  return {
    id,
    name,
    contentType,
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(deprecated === true ? { deprecated } : {}),
    place: placeText(locate(id)),
  };
}

/** `undefined`: the model has no such message. */
export function messageDetail(id: string, model: Contract, locate: Locate): MessageDetail | undefined {
  const all = [...model.messages, ...model.operations.flatMap((operation) => operation.messages.map(({ message }) => message))];
  const message = all.find((one) => one.id === id);
  if (message === undefined) return undefined;
  const { payload, headers, description, examples, wire } = message;
  const schemas = [payload, ...(headers === undefined ? [] : [headers])];
  return {
    ...messageView(message, locate),
    ...(wire === undefined ? {} : { contentType: `${message.contentType}, ${wire.format}` }),
    ...described(description),
    payload: message.body === "bytes" ? { type: "bytes", constraints: [] } : schemaView(payload),
    ...(headers === undefined ? {} : { headers: schemaView(headers) }),
    schemas: Object.fromEntries(
      reachable(schemas, model).map(({ id: target, ...declaration }) => [target, named({ id: target, ...declaration }, locate)]),
    ),
    examples: examples.map(({ name, summary, payload: value, headers: given }, index) => ({
      name: name ?? `example ${index + 1}`,
      ...(summary === undefined ? {} : { summary }),
      ...(value === undefined ? {} : { payload: value }),
      ...(given === undefined ? {} : { headers: given }),
      place: placeText(locate(`${id}/examples/${index}`)),
    })),
  };
}

type Declaration = Contract["schemas"][number];

function named({ id, name, schema, description }: Declaration, locate: Locate): MessageDetail["schemas"][string] {
  return { name, schema: schemaView(schema), ...described(description), place: placeText(locate(id)) };
}

/** Named schemas that these refer to, and those that they refer to. */
function reachable(schemas: readonly Schema[], model: Contract): readonly Declaration[] {
  const declarations = new Map(model.schemas.map((declaration) => [declaration.id, declaration]));
  const found = new Map<string, Declaration>();
  const open = [...schemas];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const target of referencesIn(schema)) {
      const declaration = declarations.get(target);
      if (declaration === undefined || found.has(target)) continue;
      found.set(target, declaration);
      open.push(declaration.schema);
    }
  }
  return [...found.values()];
}

function described(description: string | undefined): { readonly description?: string } {
  return description === undefined ? {} : { description };
}
