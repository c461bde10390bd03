import type { DocumentNode } from "../../document/node.ts";
import { pointerTokens } from "../../ground/json-pointer.ts";
import type { Message } from "../../model/index.ts";
import { checkExpression, checkTemplate, type MessageShape } from "../expressions/check-expression.ts";
import { parseTemplate } from "../expressions/expression.ts";
import type { Lowering } from "../lowering.ts";
import { defined } from "../reading/defined.ts";
import { StrictReader } from "../reading/strict-reader.ts";

/** `x-boost` of a message: how it is told apart, and the key that it is published with. */
export function lowerMessageOptions(
  node: DocumentNode | undefined,
  shape: MessageShape,
  { sink }: Lowering,
): Pick<Message, "match" | "key"> {
  if (node === undefined) return {};
  const reader = new StrictReader(node, "x-boost", sink);
  const keyNode = reader.any("key");
  const key = keyNode === undefined || reader.string("key") === undefined ? undefined : parseTemplate(keyNode, sink);
  if (key !== undefined && keyNode !== undefined) checkTemplate(key, { node: keyNode, shape, sink });
  const match = readMatch(reader.object("match"), shape);
  reader.any("payload");
  reader.end();
  return defined({ key, match });
}

/** `x-boost: { payload: unknown }`: the message is taken over although its schema cannot be read. */
export function wantsUnknownPayload(node: DocumentNode | undefined, { sink }: Lowering): boolean {
  return node !== undefined && new StrictReader(node, "x-boost", sink).choice("payload", ["unknown"]) !== undefined;
}

function readMatch(reader: StrictReader | undefined, shape: MessageShape): Message["match"] {
  if (reader === undefined) return undefined;
  const header = reader.string("header");
  const payload = reader.string("payload");
  const equals = reader.read("equals", "a text, a number, true or false", ({ value }) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined,
  );
  reader.end();
  if (!reader.has("equals")) reader.missing("equals");
  if (reader.has("header") === reader.has("payload"))
    reader.combination(
      "`match` needs either `header` or `payload`.",
      "Write `{ header: type, equals: … }` or `{ payload: /type, equals: … }`.",
    );
  if (equals === undefined || (header === undefined) === (payload === undefined)) return undefined;
  const { sink } = reader;
  if (header !== undefined) {
    checkExpression({ kind: "header", path: [header] }, "value", { node: reader.any("header") ?? reader.node, shape, sink });
    return { source: "header", path: [header], equals };
  }
  const path = pointerTokens(payload ?? "");
  if (path === undefined || path.length === 0) {
    reader.combination(`\`${payload ?? ""}\` is not a JSON Pointer to a property.`, "Write it as /type or /meta/kind.", "payload");
    return undefined;
  }
  checkExpression({ kind: "payload", path }, "value", { node: reader.any("payload") ?? reader.node, shape, sink });
  return { source: "payload", path, equals };
}
