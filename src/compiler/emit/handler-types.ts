import {
  alternatives,
  annotation,
  type Code,
  code,
  docComment,
  identifier,
  lines,
  list,
  members,
  propertyKey,
  stringLiteral,
} from "../code/index.ts";
import type { Channel, Message, Operation, Parameter, Reply } from "../model/index.ts";
import { commented, runtimeType } from "./emission.ts";
import { payloadInput, payloadType } from "./message-types.ts";
import { briefText, noteComment } from "./notes.ts";
import { ruleSummary } from "./rule-summary.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf } from "./validators/index.ts";

/** `export interface OnOrderHandlers`: one method per message of a receiving operation. */
export function handlersInterface(operation: Operation, scope: SchemaScope): Code {
  const { reply, channel, typeName } = operation;
  const result = reply === undefined ? code`Promise<void> | void` : replyType(reply, scope);
  const properties = operation.messages.map(({ message, rules }) => {
    // In words: whoever receives a deprecated message has to handle it, and a tag would blame the handler.
    const deprecated = message.deprecated === true ? "Deprecated." : undefined;
    const summary = [briefText(message), ...rules.map(ruleSummary), deprecated].filter((text) => text !== undefined).join("\n");
    const doc = docComment(summary);
    const parameters = [code`message: ${payloadType(message, scope)}`, code`context: ${contextOf(message, channel, scope)}`];
    return commented(doc, code`${list(propertyKey(message.member), "()", parameters)}: ${result}`);
  });
  return annotation(
    lines([
      noteComment(operation, { from: operation }),
      code`export interface ${identifier(typeName)} ${members(code``, properties, { broken: true })}`,
    ]),
  );
}

function contextOf(message: Message, { parameters }: Channel, scope: SchemaScope): Code {
  const payload = payloadType(message, scope);
  const headers = message.headers === undefined ? undefined : typeOf(message.headers, scope);
  if (parameters.length > 0)
    return list(code`Context`, "<>", [payload, headers ?? code`Readonly<Record<string, unknown>>`, parametersType(parameters)]);
  return headers === undefined ? code`Context<${payload}>` : list(code`Context`, "<>", [payload, headers]);
}

/** Parameters that `isOptional` says of need not be given. */
export function parametersType(
  parameters: readonly Parameter[],
  isOptional: (parameter: Parameter) => boolean = ({ optional }) => optional === true,
): Code {
  const properties = parameters.map((parameter) => {
    const values = parameter.enum.length === 0 ? code`string` : alternatives(parameter.enum.map(stringLiteral), "|");
    const mark = isOptional(parameter) ? code`?` : code``;
    return commented(docComment(parameterText(parameter)), code`readonly ${propertyKey(parameter.key)}${mark}: ${values}`);
  });
  return members(code``, properties, { broken: parameters.some((parameter) => parameterText(parameter) !== "") });
}

function parameterText({ description, examples }: Parameter): string {
  return [description, examples === undefined ? undefined : `For example ${examples.map((example) => `\`${example}\``).join(", ")}.`]
    .filter((text) => text !== undefined)
    .join("\n");
}

function replyType({ messages, channel }: Reply, scope: SchemaScope): Code {
  const replies = messages.map((message) =>
    list(runtimeType("ReplyOf"), "<>", [payloadInput(message, scope), ...replyHeaders(message, channel, scope)]),
  );
  return list(runtimeType("Awaitable"), "<>", [alternatives(replies, "|")]);
}

/** The headers that the document describes, and those of them that the runtime fills in. */
function replyHeaders(message: Message, channel: Channel | undefined, scope: SchemaScope): readonly Code[] {
  if (message.headers === undefined) return [];
  const { correlationId: place } = message;
  const telling = channel?.dispatch.kind === "field" && channel.dispatch.source === "header" ? channel.dispatch.path[0] : undefined;
  const filled = new Set([...(place?.kind === "header" ? place.path.slice(0, 1) : []), ...(telling === undefined ? [] : [telling])]);
  const names = alternatives([...filled].map(stringLiteral), "|");
  return filled.size === 0 ? [typeOf(message.headers, scope)] : [typeOf(message.headers, scope), names];
}
