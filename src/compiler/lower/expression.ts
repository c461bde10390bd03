import { type DiagnosticSink, suggest } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";
import type { Expression, Template, ValueTemplate } from "../model/index.ts";
import { child } from "./fields.ts";

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
      sink.report("expression-syntax", node, { text, problem: "has a brace without its partner" });
      return [];
    }
    const inner = rest.slice(open + 1, close);
    const expression = parseExpression(inner);
    if (expression === undefined) {
      sink.report("expression-syntax", node, { text: `{${inner}}`, problem: "is not an expression" });
      return [];
    }
    if (open > 0) parts.push(rest.slice(0, open));
    parts.push(expression);
    rest = rest.slice(close + 1);
  }
  return parts;
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

/** Decoded tokens of a JSON Pointer; `undefined` for text that is none. */
export function pointerTokens(pointer: string): readonly string[] | undefined {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return undefined;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "key":
    case "id":
      return `{$message.${expression.kind}}`;
    case "parameter":
      return `{$channel.parameter.${expression.name}}`;
    default: {
      const pointer = expression.path.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
      return `{$message.${expression.kind}${pointer === "" ? "" : `#${pointer}`}}`;
    }
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

export function expressionsIn(value: ValueTemplate): readonly Expression[] {
  switch (value.kind) {
    case "json":
      return [];
    case "template":
      return value.template.filter((part) => typeof part !== "string");
    case "list":
      return value.items.flatMap(expressionsIn);
    case "record":
      return value.entries.flatMap(([, entry]) => expressionsIn(entry));
  }
}

/** What an expression can find in a message. */
export interface MessageShape {
  readonly name: string;
  readonly payload: DocumentNode | undefined;
  readonly headers: readonly DocumentNode[];
}

/** Reports a pointer that cannot exist (error) or need not (warning). The whole payload always exists. */
export function checkExpression(expression: Expression, shape: MessageShape, at: DocumentNode, sink: DiagnosticSink): void {
  if (expression.kind !== "payload" && expression.kind !== "header") return;
  const roots = expression.kind === "payload" ? (shape.payload === undefined ? [] : [shape.payload]) : shape.headers;
  if (expression.path.length === 0 || roots.length === 0) return;
  const results = roots.map((root) => walk(root, expression.path));
  const best = results.find((result) => result.kind !== "impossible") ?? results[0];
  const shown = expressionText(expression);
  if (best?.kind === "optional") sink.report("expression-optional", at, { expression: shown, message: shape.name });
  if (best?.kind === "impossible")
    sink.report("expression-impossible", at, { expression: shown, message: shape.name, suggestion: suggest(best.token, best.known) });
}

type Reach =
  | { readonly kind: "required" }
  | { readonly kind: "optional" }
  | { readonly kind: "unknown" }
  | { readonly kind: "impossible"; readonly token: string; readonly known: readonly string[] };

function walk(schema: DocumentNode, path: readonly string[]): Reach {
  const [token, ...rest] = path;
  if (token === undefined) return { kind: "required" };
  const parts = conjunctsOf(schema);
  // Choices, conditions and open maps may add keys; only a plain description of properties can exclude one.
  if (parts.some(isVague)) return { kind: "unknown" };
  const known = parts.flatMap((part) => (child(part, "properties")?.entries() ?? []).map(([key]) => key));
  const property = parts.map((part) => child(child(part, "properties"), token)).find((node) => node !== undefined);
  if (property === undefined) {
    const item = /^(0|[1-9]\d*)$/.test(token)
      ? parts.map((part) => child(part, "items")).find((node) => node?.kind === "object")
      : undefined;
    if (item !== undefined) return weaken(walk(item, rest));
    return known.length === 0 ? { kind: "unknown" } : { kind: "impossible", token, known };
  }
  const isRequired = parts.some((part) =>
    child(part, "required")
      ?.items()
      .some((name) => name.value === token),
  );
  const below = walk(property, rest);
  return isRequired ? below : weaken(below);
}

const weaken = (reach: Reach): Reach => (reach.kind === "required" ? { kind: "optional" } : reach);

const vague = ["oneOf", "anyOf", "if", "patternProperties", "not"];

function isVague(schema: DocumentNode): boolean {
  const additional = child(schema, "additionalProperties");
  return (
    schema.kind !== "object" ||
    vague.some((key) => schema.get(key) !== undefined) ||
    (additional !== undefined && additional.value !== false)
  );
}

/** A schema and everything that its `allOf` adds. */
export function conjunctsOf(schema: DocumentNode, depth = 0): readonly DocumentNode[] {
  const target = schema.resolve();
  // A chain of allOf that leads back to itself is reported by the schemas' lowering.
  if (target.kind !== "object" || depth > 32) return [target];
  return [target, ...(child(target, "allOf")?.items() ?? []).flatMap((part) => conjunctsOf(part, depth + 1))];
}
