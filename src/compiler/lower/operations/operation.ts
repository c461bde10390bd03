import type { DocumentNode } from "../../document/node.ts";
import {
  addressesOf,
  type Channel,
  type ConsumeOptions,
  type Message,
  type Operation,
  type OperationMessage,
  type Protocol,
  type Reply,
} from "../../model/index.ts";
import { lowerBindings } from "../channels/binding.ts";
import { locationIn, shapeOf } from "../channels/message.ts";
import type { Lowering } from "../lowering.ts";
import type { OperationDraft, ReplyDraft } from "../outline/draft.ts";
import { child, text } from "../reading/fields.ts";
import { notes } from "../reading/notes.ts";
import { sourceOf } from "../reading/source.ts";
import { checkReceiving, checkSending, sendingOptions } from "../x-boost/check-options.ts";
import { mergeConsumeOptions, readConsumeOptions } from "../x-boost/consume-options.ts";

export interface OperationContext {
  readonly name: string;
  readonly typeName: string;
  readonly file: string;
  /** The role applied. */
  readonly action: Operation["action"];
  readonly channel: Channel;
  /** What the servers speak that the channel may be on. */
  readonly protocols: ReadonlySet<Protocol>;
  readonly messages: readonly OperationMessage[];
  /** `x-boost` of the root, and the options in it. */
  readonly root: DocumentNode | undefined;
  readonly defaults: ConsumeOptions;
  readonly reply: Reply | undefined;
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject */
export function lowerOperation(draft: OperationDraft, context: OperationContext, lowering: Lowering): Operation {
  const { fields, key, node } = draft;
  const { name, typeName, file, action, channel, protocols, messages, reply } = context;
  if (fields.get("security") !== undefined) lowering.sink.report("security-of-operation", node, { operation: key }, { part: "key" });
  const binding = bindingOf(draft, protocols, lowering);
  const remark = reply === undefined ? undefined : text(child(child(draft.reply?.node, "address"), "description"));
  return {
    kind: "operation",
    key,
    name,
    typeName,
    file,
    action,
    channel,
    messages,
    ...(reply === undefined ? {} : { reply }),
    options: optionsOf(draft, context, lowering),
    ...(binding === undefined ? {} : { binding }),
    ...notes(fields),
    ...(remark === undefined ? {} : { remarks: [`Address of the reply: ${remark}`] }),
    pointer: node.pointer,
    ...sourceOf(node, lowering.document),
  };
}

/** In a document of somebody else's service groups and client ids are theirs. */
function bindingOf({ fields, key }: OperationDraft, protocols: ReadonlySet<Protocol>, lowering: Lowering): Operation["binding"] {
  const node = fields.get("bindings");
  if (lowering.role === "application" || node === undefined) return lowerBindings(node, { of: "operation", protocols }, lowering);
  lowering.sink.report("binding-of-client", node, { operation: key });
  return undefined;
}

function optionsOf(
  draft: OperationDraft,
  { action, channel, protocols, root, defaults }: OperationContext,
  lowering: Lowering,
): ConsumeOptions {
  const { fields } = draft;
  const node = fields.get("x-boost");
  const own = readConsumeOptions(node, "operation", lowering);
  const merged = mergeConsumeOptions(defaults, own);
  const options = channel.redis === undefined ? merged : { ...merged, redis: { ...merged.redis, ...channel.redis } };
  if (action === "send") {
    checkSending(node, draft.reply !== undefined, lowering);
    return sendingOptions(options);
  }
  const parameters = channel.parameters.map(({ key }) => key);
  const messages = draft.messages.map((message) => ({ ...shapeOf(message, lowering), parameters }));
  checkReceiving({ operation: draft.node, root, node, options, addresses: addressesOf(channel, protocols), protocols, messages }, lowering);
  return options;
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationReplyObject */
export function lowerReply(draft: ReplyDraft, channel: Channel | undefined, messages: readonly Message[], lowering: Lowering): Reply {
  const address: DocumentNode | undefined = child(draft.node, "address");
  const expression = locationIn(child(address, "location"), undefined, lowering);
  return { ...(channel === undefined ? {} : { channel }), ...(expression === undefined ? {} : { address: [expression] }), messages };
}
