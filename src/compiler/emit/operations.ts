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
import type { Channel, ConsumeOptions, Contract, Message, Operation, Reply, Server } from "../model/index.ts";
import { channelRef } from "./channels.ts";
import { array, commented, constant, constants, type Emission, isReceiving, messageRef, record, runtimeType } from "./emission.ts";
import { template } from "./expressions.ts";
import { handlersInterface, parametersType } from "./handler-types.ts";
import { sentTypes } from "./message-types.ts";
import { briefText, noteComment } from "./notes.ts";
import { isAsking, isKnown, requestsInterface } from "./requests.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { wherefrom } from "./wherefrom.ts";
import { ruleRef } from "./workflows.ts";

function context(asks: boolean): Code {
  const given = [code`Payload`, code`Headers = Readonly<Record<string, unknown>>`, code`Parameters = object`];
  const passed = list(runtimeType("HandlerContext"), "<>", [
    fileRef("workflows", "Workflows", { typeOnly: true }),
    code`Publish`,
    code`Payload`,
    code`Headers`,
    code`Parameters`,
    ...(asks ? [code`Requests`] : []),
  ]);
  return annotation(code`${list(code`type Context`, "<>", given, { broken: true })} = ${passed};`);
}

/** `operations.ts`: what handlers look like, what can be published, and how each operation is consumed. */
export function emitOperations({ operations, servers }: Contract, { scope }: Pick<Emission, "scope">): SourceFile {
  const receiving = operations.filter(isReceiving);
  const asks = operations.some(isAsking);
  const statements = [
    ...(receiving.length === 0 ? [] : [context(asks)]),
    ...receiving.map((operation) => handlersInterface(operation, scope)),
    publishInterface(operations, scope),
    ...(asks ? [requestsInterface(operations, scope)] : []),
    ...operations.map((operation) => definition(operation, servers)),
  ];
  const declared = [
    "Context",
    "Publish",
    ...(asks ? ["Requests"] : []),
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

function addressedTypes(message: Message, { parameters }: Channel, scope: SchemaScope): Code {
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

function replyDefinition({ channel, address, messages, request }: Reply): Code {
  return record([
    ["channel", channel === undefined ? undefined : channelRef(channel)],
    ["address", address === undefined ? undefined : template(address)],
    ["messages", record(messages.map((message) => [message.member, messageRef(message)]))],
    ["request", request === undefined ? undefined : literal({ ...request })],
  ]);
}

function options({ orderBy, ...rest }: ConsumeOptions): Code {
  const entries = Object.entries(rest).map(([key, value]) => [key, literal(typeof value === "object" ? { ...value } : value)] as const);
  return record([...entries, ["orderBy", orderBy === undefined ? undefined : template(orderBy)]]);
}
