import type { Channel, Message, Operation, OperationMessage, Reply, WorkflowRule } from "../model/index.ts";
import { lowerBindings } from "./binding.ts";
import type { OperationDraft, ReplyDraft } from "./draft.ts";
import { parseExpression } from "./expression.ts";
import { child, notes, text } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { shapeOf } from "./message.ts";
import { lowerConsumeOptions } from "./x-boost.ts";

export interface OperationContext {
  readonly name: string;
  /** The role applied. */
  readonly action: Operation["action"];
  readonly channel: Channel;
  readonly messages: readonly { readonly message: Message; readonly rules: readonly WorkflowRule[]; readonly publisher: string }[];
  /** Root `x-boost`. */
  readonly defaults: Parameters<typeof lowerConsumeOptions>[1];
  readonly reply: Reply | undefined;
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject */
export function lowerOperation(
  draft: OperationDraft,
  { name, action, channel, messages, defaults, reply }: OperationContext,
  lowering: Lowering,
): Operation {
  const { fields, key } = draft;
  if (action === "receive" && channel.address === null)
    lowering.sink.report("address-unknown", fields.node, { operation: key }, { part: "key" });
  const protocols = channel.servers.flatMap(({ protocol }) => (protocol === "other" ? [] : [protocol]));
  // In a document of somebody else's service groups and client ids are theirs.
  const binding = lowering.role === "client" ? undefined : lowerBindings(fields.get("bindings"), protocols, lowering);
  const shapes = draft.messages.map((message) => shapeOf(message, lowering.major));
  return {
    kind: "operation",
    key,
    name,
    action,
    channel,
    messages: messages.map((entry): OperationMessage => entry),
    ...(reply === undefined ? {} : { reply }),
    options: lowerConsumeOptions(fields.get("x-boost"), defaults, shapes, lowering),
    ...(binding === undefined ? {} : { binding }),
    ...notes(fields),
    pointer: fields.node.pointer,
  };
}

/** Only the answering side generates a reply. */
export function lowerReply(draft: ReplyDraft, channel: Channel | undefined, messages: readonly Message[]): Reply {
  const location = text(child(child(draft.node, "address"), "location"));
  const expression = location === undefined ? undefined : parseExpression(location);
  return { ...(channel === undefined ? {} : { channel }), ...(expression === undefined ? {} : { address: [expression] }), messages };
}
