import {
  annotation,
  type Code,
  code,
  docComment,
  fileRef,
  lines,
  list,
  literal,
  members,
  propertyKey,
  type SourceFile,
  stringLiteral,
} from "../code/index.ts";
import type { Channel, ConsumeOptions, Contract, Message, Operation, Parameter, Reply, Server } from "../model/index.ts";
import { channelRef } from "./channels.ts";
import { array, commented, constant, constants, type Emission, isReceiving, messageRef, record, runtimeType } from "./emission.ts";
import { template } from "./expressions.ts";
import { handlersInterface, parametersType } from "./handler-types.ts";
import { sentTypes } from "./message-types.ts";
import { briefText, noteComment } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { wherefrom } from "./wherefrom.ts";
import { ruleRef } from "./workflows.ts";

const context = annotation(
  code`${list(code`type Context`, "<>", [code`Payload`, code`Headers = Readonly<Record<string, unknown>>`, code`Parameters = object`], {
    broken: true,
  })} = ${list(runtimeType("HandlerContext"), "<>", [
    fileRef("workflows", "Workflows", { typeOnly: true }),
    code`Publish`,
    code`Payload`,
    code`Headers`,
    code`Parameters`,
  ])};`,
);

/** `operations.ts`: what handlers look like, what can be published, and how each operation is consumed. */
export function emitOperations({ operations, servers }: Contract, { scope }: Pick<Emission, "scope">): SourceFile {
  const receiving = operations.filter(isReceiving);
  const statements = [
    ...(receiving.length === 0 ? [] : [context]),
    ...receiving.map((operation) => handlersInterface(operation, scope)),
    publishInterface(operations, scope),
    ...operations.map((operation) => definition(operation, servers)),
  ];
  const declared = [
    "Context",
    "Publish",
    ...receiving.map(({ typeName }) => typeName),
    ...operations.map(({ name }) => constants.operation(name)),
  ];
  return { path: "operations", statements, declared };
}

function publishInterface(operations: readonly Operation[], scope: SchemaScope): Code {
  const sent = operations.flatMap(({ action, channel, messages }) =>
    action === "send" ? messages.map((entry) => ({ ...entry, channel })) : [],
  );
  const properties = sent.map(({ message, publisher, channel }) => {
    const doc = docComment(briefText(message), message.deprecated === true ? [{ tag: "deprecated" }] : []);
    const types = channel.parameters.length === 0 ? sentTypes(message, scope) : addressedTypes(message, channel, scope);
    return commented(doc, code`readonly ${propertyKey(publisher ?? message.member)}: ${runtimeType("Publisher")}<${types}>`);
  });
  const doc = docComment("What can be published: validated, confirmed by the broker, one member per message.");
  const type = members(code``, properties, { broken: true });
  return annotation(lines([doc, properties.length === 0 ? code`export type Publish = object;` : code`export interface Publish ${type}`]));
}

/** What the runtime finds in the message, or has a default for, need not be given. */
function addressedTypes(message: Message, { parameters }: Channel, scope: SchemaScope): Code {
  const isKnown = ({ location, default: preset, optional }: Parameter): boolean =>
    location !== undefined || preset !== undefined || optional === true;
  const headers = message.headers === undefined ? code`, undefined` : code``;
  return code`${sentTypes(message, scope)}${headers}, ${parametersType(parameters, isKnown)}`;
}

function definition(operation: Operation, servers: readonly Server[]): Code {
  const { channel, reply, messages } = operation;
  const value = record([
    ["key", stringLiteral(operation.key)],
    ["name", stringLiteral(operation.name)],
    ["action", stringLiteral(operation.action)],
    ["channel", channelRef(channel)],
    ["messages", record(messages.map(({ message, rules }) => [message.member, record([["rules", array(rules.map(ruleRef))]])]))],
    ["reply", reply === undefined ? undefined : replyDefinition(reply)],
    ["options", options(operation.options)],
    ["binding", operation.binding === undefined ? undefined : literal(operation.binding.value)],
  ]);
  const lead = `${operation.action === "receive" ? "Receives from" : "Sends to"} ${wherefrom(operation, servers)}.`;
  const doc = noteComment(operation, { lead, from: operation });
  return lines([doc, constant(operationRef(operation), runtimeType("OperationDefinition"), value)]);
}

export function operationRef({ name }: Operation): Code {
  return fileRef("operations", constants.operation(name));
}

function replyDefinition({ channel, address, messages }: Reply): Code {
  return record([
    ["channel", channel === undefined ? undefined : channelRef(channel)],
    ["address", address === undefined ? undefined : template(address)],
    ["messages", record(messages.map((message) => [message.member, messageRef(message)]))],
  ]);
}

function options({ orderBy, ...rest }: ConsumeOptions): Code {
  const entries = Object.entries(rest).map(([key, value]) => [key, literal(typeof value === "object" ? { ...value } : value)] as const);
  return record([...entries, ["orderBy", orderBy === undefined ? undefined : template(orderBy)]]);
}
