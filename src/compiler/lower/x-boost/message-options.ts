import { boostGroups } from "../../../options/boost.ts";
import type { MatchOptions, MessageOptions } from "../../../options/options.generated.ts";
import type { DocumentNode } from "../../document/node.ts";
import { pointerTokens } from "../../ground/json-pointer.ts";
import type { Message, Template, ValueTemplate } from "../../model/index.ts";
import { checkExpression, checkTemplate, checkValue, type MessageShape } from "../expressions/check-expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { child } from "../reading/fields.ts";
import { readBoost } from "./read-boost.ts";

/** `x-boost` of a message: how it is told apart, and the key that it is published with. */
export function lowerMessageOptions(
  node: DocumentNode | undefined,
  shape: MessageShape,
  { sink }: Lowering,
): Pick<Message, "match" | "key"> {
  const { key, match } = readBoost<MessageOptions<Template, ValueTemplate>>(boostGroups.message, node, "message", sink);
  const keyNode = child(node, "key");
  if (key !== undefined && keyNode !== undefined) {
    const place = { node: keyNode, shape, sink };
    if ("kind" in key) checkValue(key, place);
    else checkTemplate(key, place);
  }
  const lowered = lowerMatch(match);
  const matchNode = lowered === undefined ? undefined : child(child(node, "match"), lowered.source);
  if (lowered !== undefined && matchNode !== undefined)
    checkExpression({ kind: lowered.source, path: lowered.path }, "value", { node: matchNode, shape, sink });
  return defined({ key, match: lowered });
}

/** `x-boost: { payload: unknown }`: the message is taken over although its schema cannot be read. */
export function wantsUnknownPayload(node: DocumentNode | undefined, { sink }: Lowering): boolean {
  return readBoost<MessageOptions<Template, ValueTemplate>>(boostGroups.message, node, "message", sink).payload !== undefined;
}

/** Exactly one of the two says where; anything else was reported. */
function lowerMatch(match: MatchOptions | undefined): Message["match"] {
  if (match === undefined || (match.header === undefined) === (match.payload === undefined)) return undefined;
  const { header, payload = "", equals } = match;
  if (header !== undefined) return { source: "header", path: [header], equals };
  return { source: "payload", path: pointerTokens(payload) ?? [], equals };
}
