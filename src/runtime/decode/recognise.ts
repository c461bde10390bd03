/** Which message of the channel a delivery is (`src/runtime/README.md#which-message-it-is`). The table was built at generation; here it is only followed. */
import { pointer } from "../expressions/evaluate.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { ChannelDefinition, DispatchDefinition, MessageDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";
import { parseAs } from "../schema/formats/mode.ts";
import type { ValidationIssue } from "../schema/validator.ts";
import { mediaType } from "./content.ts";
import { type Headers, headerText, type Judged, judgeHeaders, type Parse, readableAsText } from "./headers.ts";
import type { Bytes, MessageReader } from "./message-reader.ts";
import { codecOf } from "./wire.ts";

/** A delivery that is what its contract says. A class, because what comes from a literal may be made long-lived. @see ../formats/avro/record-reader.ts */
export class Recognised {
  readonly member: string;
  readonly message: MessageDefinition;
  readonly payload: unknown;
  readonly headers: Headers;

  constructor(member: string, message: MessageDefinition, payload: unknown, headers: Headers) {
    this.member = member;
    this.message = message;
    this.payload = payload;
    this.headers = headers;
  }
}

/** A message of the channel that none of the subscription's operations receives; not validated when a table found it. */
export interface Foreign {
  readonly foreign: string;
}

/** @throws InvalidMessage: not decodable, `unmatched`, `ambiguous` or refused by the validator. */
export function recognise(
  channel: ChannelDefinition,
  delivery: Bytes,
  reader: MessageReader,
  options: RecogniseOptions,
): Recognised | Foreign {
  const { dispatch } = channel;
  if (dispatch.by === "trial") {
    const named = options.trusted ? undefined : memberNamed(channel, reader);
    if (named !== undefined) return options.ours.has(named) ? accept(channel, named, reader) : { foreign: named };
    const found = options.trusted
      ? trust(channel, Object.keys(channel.messages).find((member) => options.ours.has(member)) ?? "", reader)
      : trial(channel, dispatch.mode, reader);
    return options.ours.has(found.member) ? found : { foreign: found.member };
  }
  const member = look(channel, dispatch, delivery, reader);
  if (!options.ours.has(member)) return { foreign: member };
  return options.trusted ? trust(channel, member, reader) : accept(channel, member, reader);
}

export interface RecogniseOptions {
  /** Members that an operation of the subscription receives. */
  readonly ours: { has(member: string): boolean };
  /** A tombstone that the document wants handled: its payload is `null` whatever the schema says. */
  readonly trusted: boolean;
}

/** The message whose record has the name of the schema that came with the body; `undefined` where no schema came, or the names do not tell. */
function memberNamed({ messages }: ChannelDefinition, reader: MessageReader): string | undefined {
  const name = reader.writerName;
  if (name === undefined) return undefined;
  const candidates = Object.entries(messages).map(([member, message]) => ({ member, codec: codecOf(message) }));
  const byName = candidates.filter(({ codec }) => codec?.fullName === name);
  const found = byName.length > 0 ? byName : candidates.filter(({ codec }) => codec?.aliases.includes(name));
  return found.length === 1 ? found[0]?.member : undefined;
}

function trust(channel: ChannelDefinition, member: string, reader: MessageReader): Recognised {
  const message = definition(channel, member);
  return new Recognised(member, message, null, reader.decodedHeaders(message));
}

function definition(channel: ChannelDefinition, member: string): MessageDefinition {
  const message = Object.hasOwn(channel.messages, member) ? channel.messages[member] : undefined;
  if (message === undefined) throw new InvalidMessage(`the channel "${channel.key}" has no message "${member}"`, { code: "unmatched" });
  return message;
}

function look(
  channel: ChannelDefinition,
  dispatch: Exclude<DispatchDefinition, { by: "trial" }>,
  delivery: Bytes,
  reader: MessageReader,
): string {
  const { messages } = channel;
  switch (dispatch.by) {
    case "single":
      return firstOf(messages) ?? "";
    case "header": {
      const [name = ""] = dispatch.path;
      const found = headerText(reader.headers, name);
      const member = found === undefined ? undefined : dispatch.cases.find(([equals]) => String(equals) === found)?.[1];
      return member ?? unmatched(`the header "${name}"`, found, dispatch.cases);
    }
    case "payload": {
      if (hasWire(messages)) return readByItsOwn(channel, dispatch, reader);
      const member = firstOf(messages);
      const first = member === undefined ? undefined : messages[member];
      const found = first === undefined ? undefined : pointer(reader.payload(first), dispatch.path);
      const meant = dispatch.cases.find(([equals]) => equals === found)?.[1];
      return meant ?? unmatched(`"${jsonPointer(dispatch.path)}" of the payload`, found, dispatch.cases);
    }
    case "contentType": {
      const found = delivery.contentType === undefined ? undefined : mediaType(delivery.contentType).essence;
      const member = dispatch.cases.find(([type]) => mediaType(type).essence === found)?.[1];
      return member ?? unmatched("the content type", found, dispatch.cases);
    }
    default:
      return assertNever(dispatch);
  }
}

