import type { DocumentNode } from "../document/node.ts";
import type { Channel, Message, Parameter, Server } from "../model/index.ts";
import { lowerBindings } from "./binding.ts";
import { type Candidate, lowerDispatch } from "./dispatch.ts";
import type { ChannelDraft, MessageDraft } from "./draft.ts";
import { parseExpression } from "./expression.ts";
import { child, entriesOf, notes, text, texts } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { shapeOf } from "./message.ts";
import { memberName } from "./names.ts";

export interface ChannelContext {
  readonly name: string;
  readonly mode: "exact" | "first";
  readonly servers: ReadonlyMap<string, Server>;
  readonly message: (draft: MessageDraft) => Message | undefined;
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#channelObject */
export function lowerChannel(draft: ChannelDraft, { name, mode, servers, message }: ChannelContext, lowering: Lowering): Channel {
  const candidates = draft.messages.flatMap((messageDraft): Candidate[] => {
    const lowered = message(messageDraft);
    const { payload, headers } = shapeOf(messageDraft, lowering.major);
    return lowered === undefined ? [] : [{ message: lowered, payload, headers }];
  });
  const own = draft.servers?.flatMap((node) => servers.get(node.id) ?? []);
  const used = own ?? [...new Set(servers.values())];
  const protocols = used.flatMap(({ protocol }) => (protocol === "other" ? [] : [protocol]));
  const binding = lowerBindings(child(draft.node, "bindings"), protocols, lowering);
  const { title, description } = notes({ get: (key) => child(draft.node, key) });
  return {
    kind: "channel",
    key: draft.key,
    name,
    address: draft.address,
    parameters: entriesOf(child(draft.node, "parameters")).map(([key, node]) => lowerParameter(key, node.resolve(), lowering)),
    servers: own ?? [],
    messages: candidates.map((candidate) => candidate.message),
    dispatch: lowerDispatch(draft.node, draft.key, candidates, mode, lowering),
    ...(binding === undefined ? {} : { binding }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    pointer: draft.node.pointer,
  };
}

/** 2.x describes the value by a schema, 3.x by `enum` and `default`. */
function lowerParameter(key: string, node: DocumentNode, { major }: Lowering): Parameter {
  const source = major === 2 ? child(node, "schema") : node;
  const fallback = text(child(source, "default"));
  const location = text(child(node, "location"));
  const expression = location === undefined ? undefined : parseExpression(location);
  const description = text(child(node, "description"));
  const constant = text(child(source, "const"));
  return {
    key,
    name: memberName(key),
    enum: constant === undefined ? texts(child(source, "enum")) : [constant],
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(expression === undefined ? {} : { location: expression }),
    ...(description === undefined ? {} : { description }),
  };
}
