import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { pointerOf, pointerTokens } from "../../ground/json-pointer.ts";
import type { Expression, Template, ValueTemplate } from "../../model/index.ts";

/**
 * Literal text with expressions in braces. A brace that opens no expression is an error, so that a typo does not become text.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#runtimeExpression
 */
export function parseTemplate(node: DocumentNode, sink: DiagnosticSink): Template {
  const text = typeof node.value === "string" ? node.value : "";
  const parts: (string | Expression)[] = [];
  let rest = text;
  while (rest !== "") {
    const open = rest.search(/[{}]/);
    if (open === -1) {
      parts.push(rest);
      break;
    }
    const close = rest.indexOf("}", open);
    if (rest[open] === "}" || close === -1) {
      sink.report("expression-syntax", node, { text, problem: "has a brace without its partner", suggestion: undefined });
      return [];
    }
    const inner = rest.slice(open + 1, close);
    const expression = parseExpression(inner);
    if (expression === undefined) {
      sink.report("expression-syntax", node, { text: `{${inner}}`, problem: "is not an expression", suggestion: meant(inner) });
      return [];
    }
    if (open > 0) parts.push(rest.slice(0, open));
    parts.push(expression);
    rest = rest.slice(close + 1);
  }
  return parts;
}

/** What people write when they mean a property of the payload: `$message.payload.order.id`, `payload.order`, `order_id`. */
function meant(text: string): string | undefined {
  const [, source, path] = /^(?:\$?message\.)?(payload|headers?)[#./]+([\w./-]+)$/.exec(text) ?? [];
  if (path !== undefined) return `{$message.${source === "payload" ? "payload" : "header"}#/${path.replaceAll(".", "/")}}`;
  return /^\w+$/.test(text) ? `{$message.payload#/${text}}` : undefined;
}

/** Without braces, as `correlationId.location` and a parameter's `location` have it. */
export function parseExpression(text: string): Expression | undefined {
  if (text === "$message.key") return { kind: "key" };
  if (text === "$message.id") return { kind: "id" };
  const parameter = /^\$channel\.parameter\.([A-Za-z0-9_-]+)$/.exec(text)?.[1];
  if (parameter !== undefined) return { kind: "parameter", name: parameter };
  const match = /^\$message\.(payload|header)(?:#(\/.*)?)?$/.exec(text);
  if (match === null) return undefined;
  const path = pointerTokens(match[2] ?? "");
  if (path === undefined) return undefined;
  return match[1] === "payload" ? { kind: "payload", path } : path.length === 0 ? undefined : { kind: "header", path };
}

export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "key":
    case "id":
      return `{$message.${expression.kind}}`;
    case "parameter":
      return `{$channel.parameter.${expression.name}}`;
    case "payload":
    case "header": {
      const pointer = pointerOf(expression.path);
      return `{$message.${expression.kind}${pointer === "" ? "" : `#${pointer}`}}`;
    }
    default:
      return assertNever(expression);
  }
}

/** JSON whose texts may hold expressions. */
export function parseValue(node: DocumentNode, sink: DiagnosticSink): ValueTemplate {
  const target = node.resolve();
  if (target.kind === "array") return { kind: "list", items: target.items().map((item) => parseValue(item, sink)) };
  if (target.kind === "object") return { kind: "record", entries: target.entries().map(([key, value]) => [key, parseValue(value, sink)]) };
  const { value } = target;
  if (typeof value !== "string") return { kind: "json", value: value as null | boolean | number };
  const template = parseTemplate(target, sink);
  return template.every((part) => typeof part === "string") ? { kind: "json", value } : { kind: "template", template };
}
