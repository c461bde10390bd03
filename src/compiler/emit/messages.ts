import { type Code, code, lines, literal, type SourceFile, stringLiteral } from "../code/index.ts";
import type { Contract, Message } from "../model/index.ts";
import { constant, constants, type Emission, messageRef, record, runtimeType } from "./emission.ts";
import { expression, template, valueTemplate } from "./expressions.ts";
import { headerTypes } from "./header-types.ts";
import { isAnything, messageTypes, payloadValidator } from "./message-types.ts";
import { noteComment, saidInWords } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { validatorOf } from "./validators/index.ts";

/** `messages.ts`: what each message is made of. */
export function emitMessages({ messages }: Contract, { scope }: Pick<Emission, "scope">): SourceFile {
  const statements = messages.map((message) => statement(message, scope));
  return { path: "messages", statements, declared: messages.map(({ member }) => constants.message(member)) };
}

function statement(message: Message, scope: SchemaScope): Code {
  const { headers } = message;
  const described = headerTypes(headers, scope);
  const value = record([
    ["name", stringLiteral(message.name)],
    ["member", stringLiteral(message.member)],
    ["contentType", stringLiteral(message.contentType)],
    ["payload", payloadValidator(message, scope)],
    ["wire", message.wire === undefined ? undefined : literal({ ...message.wire })],
    ["headers", headers === undefined ? undefined : validatorOf(headers, scope)],
    ["headerTypes", described.types],
    ["headerPatterns", described.patterns],
    ["registry", message.registry === undefined ? undefined : literal({ ...message.registry })],
    ["formats", message.formats === undefined ? undefined : stringLiteral(message.formats)],
    ["correlationId", message.correlationId === undefined ? undefined : expression(message.correlationId)],
    ["key", message.key === undefined ? undefined : "kind" in message.key ? valueTemplate(message.key) : template(message.key)],
    ["keyWire", message.keyWire === undefined ? undefined : literal({ ...message.keyWire })],
    ["examples", message.examples.length === 0 ? undefined : literal(message.examples.map((example) => ({ ...example })))],
    ["binding", message.binding === undefined ? undefined : literal(message.binding.value)],
  ]);
  const types = headers === undefined && isAnything(message, scope) ? code`` : code`<${messageTypes(message, scope)}>`;
  const type = code`${runtimeType("MessageDefinition")}${types}`;
  return lines([noteComment(saidInWords(message), { from: message }), constant(messageRef(message), type, value)]);
}
