import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Message } from "../../model/index.ts";
import { conjunctsOf, typesIn } from "../reading/schema-nodes.ts";

/** `type/subtype` without parameters, lower case. */
function essence(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

/** Content types that are JSON, text or bytes to the runtime. @see src/runtime/decode/content.ts */
export function isReadable(contentType: string): boolean {
  return /^(?:application\/json|[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+\+json|text\/[a-z0-9!#$&^_.+-]+|application\/octet-stream)$/.test(
    essence(contentType),
  );
}

export function bodyOf(contentType: string): Message["body"] {
  const type = essence(contentType);
  if (type === "application/octet-stream") return "bytes";
  return type.startsWith("text/") && type !== "text/json" && !type.endsWith("+json") ? "text" : "json";
}

/** Text and bytes have no structure: a schema that asks for one would refuse every delivery. */
export function checkBody(
  payload: DocumentNode,
  { message, contentType }: { readonly message: string; readonly contentType: string },
  sink: DiagnosticSink,
): void {
  if (bodyOf(contentType) === "json") return;
  const types = conjunctsOf(payload)
    .map(typesIn)
    .find((found) => found !== undefined);
  const [type] = types ?? [];
  if (type === undefined || types?.has("string") === true) return;
  sink.report("message-text", payload, { message, contentType, type: `of type ${type}` });
}
