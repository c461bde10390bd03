import { type Code, code, fileRef, lines, literal, type SourceFile, stringLiteral } from "../code/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Channel, Contract, Dispatch, Parameter } from "../model/index.ts";
import { array, constant, constants, messageRef, record, runtimeType } from "./emission.ts";
import { expression } from "./expressions.ts";
import { noteComment } from "./notes.ts";

/** `channels.ts`: addresses, and which message a delivery is. */
export function emitChannels(channels: readonly Channel[]): SourceFile {
  return { path: "channels", statements: channels.map(statement), declared: channels.map(({ name }) => constants.channel(name)) };
}

export function channelRef({ name }: Channel): Code {
  return fileRef("channels", constants.channel(name));
}

/** Only channels that an operation uses. */
export function usedChannels({ operations }: Contract): readonly Channel[] {
  return [...new Set(operations.flatMap(({ channel, reply }) => (reply?.channel === undefined ? [channel] : [channel, reply.channel])))];
}

function statement(channel: Channel): Code {
  const value = record([
    ["key", stringLiteral(channel.key)],
    ["address", channel.address === null ? code`null` : stringLiteral(channel.address)],
    ["parameters", channel.parameters.length === 0 ? undefined : array(channel.parameters.map(parameter))],
    ["servers", literal(channel.servers.map(({ key }) => key))],
    ["registry", channel.registry === undefined ? undefined : literal({ ...channel.registry })],
    ["formats", channel.formats === undefined ? undefined : stringLiteral(channel.formats)],
    ["redis", channel.redis === undefined ? undefined : literal({ ...channel.redis })],
    ["messages", record(channel.messages.map((message) => [message.member, messageRef(message)]))],
    ["dispatch", dispatch(channel.dispatch)],
    ["binding", channel.binding === undefined ? undefined : literal(channel.binding.value)],
  ]);
  const doc = noteComment(channel, { from: channel });
  return lines([doc, constant(channelRef(channel), runtimeType("ChannelDefinition"), value)]);
}

function parameter(value: Parameter): Code {
  return record([
    ["key", stringLiteral(value.key)],
    ["enum", value.enum.length === 0 ? undefined : literal(value.enum)],
    ["default", value.default === undefined ? undefined : stringLiteral(value.default)],
    ["location", value.location === undefined ? undefined : expression(value.location)],
  ]);
}

function dispatch(value: Dispatch): Code {
  switch (value.kind) {
    case "single":
      return record([["by", stringLiteral("single")]]);
    case "field":
      return record([
        ["by", stringLiteral(value.source)],
        ["path", literal(value.path)],
        ["cases", cases(value.cases)],
      ]);
    case "contentType":
      return record([
        ["by", stringLiteral("contentType")],
        ["cases", cases(value.cases)],
      ]);
    case "trial":
      return record([
        ["by", stringLiteral("trial")],
        ["mode", stringLiteral(value.mode)],
      ]);
    default:
      return assertNever(value);
  }
}

function cases(list: Extract<Dispatch, { readonly kind: "field" }>["cases"]): Code {
  return array(list.map(({ equals, message }) => array([literal(equals), stringLiteral(message.member)])));
}
