import { alternatives, annotation, type Code, code, docComment, lines, list, members, propertyKey, stringLiteral } from "../code/index.ts";
import type { Channel, Expression, Message, Operation, Parameter, Reply } from "../model/index.ts";
import { commented, runtimeType } from "./emission.ts";
import { parametersType } from "./handler-types.ts";
import { payloadInput, payloadType } from "./message-types.ts";
import { briefText } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf } from "./validators/index.ts";

/** Sends a request whose reply can be waited for. */
export function isAsking(operation: Operation): operation is Operation & { readonly reply: Reply } {
  return operation.action === "send" && operation.reply !== undefined;
}

/** `export interface Requests`: one member per message of an operation that sends and has a reply. */
export function requestsInterface(operations: readonly Operation[], scope: SchemaScope): Code {
  const properties = operations.filter(isAsking).flatMap(({ messages, reply, channel }) =>
    messages.map(({ message, publisher }) => {
      const doc = docComment(briefText(message), message.deprecated === true ? [{ tag: "deprecated" }] : []);
      return commented(doc, code`readonly ${propertyKey(publisher ?? message.member)}: ${requester(message, { channel, reply }, scope)}`);
    }),
  );
  const doc = docComment("What can be asked: published, and resolved with the payload of the reply that bears its correlation id.");
  return annotation(lines([doc, code`export interface Requests ${members(code``, properties, { broken: true })}`]));
}

function requester(message: Message, { channel, reply }: { readonly channel: Channel; readonly reply: Reply }, scope: SchemaScope): Code {
  const replies = alternatives(
    [...new Set(reply.messages)].map((one) => payloadType(one, scope)),
    "|",
  );
  const places = [message.correlationId, ...(reply.address ?? [])].filter((part) => typeof part === "object");
  const input = payloadInput(message, scope);
  const inPayload = filled(places, "payload");
  const given = inPayload.length === 0 ? input : list(runtimeType("GivenPayload"), "<>", [input, union(inPayload)]);
  const headers = message.headers === undefined ? code`undefined` : typeOf(message.headers, scope);
  const parameters = channel.parameters.length === 0 ? code`undefined` : parametersType(channel.parameters, isKnown);
  const inHeaders = message.headers === undefined ? [] : filled(places, "header");
  const optional = [
    { type: headers, isNeeded: message.headers !== undefined },
    { type: parameters, isNeeded: channel.parameters.length > 0 },
    { type: union(inHeaders), isNeeded: inHeaders.length > 0 },
  ];
  const last = optional.findLastIndex(({ isNeeded }) => isNeeded);
  return list(runtimeType("Requester"), "<>", [replies, given, ...optional.slice(0, last + 1).map(({ type }) => type)]);
}

/** What boost-gen writes into the request: members at the top, which a type can leave out. */
function filled(places: readonly Expression[], kind: "payload" | "header"): readonly string[] {
  const names = places.flatMap((place) =>
    place.kind === kind && (kind === "header" || place.path.length === 1) ? place.path.slice(0, 1) : [],
  );
  return [...new Set(names)];
}

function union(names: readonly string[]): Code {
  return alternatives(names.map(stringLiteral), "|");
}

/** What the runtime finds in the message, or has a default for, need not be given. */
export function isKnown({ location, default: preset, optional }: Parameter): boolean {
  return location !== undefined || preset !== undefined || optional === true;
}