/** What has a wire format is read by the schema of the message that it is: the one that finds its own value there. */
function readByItsOwn(
  channel: ChannelDefinition,
  { path, cases }: Extract<DispatchDefinition, { readonly path: readonly string[] }>,
  reader: MessageReader,
): string {
  const others: unknown[] = [];
  const fitting: MessageDefinition[] = [];
  let unreadable: InvalidMessage | undefined;
  let member = "";
  for (const each of new Set(cases.map(([, name]) => name))) {
    try {
      const message = definition(channel, each);
      const found = pointer(reader.payload(message), path);
      if (!cases.some(([equals, name]) => name === each && equals === found)) others.push(found);
      else {
        fitting.push(message);
        member = each;
      }
    } catch (error) {
      if (!(error instanceof InvalidMessage)) throw error;
      unreadable = error;
    }
  }
  if (fitting.length > 1) throw ambiguous(fitting);
  if (fitting.length === 1) return member;
  if (others.length === 0 && unreadable !== undefined) throw unreadable;
  return unmatched(`"${jsonPointer(path)}" of the payload`, others[0], cases);
}

function hasWire(messages: ChannelDefinition["messages"]): boolean {
  for (const member in messages) if (messages[member]?.wire !== undefined) return true;
  return false;
}

/** Without a list of all of them, which would be made for each message. */
function firstOf(messages: ChannelDefinition["messages"]): string | undefined {
  for (const member in messages) if (Object.hasOwn(messages, member)) return member;
  return undefined;
}

function unmatched(what: string, found: unknown, cases: readonly (readonly [unknown, string])[]): never {
  const known = cases.map(([equals]) => JSON.stringify(equals)).join(", ");
  const shown = typeof found === "object" && found !== null ? "not a plain value" : JSON.stringify(found)?.slice(0, 200);
  throw new InvalidMessage(`${what} is ${shown ?? "absent"}; messages of this channel have ${known}`, { code: "unmatched" });
}

function accept(channel: ChannelDefinition, member: string, reader: MessageReader): Recognised {
  const tried = validate(channel, member, reader);
  if (!("issues" in tried)) return tried;
  const [first] = tried.issues;
  const where = first === undefined || first.path.length === 0 ? "" : ` at ${jsonPointer(first.path)}`;
  throw new InvalidMessage(`not a valid ${tried.name}${where}: ${first?.message ?? "refused"}`, { code: "schema", issues: tried.issues });
}

interface Refused {
  readonly name: string;
  readonly issues: readonly ValidationIssue[];
}

function validate(channel: ChannelDefinition, member: string, reader: MessageReader): Recognised | Refused {
  const message = definition(channel, member);
  const formats = message.formats ?? channel.formats;
  let payload = reader.payload(message);
  if (!reader.isGuaranteed(message)) {
    const parsed = parseAs(formats, message.payload, payload);
    if (!parsed.success) return { name: message.name, issues: parsed.error.issues };
    payload = parsed.data;
  }
  if (message.headers === undefined) return new Recognised(member, message, payload, reader.decodedHeaders(message));
  const judged = judge(message, reader, (validator, value) => parseAs(formats, validator, value));
  if ("issues" in judged)
    return { name: message.name, issues: judged.issues.map((issue) => ({ ...issue, path: ["headers", ...issue.path] })) };
  return new Recognised(member, message, payload, judged.headers);
}

/** What is refused as a number, a list or the like is tried once more as the text that came, where the schema allows that too. */
function judge(message: MessageDefinition, reader: MessageReader, parse: Parse): Judged {
  const judged = judgeHeaders(reader.decodedHeaders(message), message, parse);
  if (!("issues" in judged)) return judged;
  const asText = readableAsText(judged.issues, message);
  const again = asText.size === 0 ? judged : judgeHeaders(reader.decodedHeaders(message, asText), message, parse);
  return "issues" in again ? judged : again;
}

/** Every validator runs; exactly one must accept, or the first in document order where the document opted into that. */
function trial(channel: ChannelDefinition, mode: "exact" | "first", reader: MessageReader): Recognised {
  const accepted: Recognised[] = [];
  const issues: ValidationIssue[] = [];
  for (const member of Object.keys(channel.messages)) {
    const tried = attempt(channel, member, reader);
    if ("issues" in tried) issues.push(...tried.issues.map((issue) => ({ ...issue, message: `${tried.name}: ${issue.message}` })));
    else if (mode === "first") return tried;
    else accepted.push(tried);
  }
  const [only, second] = accepted;
  if (only === undefined)
    throw new InvalidMessage(`none of the messages of the channel "${channel.key}" accepts it`, { code: "unmatched", issues });
  if (second !== undefined) throw ambiguous(accepted.map(({ message }) => message));
  return only;
}

function ambiguous(messages: readonly MessageDefinition[]): InvalidMessage {
  const names = messages.map(({ name }) => `"${name}"`).join(" and ");
  return new InvalidMessage(`${names} accept it; only one may`, { code: "ambiguous" });
}

/** Bytes that one candidate cannot read may still be another's. */
function attempt(channel: ChannelDefinition, member: string, reader: MessageReader): Recognised | Refused {
  try {
    return validate(channel, member, reader);
  } catch (error) {
    if (!(error instanceof InvalidMessage)) throw error;
    return { name: channel.messages[member]?.name ?? member, issues: [{ code: error.code, message: error.message, path: [] }] };
  }
}
