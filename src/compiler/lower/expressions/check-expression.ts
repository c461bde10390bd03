import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { pointerOf } from "../../ground/json-pointer.ts";
import type { Expression, Template, ValueTemplate } from "../../model/index.ts";
import { typesOf } from "../reading/schema-nodes.ts";
import { expressionText } from "./expression.ts";
import { followPath } from "./follow-path.ts";

/** What an expression can find in a message. */
export interface MessageShape {
  readonly name: string;
  readonly payload: DocumentNode | undefined;
  readonly headers: DocumentNode | undefined;
  /** Of the channel's address; absent where the message is not looked at in a channel. */
  readonly parameters?: readonly string[];
  /** A condition that holds wherever the expression is looked at. */
  readonly given?: { readonly payload?: DocumentNode; readonly headers?: DocumentNode };
}

/** Where an expression stands: its place, what it is for, and who wants to know. */
export interface ExpressionPlace {
  readonly node: DocumentNode;
  readonly shape: MessageShape;
  readonly sink: DiagnosticSink;
}

/** A template as text (an id, a key, an address): parts are strings, integers or booleans. */
export function checkTemplate(template: Template, place: ExpressionPlace): void {
  for (const part of template) if (typeof part !== "string") checkExpression(part, "text", place);
}

/** JSON with templates inside; an expression alone keeps the type of what it finds. */
export function checkValue(value: ValueTemplate, place: ExpressionPlace): void {
  switch (value.kind) {
    case "json":
      return;
    case "template": {
      const [only, ...rest] = value.template;
      if (rest.length === 0 && typeof only === "object") checkExpression(only, "value", place);
      else checkTemplate(value.template, place);
      return;
    }
    case "list":
      for (const item of value.items) checkValue(item, place);
      return;
    case "record":
      for (const [, entry] of value.entries) checkValue(entry, place);
      return;
    default:
      assertNever(value);
  }
}

/** Reports a pointer that cannot exist or lead to text (error) or need not exist (warning). */
export function checkExpression(expression: Expression, use: "text" | "value", { node, shape, sink }: ExpressionPlace): void {
  const shown = expressionText(expression);
  if (expression.kind === "parameter") {
    if (shape.parameters === undefined || shape.parameters.includes(expression.name)) return;
    const name = suggest(expression.name, shape.parameters);
    const suggestion = name === undefined ? undefined : expressionText({ ...expression, name });
    sink.report("expression-impossible", node, { expression: shown, message: shape.name, suggestion, through: undefined });
    return;
  }
  if (expression.kind !== "payload" && expression.kind !== "header") return;
  const root = expression.kind === "payload" ? shape.payload : shape.headers;
  if (root === undefined) return;
  const given = expression.kind === "payload" ? shape.given?.payload : shape.given?.headers;
  const result = followPath(given === undefined ? [root] : [root, given], expression.path);
  if (result.kind === "unknown") return;
  if (result.kind === "impossible") {
    const token = suggest(expression.path[result.at] ?? "", result.known);
    const suggestion = token === undefined ? undefined : expressionText({ ...expression, path: expression.path.with(result.at, token) });
    const { at, types } = result;
    const through = types === undefined ? undefined : { key: pointerOf(expression.path.slice(0, at)), source: expression.kind, types };
    sink.report("expression-impossible", node, { expression: shown, message: shape.name, suggestion, through });
    return;
  }
  if (!result.always) sink.report("expression-optional", node, { expression: shown, message: shape.name });
  if (use === "text") checkText(shown, result.alternatives, { node, shape, sink });
}

const textual: ReadonlySet<string> = new Set(["string", "integer", "boolean"]);

function checkText(expression: string, alternatives: readonly (readonly DocumentNode[])[], { node, shape, sink }: ExpressionPlace): void {
  const types = alternatives.flatMap((schemas) => [...(typesOf(schemas) ?? [])]);
  if (types.length === 0) return;
  const wrong = types.filter((type) => !textual.has(type));
  const [first] = wrong;
  if (first === undefined) return;
  // A number may be whole and null need not come; an object or a list never fits.
  const isHopeless = wrong.length === types.length && first !== "number";
  sink.report(isHopeless ? "expression-type" : "expression-doubtful", node, { expression, message: shape.name, type: first });
}
