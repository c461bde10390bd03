import {
  alternatives,
  type Code,
  code,
  docComment,
  fileRef,
  identifier,
  lines,
  literal,
  members,
  pascalName,
  printFile,
  propertyKey,
  stringLiteral,
} from "../code/index.ts";
import type { Channel, ConsumeOptions, Contract, Message, Operation, Parameter, Reply } from "../model/index.ts";
import { array, constants, type Emission, messageRef, record, runtimeType } from "./emission.ts";
import { template } from "./expressions.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { ruleSummary } from "./rule-summary.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf } from "./validators/index.ts";
import { ruleName } from "./workflows.ts";

/** `operations.ts`: what handlers look like, what can be published, and how each operation is consumed. */
export function emitOperations(contract: Contract, { scope, print }: Emission): GeneratedFile {
  const { operations } = contract;
  const receiving = operations.filter(({ action }) => action === "receive");
  const statements = [
    ...(receiving.length === 0 ? [] : [contextType()]),
    ...receiving.map((operation) => handlersInterface(operation, scope)),
    publishInterface(operations, scope),
    ...operations.map((operation) => definition(operation, contract)),
  ];
  const declared = ["Context", "Publish", ...receiving.map(handlersName), ...operations.map(({ name }) => constants.operation(name))];
  return { path: "operations.ts", text: printFile({ path: "operations", layout: "statements", view: { statements }, declared }, print) };
}

export function handlersName({ name }: Operation): string {
  return `${pascalName(name)}Handlers`;
}

/** Names in documents for the protocols that we speak, as their makers write them. */
const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis", other: "" } as const;

export function wherefrom({ channel }: Operation, contract: Contract): string {
  const servers = channel.servers.length > 0 ? channel.servers : contract.servers;
  const brokers = [...new Set(servers.map(({ protocol }) => brokerNames[protocol]))].filter((name) => name !== "");
  return `\`${channel.address ?? channel.key}\`${brokers.length === 0 ? "" : ` (${brokers.join(", ")})`}`;
}

function contextType(): Code {
  const context = runtimeType("HandlerContext");
  const workflows = fileRef("workflows", "Workflows", { typeOnly: true });
  return code`type Context<Payload, Headers = Readonly<Record<string, unknown>>, Parameters = Record<never, never>> = ${context}<${workflows}, Publish, Payload, Headers, Parameters>;`;
}

function handlersInterface(operation: Operation, scope: SchemaScope): Code {
  const properties = operation.messages.map(({ message, rules }) => {
    const summary = [message.summary ?? message.description ?? message.title, ...rules.map(ruleSummary)]
      .filter((text) => text !== undefined)
      .join("\n");
    const doc = docComment(summary, message.deprecated === true ? [{ tag: "deprecated" }] : []);
    const payload = typeOf(message.payload, scope);
    const result = operation.reply === undefined ? code`Promise<void> | void` : replyType(operation.reply, scope);
    return lines([
      doc,
      code`${propertyKey(message.member)}(message: ${payload}, context: ${contextOf(message, operation.channel, scope)}): ${result}`,
    ]);
  });
  const doc = docComment(operation.summary ?? operation.description ?? operation.title, [
    { tag: "generated", text: `from #${operation.pointer}` },
    ...(operation.deprecated === true ? [{ tag: "deprecated" } as const] : []),
  ]);
  return lines([doc, code`export interface ${identifier(handlersName(operation))} ${members(code``, properties, { broken: true })}`]);
}

function contextOf({ payload, headers }: Message, { parameters }: Channel, scope: SchemaScope): Code {
  const type = typeOf(payload, scope);
  if (parameters.length > 0)
    return code`Context<${type}, ${headers === undefined ? code`Readonly<Record<string, unknown>>` : typeOf(headers, scope)}, ${parametersType(parameters)}>`;
  return headers === undefined ? code`Context<${type}>` : code`Context<${type}, ${typeOf(headers, scope)}>`;
}

function parametersType(parameters: readonly Parameter[]): Code {
  return members(
    code``,
    parameters.map(
      ({ key, enum: values }) =>
        code`readonly ${propertyKey(key)}: ${values.length === 0 ? code`string` : alternatives(values.map(stringLiteral), "|")}`,
    ),
  );
}

function replyType({ messages }: Reply, scope: SchemaScope): Code {
  const payloads = messages.length === 0 ? [code`unknown`] : messages.map(({ payload }) => typeOf(payload, scope));
  const value = alternatives(payloads, "|");
  return code`Promise<${value}> | ${value}`;
}

function publishInterface(operations: readonly Operation[], scope: SchemaScope): Code {
  const properties = operations.flatMap((operation) =>
    operation.action === "receive"
      ? []
      : operation.messages.map(({ message, publisher }) => {
          const { payload, headers } = message;
          const type = headers === undefined ? code`${typeOf(payload, scope)}` : code`${typeOf(payload, scope)}, ${typeOf(headers, scope)}`;
          return lines([
            docComment(message.summary ?? message.description ?? message.title),
            code`readonly ${propertyKey(publisher)}: ${runtimeType("Publisher")}<${type}>`,
          ]);
        }),
  );
  const doc = docComment("What can be published: validated, confirmed by the broker, one member per message.");
  return lines([
    doc,
    properties.length === 0
      ? code`export type Publish = Record<never, never>;`
      : code`export interface Publish ${members(code``, properties, { broken: true })}`,
  ]);
}

function definition(operation: Operation, contract: Contract): Code {
  const { channel, reply } = operation;
  const value = record([
    ["key", stringLiteral(operation.key)],
    ["name", stringLiteral(operation.name)],
    ["action", stringLiteral(operation.action)],
    ["channel", channelRef(channel)],
    [
      "messages",
      record(
        operation.messages.map(({ message, rules }) => [
          message.member,
          record([["rules", array(rules.map((rule) => fileRef("workflows", ruleName(rule, contract.workflows))))]]),
        ]),
      ),
    ],
    ["reply", reply === undefined ? undefined : replyDefinition(reply)],
    ["options", options(operation.options)],
    ["binding", operation.binding === undefined ? undefined : literal(operation.binding.value)],
  ]);
  const verb = operation.action === "receive" ? "Receives from" : "Sends to";
  const doc = docComment(`${verb} ${wherefrom(operation, contract)}.`, [{ tag: "generated", text: `from #${operation.pointer}` }]);
  return lines([
    doc,
    code`export const ${identifier(constants.operation(operation.name))}: ${runtimeType("OperationDefinition")} = ${value};`,
  ]);
}

function channelRef({ name }: Channel): Code {
  return fileRef("channels", constants.channel(name));
}

function replyDefinition({ channel, address, messages }: Reply): Code {
  return record([
    ["channel", channel === undefined ? undefined : channelRef(channel)],
    ["address", address === undefined ? undefined : template(address)],
    ["messages", record(messages.map((message) => [message.member, messageRef(message)]))],
  ]);
}

function options({ orderBy, ...rest }: ConsumeOptions): Code {
  const entries = Object.entries(rest).map(([key, value]) => [key, literal(value)] as const);
  return record([...entries, ["orderBy", orderBy === undefined ? undefined : template(orderBy)]]);
}
